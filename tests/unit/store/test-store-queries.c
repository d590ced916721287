/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/cs-store-changes.h"
#include "store/cs-store-queries.h"

#include "cs-test-store.h"

static gint64
open_conversation (CsStoreDb  *db,
                   const char *account,
                   const char *peer)
{
  g_autoptr (CsConversationRecord) record = cs_store_open_conversation (db, account, peer, NULL);

  g_assert_nonnull (record);

  return record->id;
}

static gint64
add (CsStoreDb      *db,
     gint64          conversation,
     guint           number,
     CsMessageState  state)
{
  g_autofree char *id = g_strdup_printf ("%u", number);
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, state != CS_MESSAGE_RECEIVED, id);
  g_autoptr (CsMessageRecord) stored = NULL;
  gboolean there;

  record->state = state;
  stored = cs_store_add_message (db, record, &there, NULL);
  g_assert_nonnull (stored);

  return stored->id;
}

/* Takes the list; its messages must be those with the numbers from first up to, but not including, end. */
static void
check (GPtrArray *messages,
       guint      first,
       guint      end)
{
  g_assert_nonnull (messages);
  g_assert_cmpuint (messages->len, ==, end - first);
  for (guint i = 0; i < messages->len; i++) {
    CsMessageRecord *message = g_ptr_array_index (messages, i);
    g_autofree char *id = g_strdup_printf ("%u", first + i);

    g_assert_cmpstr (message->message_id, ==, id);
  }
  g_ptr_array_unref (messages);
}

static void
test_paging (void)
{
  g_autoptr (CsStoreDb) db = cs_store_db_open (NULL, NULL);
  gint64 conversation = open_conversation (db, "sip:a@x.test", "sip:b@x.test");
  gint64 other = open_conversation (db, "sip:a@x.test", "sip:c@x.test");
  gint64 ids[100];

  /* Two conversations that grow in turn. */
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    ids[i] = add (db, conversation, i, CS_MESSAGE_RECEIVED);
    add (db, other, i, CS_MESSAGE_RECEIVED);
  }

  check (cs_store_list_before (db, conversation, 0, 30, NULL), 70, 100);
  check (cs_store_list_before (db, conversation, ids[70], 30, NULL), 40, 70);
  check (cs_store_list_before (db, conversation, ids[10], 30, NULL), 0, 10);
  check (cs_store_list_before (db, conversation, ids[0], 30, NULL), 0, 0);
  check (cs_store_list_after (db, conversation, 0, 30, NULL), 0, 30);
  check (cs_store_list_after (db, conversation, ids[29], 30, NULL), 30, 60);
  check (cs_store_list_after (db, conversation, ids[89], 30, NULL), 90, 100);
  check (cs_store_list_after (db, conversation, ids[99], 30, NULL), 0, 0);
  check (cs_store_list_after (db, conversation, 0, G_MAXUINT, NULL), 0, 100);
  check (cs_store_list_after (db, conversation, 0, 0, NULL), 0, 0);
  check (cs_store_list_after (db, 99, 0, 30, NULL), 0, 0);
}

static void
test_unsent (void)
{
  static const CsMessageState states[] = {
    CS_MESSAGE_QUEUED, CS_MESSAGE_SENDING, CS_MESSAGE_QUEUED, CS_MESSAGE_KEPT, CS_MESSAGE_DELIVERED, CS_MESSAGE_FAILED,
    CS_MESSAGE_RECEIVED,
  };
  g_autoptr (CsStoreDb) db = cs_store_db_open (NULL, NULL);
  gint64 bob = open_conversation (db, "sip:a@x.test", "sip:b@x.test");
  gint64 carol = open_conversation (db, "sip:a@x.test", "sip:c@x.test");
  gint64 other = open_conversation (db, "sip:z@x.test", "sip:b@x.test");

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    add (db, i == 1 ? carol : bob, i, states[i]);
    add (db, other, i, states[i]);
  }

  check (cs_store_list_unsent (db, "sip:a@x.test", NULL), 0, 3);
  check (cs_store_list_unsent (db, "sip:z@x.test", NULL), 0, 3);
  check (cs_store_list_unsent (db, "sip:nobody@x.test", NULL), 0, 0);
}

static void
test_conversations (void)
{
  g_autoptr (CsStoreDb) db = cs_store_db_open (NULL, NULL);
  gint64 quiet = open_conversation (db, "sip:a@x.test", "sip:b@x.test");
  gint64 old = open_conversation (db, "sip:a@x.test", "sip:c@x.test");
  gint64 new = open_conversation (db, "sip:z@x.test", "sip:b@x.test");
  gint64 expected[] = { new, old, quiet };
  g_autoptr (GPtrArray) list = NULL;

  add (db, old, 1, CS_MESSAGE_RECEIVED);
  add (db, new, 2, CS_MESSAGE_QUEUED);
  add (db, new, 3, CS_MESSAGE_RECEIVED);
  list = cs_store_list_conversations (db, NULL);

  g_assert_cmpuint (list->len, ==, 3);
  for (guint i = 0; i < 3; i++) {
    CsConversationRecord *record = g_ptr_array_index (list, i);

    g_assert_cmpint (record->id, ==, expected[i]);
    if (record->last)
      g_assert_cmpint (record->last->conversation, ==, record->id);
    else
      g_assert_cmpint (record->id, ==, quiet);
    if (record->id == new)
      g_assert_cmpstr (record->last->message_id, ==, "3");
    g_assert_cmpuint (record->unread, ==, record->id == quiet ? 0 : 1);
  }
}

/* A damaged file may hold anything, but nothing that is no UTF-8 gets out. */
static void
test_encoding (void)
{
  g_autoptr (CsStoreDb) db = cs_store_db_open (NULL, NULL);
  gint64 conversation = open_conversation (db, "sip:a@x.test", "sip:b@x.test");
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, FALSE, "1");
  g_autoptr (CsMessageRecord) found = NULL;
  gboolean there;

  g_free (record->text);
  record->text = g_strdup ("a\xff");
  cs_message_record_free (cs_store_add_message (db, record, &there, NULL));
  found = cs_store_find_message (db, record, NULL);
  g_assert_cmpstr (found->text, ==, "a\xef\xbf\xbd");
}

/* What is known of a peer, whether they ever wrote, and who wrote the last message. */
static void
test_facts (void)
{
  const CsPeerFacts about = { CS_ABILITY_TYPING, 5, CS_CHOICE_NO, CS_ROOM_STANDING_MEMBER };
  g_autoptr (CsStoreDb) db = cs_store_db_open (NULL, NULL);
  gint64 conversation = open_conversation (db, "sip:a@x.test", "sip:b@x.test");
  g_autoptr (CsConversationRecord) before = NULL;
  g_autoptr (CsConversationRecord) after = NULL;

  g_assert_true (cs_store_set_peer (db, conversation, &about, NULL));
  add (db, conversation, 1, CS_MESSAGE_QUEUED);
  before = cs_store_find_conversation (db, "sip:a@x.test", "sip:b@x.test", NULL);
  g_assert_cmpuint (before->about.lacks, ==, about.lacks);
  g_assert_cmpint (before->about.lacks_since, ==, about.lacks_since);
  g_assert_cmpint (before->about.receipts, ==, about.receipts);
  g_assert_cmpint (before->about.room, ==, about.room);
  g_assert_false (before->heard);
  g_assert_true (before->last->outgoing);

  add (db, conversation, 2, CS_MESSAGE_RECEIVED);
  after = cs_store_find_conversation_by_id (db, conversation, NULL);
  g_assert_cmpstr (after->peer, ==, "sip:b@x.test");
  g_assert_true (after->heard);
  g_assert_false (after->last->outgoing);
  g_assert_null (cs_store_find_conversation_by_id (db, conversation + 1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-queries/page-both-ways", test_paging);
  g_test_add_func ("/store-queries/find-what-is-unsent", test_unsent);
  g_test_add_func ("/store-queries/list-conversations-newest-first", test_conversations);
  g_test_add_func ("/store-queries/tell-what-is-known-of-a-peer", test_facts);
  g_test_add_func ("/store-queries/give-valid-text", test_encoding);

  return g_test_run ();
}

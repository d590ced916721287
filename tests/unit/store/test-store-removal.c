/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include <string.h>

#include "base/cs-error.h"
#include "store/cs-store-removal.h"

#include "cs-test-store.h"

#define ACCOUNT "account"
#define PEER "sip:bob@example.test"
#define HOUR G_TIME_SPAN_HOUR

static void
set_time (CsMessageRecord *record,
          gint64           time)
{
  record->time = time;
}

static gint64
add (CsStore         *store,
     CsMessageRecord *record)
{
  g_autoptr (CsMessageRecord) owned = record;
  g_autoptr (CsMessageRecord) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_add_message_async (store, record, NULL, cs_test_result_cb, &result);
  stored = cs_store_add_message_finish (store, cs_test_wait (&result), NULL, &error);
  g_assert_no_error (error);

  return stored->id;
}

static gint64
add_plain (CsStore    *store,
           gint64      conversation,
           gboolean    outgoing,
           const char *id)
{
  return add (store, cs_test_message (conversation, outgoing, id));
}

static void
hide (CsStore *store,
      gint64   conversation)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_hide_conversation_async (store, conversation, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_change_finish (store, cs_test_wait (&result), &error));
  g_assert_no_error (error);
}

static CsConversationRecord *
unhide (CsStore  *store,
        gint64    conversation,
        GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_unhide_conversation_async (store, conversation, NULL, cs_test_result_cb, &result);

  return cs_store_unhide_conversation_finish (store, cs_test_wait (&result), error);
}

/* Until nothing is left; how many messages went. */
static guint
sweep (CsStore       *store,
       const CsSweep *what)
{
  CsSweep piece = *what;
  guint gone = 0;

  do {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (CsSwept) swept = NULL;

    cs_store_sweep_async (store, &piece, NULL, cs_test_result_cb, &result);
    swept = cs_store_sweep_finish (store, cs_test_wait (&result), NULL);
    g_assert_nonnull (swept);
    gone += swept->gone->len;
    piece.after = swept->next;
  } while (piece.after != 0);

  return gone;
}

static void
tidy (CsStore *store)
{
  gboolean more = TRUE;

  while (more) {
    g_autoptr (GAsyncResult) result = NULL;

    cs_store_tidy_async (store, NULL, cs_test_result_cb, &result);
    g_assert_true (cs_store_tidy_finish (store, cs_test_wait (&result), &more, NULL));
  }
}

static guint
count_hidden (CsStore  *store,
              gboolean *untidy)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) hidden = NULL;

  cs_store_list_hidden_async (store, NULL, cs_test_result_cb, &result);
  hidden = cs_store_list_hidden_finish (store, cs_test_wait (&result), untidy, NULL);

  return hidden->len;
}

static guint
count_messages (CsStore *store,
                gint64   conversation)
{
  g_autoptr (GPtrArray) messages = cs_test_list_messages (store, conversation);

  return messages->len;
}

static guint
count_conversations (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) conversations = NULL;

  cs_store_list_conversations_async (store, NULL, cs_test_result_cb, &result);
  conversations = cs_store_list_conversations_finish (store, cs_test_wait (&result), NULL);

  return conversations->len;
}

static guint
count_unsent (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) messages = NULL;

  cs_store_list_unsent_async (store, ACCOUNT, NULL, cs_test_result_cb, &result);
  messages = cs_store_list_messages_finish (store, cs_test_wait (&result), NULL);

  return messages->len;
}

static guint
count_owed (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) owed = NULL;

  cs_store_list_owed_async (store, ACCOUNT, 0, 100, NULL, cs_test_result_cb, &result);
  owed = cs_store_list_owed_finish (store, cs_test_wait (&result), NULL);

  return owed->len;
}

static guint
count_found (CsStore    *store,
             const char *words)
{
  CsSearchQuery query = { .words = words, .limit = 1000 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsSearchPage) page = NULL;

  cs_store_search_async (store, &query, NULL, cs_test_result_cb, &result);
  page = cs_store_search_finish (store, cs_test_wait (&result), NULL);

  return page->messages->len;
}

static gboolean
file_holds (const char *path,
            const char *words)
{
  g_autofree char *contents = NULL;
  gsize size;

  return g_file_get_contents (path, &contents, &size, NULL) && memmem (contents, size, words, strlen (words));
}

static void
test_undo (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, ACCOUNT, PEER);
  g_autoptr (CsConversationRecord) record = NULL;
  gint64 last;

  add_plain (store, conversation, FALSE, "one");
  add_plain (store, conversation, TRUE, "two");
  last = add_plain (store, conversation, FALSE, "three");
  hide (store, conversation);
  g_assert_cmpuint (count_conversations (store), ==, 0);
  g_assert_cmpuint (count_messages (store, conversation), ==, 0);
  g_assert_cmpuint (count_unsent (store), ==, 0);
  g_assert_cmpuint (count_found (store, "text of"), ==, 0);
  g_assert_cmpuint (count_found (store, "of"), ==, 0);

  record = unhide (store, conversation, NULL);
  g_assert_cmpint (record->last->id, ==, last);
  g_assert_cmpuint (record->unread, ==, 2);
  g_assert_cmpint (record->marks, ==, CS_MARK_NONE);
  g_assert_cmpuint (count_conversations (store), ==, 1);
  g_assert_cmpuint (count_messages (store, conversation), ==, 3);
  g_assert_cmpuint (count_unsent (store), ==, 1);
  g_assert_cmpuint (count_found (store, "text of"), ==, 3);
  cs_test_store_close (store);
}

static void
test_goes (void)
{
  g_auto (CsTestFile) file = { NULL };
  CsStore *store;
  gint64 conversation, other;
  CsMessageRecord *asking;
  g_autoptr (GError) error = NULL;
  gboolean untidy;

  cs_test_file_init (&file);
  store = cs_test_store_open (file.path);
  conversation = cs_test_conversation (store, ACCOUNT, PEER);
  other = cs_test_conversation (store, ACCOUNT, "sip:carol@example.test");
  asking = cs_test_message (conversation, FALSE, "zucchini");
  asking->wanted = CS_RECEIPT_DELIVERED;
  add (store, asking);
  /* More than one piece. */
  for (guint i = 0; i < 450; i++) {
    g_autofree char *id = g_strdup_printf ("number %u", i);

    add_plain (store, conversation, i % 2 == 0, id);
  }
  add_plain (store, other, FALSE, "carol");
  g_assert_cmpuint (count_owed (store), ==, 1);

  hide (store, conversation);
  g_assert_cmpuint (count_hidden (store, &untidy), ==, 1);
  g_assert_false (untidy);
  g_assert_cmpuint (sweep (store, &(CsSweep) { .conversation = conversation }), ==, 451);
  g_assert_cmpuint (count_hidden (store, &untidy), ==, 0);
  g_assert_true (untidy);
  g_assert_cmpuint (count_owed (store), ==, 0);
  g_assert_cmpuint (count_unsent (store), ==, 0);
  g_assert_cmpuint (count_conversations (store), ==, 1);
  g_assert_cmpuint (count_found (store, "text of"), ==, 1);
  g_assert_null (unhide (store, conversation, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);

  tidy (store);
  g_assert_cmpuint (count_hidden (store, &untidy), ==, 0);
  g_assert_false (untidy);
  g_assert_cmpuint (count_found (store, "carol"), ==, 1);
  cs_test_store_close (store);
  g_assert_false (file_holds (file.path, "zucchini"));
  g_assert_false (file_holds (file.path, "zuc"));
  g_assert_true (file_holds (file.path, "carol"));
}

static void
test_comes_back (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, ACCOUNT, PEER);
  g_autoptr (CsConversationRecord) record = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  gint64 latest;
  gboolean untidy;

  add_plain (store, conversation, FALSE, "one");
  add_plain (store, conversation, FALSE, "two");
  hide (store, conversation);
  latest = add_plain (store, conversation, FALSE, "three");
  g_assert_cmpuint (count_conversations (store), ==, 1);
  messages = cs_test_list_messages (store, conversation);
  g_assert_cmpuint (messages->len, ==, 1);
  g_assert_cmpint (((CsMessageRecord *) messages->pdata[0])->id, ==, latest);
  g_assert_cmpuint (count_found (store, "text of"), ==, 1);

  g_assert_cmpuint (sweep (store, &(CsSweep) { .conversation = conversation }), ==, 2);
  g_assert_cmpuint (count_hidden (store, &untidy), ==, 0);
  g_assert_cmpuint (count_messages (store, conversation), ==, 1);

  /* What is written brings it back, too, and so does opening it. */
  hide (store, conversation);
  add_plain (store, conversation, TRUE, "four");
  g_assert_cmpuint (count_conversations (store), ==, 1);
  hide (store, conversation);
  g_assert_cmpint (cs_test_conversation (store, ACCOUNT, PEER), ==, conversation);
  g_assert_cmpuint (count_conversations (store), ==, 1);
  sweep (store, &(CsSweep) { .conversation = conversation });
  record = unhide (store, conversation, NULL);
  g_assert_null (record->last);
  g_assert_cmpuint (record->unread, ==, 0);
  cs_test_store_close (store);
}

static void
test_message (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, ACCOUNT, PEER);
  gint64 first = add_plain (store, conversation, FALSE, "one");
  gint64 last = add_plain (store, conversation, FALSE, "two");
  g_autoptr (CsConversationRecord) record = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_remove_message_async (store, conversation, last, NULL, cs_test_result_cb, &result);
  record = cs_store_change_message_finish (store, cs_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (record->last->id, ==, first);
  g_assert_cmpuint (record->unread, ==, 1);
  g_assert_cmpuint (count_found (store, "two"), ==, 0);
  g_assert_cmpuint (count_found (store, "one"), ==, 1);
  g_clear_object (&result);
  cs_test_store_close (store);
}

static CsConversationRecord *
hide_message (CsStore *store,
              gint64   conversation,
              gint64   message)
{
  g_autoptr (GAsyncResult) result = NULL;
  CsConversationRecord *record;

  cs_store_hide_message_async (store, conversation, message, NULL, cs_test_result_cb, &result);
  record = cs_store_change_message_finish (store, cs_test_wait (&result), NULL);
  g_assert_nonnull (record);

  return record;
}

static CsConversationRecord *
unhide_message (CsStore  *store,
                gint64    conversation,
                gint64    message,
                GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_unhide_message_async (store, conversation, message, NULL, cs_test_result_cb, &result);

  return cs_store_change_message_finish (store, cs_test_wait (&result), error);
}

static void
test_message_undo (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, ACCOUNT, PEER);
  gint64 first = add_plain (store, conversation, FALSE, "one");
  gint64 queued = add_plain (store, conversation, TRUE, "two");
  gint64 last = add_plain (store, conversation, FALSE, "three");
  g_autoptr (CsConversationRecord) hidden = hide_message (store, conversation, last);
  g_autoptr (CsConversationRecord) again = hide_message (store, conversation, last);
  g_autoptr (CsConversationRecord) record = NULL;

  g_assert_cmpint (hidden->last->id, ==, queued);
  g_assert_cmpint (again->last->id, ==, queued);
  g_assert_cmpuint (hidden->unread, ==, 1);
  g_assert_cmpuint (count_messages (store, conversation), ==, 2);
  g_assert_cmpuint (count_found (store, "three"), ==, 0);
  g_assert_cmpuint (count_found (store, "of"), ==, 2);
  cs_conversation_record_free (hide_message (store, conversation, queued));
  g_assert_cmpuint (count_unsent (store), ==, 0);
  cs_conversation_record_free (unhide_message (store, conversation, queued, NULL));
  g_assert_cmpuint (count_unsent (store), ==, 1);

  record = unhide_message (store, conversation, last, NULL);
  g_assert_cmpint (record->last->id, ==, last);
  g_assert_cmpuint (record->unread, ==, 2);
  g_assert_cmpuint (count_messages (store, conversation), ==, 3);
  g_assert_cmpuint (count_found (store, "three"), ==, 1);
  g_assert_cmpint (first, <, last);
  cs_test_store_close (store);
}

/* Whatever the program did not come to goes with the next sweep; what was written since stays. */
static void
test_message_goes (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, ACCOUNT, PEER);
  gint64 first = add_plain (store, conversation, FALSE, "one");
  gboolean untidy;
  g_autoptr (GError) error = NULL;

  add_plain (store, conversation, FALSE, "two");
  g_assert_cmpuint (count_hidden (store, &untidy), ==, 0);
  cs_conversation_record_free (hide_message (store, conversation, first));
  g_assert_cmpuint (count_hidden (store, &untidy), ==, 1);
  g_assert_cmpuint (sweep (store, &(CsSweep) { .conversation = conversation }), ==, 1);
  g_assert_cmpuint (count_hidden (store, &untidy), ==, 0);
  g_assert_true (untidy);
  g_assert_cmpuint (count_messages (store, conversation), ==, 1);
  g_assert_cmpuint (count_conversations (store), ==, 1);

  g_assert_null (unhide_message (store, conversation, first, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
  cs_test_store_close (store);
}

/* What is as old as the limit stays, what is a microsecond older goes; what waits to be sent or to be read stays, too. */
static void
test_limit (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, ACCOUNT, PEER);
  gint64 other = cs_test_conversation (store, "other", PEER);
  const gint64 limit = 1000 * HOUR;
  const struct {
    gint64         time;
    gboolean       outgoing;
    CsMessageState state;
  } messages[] = {
    { limit - 1, FALSE, CS_MESSAGE_RECEIVED },
    { limit, FALSE, CS_MESSAGE_RECEIVED },
    { limit - 1, TRUE, CS_MESSAGE_QUEUED },
    { limit - 1, TRUE, CS_MESSAGE_SENDING },
    { limit - 1, TRUE, CS_MESSAGE_FAILED },
    { limit - HOUR, TRUE, CS_MESSAGE_KEPT },
    { limit + HOUR, TRUE, CS_MESSAGE_DELIVERED },
    { limit - 1, FALSE, CS_MESSAGE_RECEIVED },
  };
  CsSweep what = { .account = ACCOUNT, .before = limit };
  g_autoptr (GAsyncResult) result = NULL;
  gint64 ids[G_N_ELEMENTS (messages)];

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    CsMessageRecord *record = cs_test_message (conversation, messages[i].outgoing, id);

    set_time (record, messages[i].time);
    record->state = messages[i].state;
    ids[i] = add (store, record);
  }
  cs_store_set_read_async (store, conversation, ids[G_N_ELEMENTS (ids) - 2], FALSE, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_change_finish (store, cs_test_wait (&result), NULL));
  g_clear_object (&result);
  {
    CsMessageRecord *old = cs_test_message (other, FALSE, "old");

    set_time (old, 1);
    add (store, old);
  }

  g_assert_cmpuint (sweep (store, &what), ==, 3);
  g_assert_cmpuint (count_messages (store, conversation), ==, 5);
  g_assert_cmpuint (count_messages (store, other), ==, 1);

  /* Nothing at all is kept, up to a message. */
  what.before = G_MAXINT64;
  what.unread_too = TRUE;
  what.up_to = ids[1];
  g_assert_cmpuint (sweep (store, &what), ==, 1);
  what.up_to = 0;
  g_assert_cmpuint (sweep (store, &what), ==, 2);
  g_assert_cmpuint (count_messages (store, conversation), ==, 2);
  g_assert_cmpuint (count_unsent (store), ==, 2);
  cs_test_store_close (store);
}

static void
remove_empty (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_remove_empty_async (store, ACCOUNT, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_change_finish (store, cs_test_wait (&result), NULL));
}

static void
test_empty (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, ACCOUNT, PEER);
  gint64 pinned = cs_test_conversation (store, ACCOUNT, "sip:carol@example.test");

  cs_test_conversation (store, ACCOUNT, "sip:dave@example.test");
  cs_test_conversation (store, "other", PEER);
  cs_store_set_marks_async (store, pinned, CS_MARK_PINNED, CS_MARK_PINNED, NULL, NULL, NULL);
  add_plain (store, conversation, FALSE, "one");
  remove_empty (store);
  g_assert_cmpuint (count_conversations (store), ==, 3);
  cs_test_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-removal/can-be-undone", test_undo);
  g_test_add_func ("/store-removal/leaves-nothing-behind", test_goes);
  g_test_add_func ("/store-removal/brings-a-conversation-back-without-the-old", test_comes_back);
  g_test_add_func ("/store-removal/removes-one-message", test_message);
  g_test_add_func ("/store-removal/removing-one-message-can-be-undone", test_message_undo);
  g_test_add_func ("/store-removal/one-message-goes-with-the-next-sweep", test_message_goes);
  g_test_add_func ("/store-removal/keeps-to-limits-of-age", test_limit);
  g_test_add_func ("/store-removal/removes-empty-conversations", test_empty);

  return g_test_run ();
}

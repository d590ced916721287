/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "store/cs-store-changes.h"
#include "store/cs-store-queries.h"

#include "cs-test-store.h"

#define ACCOUNT "sip:alice@example.test"
#define PEER "sip:bob@example.test"

static CsStoreDb *
open_db (gint64 *conversation)
{
  g_autoptr (GError) error = NULL;
  CsStoreDb *db = cs_store_db_open (NULL, &error);
  g_autoptr (CsConversationRecord) record = NULL;

  g_assert_no_error (error);
  record = cs_store_open_conversation (db, ACCOUNT, PEER, &error);
  g_assert_no_error (error);
  *conversation = record->id;

  return db;
}

static gint64
add (CsStoreDb  *db,
     gint64      conversation,
     gboolean    outgoing,
     const char *message_id,
     gboolean    expect_there)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, outgoing, message_id);
  g_autoptr (CsMessageRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  gboolean there;

  stored = cs_store_add_message (db, record, &there, &error);
  g_assert_no_error (error);
  g_assert_cmpint (there, ==, expect_there);
  g_assert_cmpstr (stored->message_id, ==, message_id);

  return stored->id;
}

static void
check_conversation (CsStoreDb *db,
                    guint      unread,
                    gint64     read_up_to)
{
  g_autoptr (CsConversationRecord) record = cs_store_find_conversation (db, ACCOUNT, PEER, NULL);

  g_assert_cmpuint (record->unread, ==, unread);
  g_assert_cmpint (record->read_up_to, ==, read_up_to);
}

/* What the room itself says is there like everything else, but nobody has to read it. */
static void
test_room (void)
{
  gint64 conversation;
  g_autoptr (CsStoreDb) db = open_db (&conversation);
  g_autoptr (CsMessageRecord) notice = cs_test_message (conversation, FALSE, "call 1");
  g_autoptr (CsMessageRecord) message = cs_test_message (conversation, FALSE, "call 2");
  g_autoptr (CsMessageRecord) stored_notice = NULL;
  g_autoptr (CsMessageRecord) stored_message = NULL;
  g_autoptr (CsConversationRecord) record = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  CsPeerFacts about = { .room = CS_ROOM_STANDING_MEMBER };
  gboolean there;

  notice->sender = g_strdup ("");
  message->sender = g_strdup (PEER);
  g_assert_true (cs_store_set_peer (db, conversation, &about, NULL));
  stored_notice = cs_store_add_message (db, notice, &there, NULL);
  g_assert_cmpstr (stored_notice->sender, ==, "");
  check_conversation (db, 0, 0);
  stored_message = cs_store_add_message (db, message, &there, NULL);
  g_assert_cmpstr (stored_message->sender, ==, PEER);
  check_conversation (db, 1, stored_notice->id);

  g_clear_pointer (&notice->message_id, g_free);
  notice->message_id = g_strdup ("call 3");
  g_clear_pointer (&stored_notice, cs_message_record_free);
  stored_notice = cs_store_add_message (db, notice, &there, NULL);
  g_assert_true (cs_store_set_read (db, conversation, stored_message->id, FALSE, NULL));
  check_conversation (db, 0, stored_message->id);

  messages = cs_store_list_before (db, conversation, 0, 10, NULL);
  g_assert_cmpuint (messages->len, ==, 3);
  g_assert_cmpstr (((CsMessageRecord *) messages->pdata[1])->sender, ==, PEER);
  record = cs_store_find_conversation (db, ACCOUNT, PEER, NULL);
  g_assert_cmpint (record->about.room, ==, CS_ROOM_STANDING_MEMBER);
  g_assert_cmpstr (record->last->sender, ==, "");
}

static void
test_duplicates (void)
{
  gint64 conversation;
  g_autoptr (CsStoreDb) db = open_db (&conversation);
  gint64 first = add (db, conversation, FALSE, "call 1", FALSE);
  gint64 other;

  g_assert_cmpint (add (db, conversation, FALSE, "call 1", TRUE), ==, first);
  g_assert_cmpint (add (db, conversation, FALSE, "call 2", FALSE), >, first);

  /* The other direction and other conversations have ids of their own. */
  g_assert_cmpint (add (db, conversation, TRUE, "call 1", FALSE), !=, first);
  {
    g_autoptr (CsConversationRecord) record = cs_store_open_conversation (db, ACCOUNT, "sip:carol@example.test", NULL);

    other = record->id;
  }
  g_assert_cmpint (add (db, other, FALSE, "call 1", FALSE), !=, first);

  /* What came twice is unread once. */
  check_conversation (db, 2, 0);
}

/* Where one has answered, nothing above the answer is unread. */
static void
test_answered (void)
{
  gint64 conversation;
  g_autoptr (CsStoreDb) db = open_db (&conversation);
  gint64 first = add (db, conversation, FALSE, "1", FALSE);
  gint64 mine;

  g_assert_true (cs_store_set_read (db, conversation, first, FALSE, NULL));
  mine = add (db, conversation, TRUE, "2", FALSE);
  check_conversation (db, 0, first);
  add (db, conversation, FALSE, "3", FALSE);
  check_conversation (db, 1, mine);
  add (db, conversation, FALSE, "4", FALSE);
  check_conversation (db, 2, mine);
}

static void
test_read (void)
{
  gint64 conversation;
  g_autoptr (CsStoreDb) db = open_db (&conversation);
  g_autoptr (GError) error = NULL;
  gint64 first = add (db, conversation, FALSE, "1", FALSE);
  gint64 mine = add (db, conversation, TRUE, "2", FALSE);
  gint64 last = add (db, conversation, FALSE, "3", FALSE);

  check_conversation (db, 2, 0);
  g_assert_true (cs_store_set_read (db, conversation, first, FALSE, NULL));
  check_conversation (db, 1, first);
  g_assert_true (cs_store_set_read (db, conversation, mine, FALSE, NULL));
  check_conversation (db, 1, mine);

  /* Not back, and not beyond the end. */
  g_assert_true (cs_store_set_read (db, conversation, first, FALSE, NULL));
  check_conversation (db, 1, mine);
  g_assert_true (cs_store_set_read (db, conversation, G_MAXINT64, FALSE, NULL));
  check_conversation (db, 0, last);
  add (db, conversation, FALSE, "4", FALSE);
  check_conversation (db, 1, last);

  g_assert_false (cs_store_set_read (db, 99, 1, FALSE, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
}

static void
test_state (void)
{
  gint64 conversation;
  g_autoptr (CsStoreDb) db = open_db (&conversation);
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = add (db, conversation, TRUE, "1", FALSE);
  CsMessageRecord *message;

  g_assert_true (cs_store_set_message_state (db, id, CS_MESSAGE_FAILED, "no such user", NULL));
  messages = cs_store_list_before (db, conversation, 0, 10, NULL);
  message = g_ptr_array_index (messages, 0);
  g_assert_cmpint (message->state, ==, CS_MESSAGE_FAILED);
  g_assert_cmpstr (message->reason, ==, "no such user");

  g_assert_true (cs_store_set_message_state (db, id, CS_MESSAGE_DELIVERED, NULL, NULL));
  g_clear_pointer (&messages, g_ptr_array_unref);
  messages = cs_store_list_before (db, conversation, 0, 10, NULL);
  message = g_ptr_array_index (messages, 0);
  g_assert_cmpint (message->state, ==, CS_MESSAGE_DELIVERED);
  g_assert_null (message->reason);

  g_assert_false (cs_store_set_message_state (db, id + 1, CS_MESSAGE_SENDING, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
}

static void
test_texts (void)
{
  gint64 conversation;
  g_autoptr (CsStoreDb) db = open_db (&conversation);
  g_autoptr (CsConversationRecord) record = NULL;

  g_assert_true (cs_store_set_draft (db, conversation, "'); DROP TABLE message; --", NULL));
  g_assert_true (cs_store_set_name (db, conversation, "Bøb", NULL));
  record = cs_store_find_conversation (db, ACCOUNT, PEER, NULL);
  g_assert_cmpstr (record->draft, ==, "'); DROP TABLE message; --");
  g_assert_cmpstr (record->name, ==, "Bøb");

  g_assert_true (cs_store_set_draft (db, conversation, "", NULL));
  g_assert_true (cs_store_set_name (db, conversation, NULL, NULL));
  g_clear_pointer (&record, cs_conversation_record_free);
  record = cs_store_find_conversation (db, ACCOUNT, PEER, NULL);
  g_assert_null (record->draft);
  g_assert_null (record->name);
}

static CsMarks
get_marks (CsStoreDb *db)
{
  g_autoptr (CsConversationRecord) record = cs_store_find_conversation (db, ACCOUNT, PEER, NULL);

  return record->marks;
}

static void
test_marks (void)
{
  gint64 conversation;
  g_autoptr (CsStoreDb) db = open_db (&conversation);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get_marks (db), ==, CS_MARK_NONE);
  g_assert_true (cs_store_set_marks (db, conversation, CS_MARK_PINNED | CS_MARK_ARCHIVED, CS_MARK_PINNED | CS_MARK_ARCHIVED, NULL));
  g_assert_true (cs_store_set_marks (db, conversation, CS_MARK_MUTED, CS_MARK_MUTED | CS_MARK_UNREAD, NULL));
  g_assert_cmpint (get_marks (db), ==, CS_MARK_PINNED | CS_MARK_ARCHIVED | CS_MARK_MUTED);

  /* A message brings an archived conversation back, unless nobody wants to hear of it. */
  add (db, conversation, FALSE, "1", FALSE);
  g_assert_cmpint (get_marks (db), ==, CS_MARK_PINNED | CS_MARK_ARCHIVED | CS_MARK_MUTED);
  g_assert_true (cs_store_set_marks (db, conversation, CS_MARK_MUTED, CS_MARK_NONE, NULL));
  add (db, conversation, TRUE, "2", FALSE);
  g_assert_cmpint (get_marks (db), ==, CS_MARK_PINNED | CS_MARK_ARCHIVED);
  add (db, conversation, FALSE, "3", FALSE);
  g_assert_cmpint (get_marks (db), ==, CS_MARK_PINNED);

  g_assert_false (cs_store_set_marks (db, 99, CS_MARK_MUTED, CS_MARK_MUTED, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
}

static void
test_remove (void)
{
  gint64 conversation;
  g_autoptr (CsStoreDb) db = open_db (&conversation);
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) conversations = NULL;

  add (db, conversation, FALSE, "1", FALSE);
  g_assert_true (cs_store_remove_account (db, "sip:nobody@example.test", NULL));
  check_conversation (db, 1, 0);
  g_assert_true (cs_store_remove_account (db, ACCOUNT, NULL));
  messages = cs_store_list_before (db, conversation, 0, 10, NULL);
  conversations = cs_store_list_conversations (db, NULL);
  g_assert_cmpuint (messages->len, ==, 0);
  g_assert_cmpuint (conversations->len, ==, 0);
}

static guint
count_found (CsStoreDb *db)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_SEARCH_INDEX);
  g_autoptr (GPtrArray) found = NULL;

  sqlite3_bind_text (statement, 1, "\"text of call\"", -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, G_MAXINT64);
  sqlite3_bind_int64 (statement, 3, 100);
  sqlite3_bind_int64 (statement, 4, 0);
  found = cs_store_read_messages (db, statement, NULL);

  return found->len;
}

static void
run (CsStoreDb   *db,
     CsStatement  statement)
{
  g_assert_true (cs_store_db_run (db, cs_store_db_get (db, statement), NULL));
}

/* The index learns of messages at the end of a transaction, or when it is to forget some, but never of one taken back. */
static void
test_index (void)
{
  gint64 conversation;
  g_autoptr (CsStoreDb) db = open_db (&conversation);
  g_autoptr (GError) error = NULL;

  g_assert_true (cs_store_db_begin (db, NULL));
  add (db, conversation, FALSE, "call 1", FALSE);
  run (db, CS_STATEMENT_SAVE);
  add (db, conversation, FALSE, "call 2", FALSE);
  g_assert_true (cs_store_db_index (db, &error));
  run (db, CS_STATEMENT_UNDO);
  run (db, CS_STATEMENT_RELEASE);
  add (db, conversation, FALSE, "call 3", FALSE);
  g_assert_true (cs_store_db_index (db, &error));
  add (db, conversation, FALSE, "call 4", FALSE);
  g_assert_true (cs_store_db_commit (db, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_found (db), ==, 3);

  g_assert_true (cs_store_db_begin (db, NULL));
  add (db, conversation, FALSE, "call 5", FALSE);
  cs_store_db_rollback (db);
  g_assert_cmpuint (count_found (db), ==, 3);

  g_assert_true (cs_store_db_begin (db, NULL));
  add (db, conversation, FALSE, "call 6", FALSE);
  g_assert_true (cs_store_remove_account (db, ACCOUNT, &error));
  g_assert_true (cs_store_db_commit (db, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_found (db), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-changes/tell-what-a-room-says-from-what-is-to-be-read", test_room);
  g_test_add_func ("/store-changes/adds-each-message-once", test_duplicates);
  g_test_add_func ("/store-changes/counts-unread-messages", test_read);
  g_test_add_func ("/store-changes/keeps-what-a-person-did-with-a-conversation", test_marks);
  g_test_add_func ("/store-changes/takes-what-was-answered-for-read", test_answered);
  g_test_add_func ("/store-changes/keeps-state-and-reason", test_state);
  g_test_add_func ("/store-changes/keeps-draft-and-name", test_texts);
  g_test_add_func ("/store-changes/removes-all-of-an-account", test_remove);
  g_test_add_func ("/store-changes/indexes-what-stays", test_index);

  return g_test_run ();
}

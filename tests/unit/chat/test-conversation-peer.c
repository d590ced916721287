/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"

#include "cs-test-chat.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_learns (CsTestChat    *fixture,
             gconstpointer  data)
{
  CsConversation *conversation = fixture->conversation;
  g_autoptr (CsConversationRecord) record = NULL;
  g_autoptr (CsConversation) again = NULL;
  guint notified = 0;

  g_signal_connect_swapped (conversation, "notify::takes-receipts", G_CALLBACK (count_cb), &notified);
  g_assert_true (cs_conversation_takes_receipts (conversation));
  cs_conversation_learn (conversation, CS_ABILITY_WRAPPING, TRUE);
  g_assert_cmpuint (notified, ==, 0);

  cs_conversation_learn (conversation, CS_ABILITY_WRAPPING, FALSE);
  cs_conversation_learn (conversation, CS_ABILITY_WRAPPING, FALSE);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_false (cs_conversation_takes_receipts (conversation));
  g_assert_true (cs_conversation_can (conversation, CS_ABILITY_TYPING));

  record = cs_test_chat_read (fixture);
  again = cs_conversation_new (NULL, fixture->store, fixture->outbox, cs_conversation_get_peer (conversation), record);
  g_assert_false (cs_conversation_takes_receipts (again));
  record->about.lacks_since -= 8 * G_TIME_SPAN_DAY;
  g_clear_object (&again);
  again = cs_conversation_new (NULL, fixture->store, fixture->outbox, cs_conversation_get_peer (conversation), record);
  g_assert_true (cs_conversation_takes_receipts (again));

  cs_conversation_learn (conversation, CS_ABILITY_WRAPPING, TRUE);
  g_assert_cmpuint (notified, ==, 2);
  g_assert_true (cs_conversation_takes_receipts (conversation));
}

static void
test_chooses (CsTestChat    *fixture,
              gconstpointer  data)
{
  CsConversation *conversation = fixture->conversation;
  g_autoptr (CsConversationRecord) record = NULL;
  guint notified = 0;

  g_signal_connect_swapped (conversation, "notify::read-receipts", G_CALLBACK (count_cb), &notified);
  g_assert_true (cs_conversation_get_read_receipts (conversation));
  cs_conversation_set_read_receipts (conversation, 2);
  g_assert_cmpuint (notified, ==, 0);
  cs_conversation_receipts_changed (conversation);
  g_assert_cmpuint (notified, ==, 1);

  cs_conversation_set_read_receipts (conversation, FALSE);
  g_assert_false (cs_conversation_get_read_receipts (conversation));
  g_assert_cmpuint (notified, ==, 2);
  /* What was chosen here stays, whatever the account does. */
  cs_conversation_receipts_changed (conversation);
  g_assert_cmpuint (notified, ==, 2);

  record = cs_test_chat_read (fixture);
  g_assert_cmpint (record->about.receipts, ==, CS_CHOICE_NO);
}

static guint
count_owed (CsTestChat *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) owed = NULL;

  cs_store_list_owed_async (fixture->store, "account", 0, 10, NULL, cs_test_result_cb, &result);
  owed = cs_store_list_owed_finish (fixture->store, cs_test_wait (&result), NULL);

  return owed->len;
}

static void
receive (CsTestChat *fixture,
         const char *id)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (cs_conversation_get_id (fixture->conversation), FALSE, id);
  g_autoptr (CsMessageRecord) stored_record = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  record->wanted = CS_RECEIPT_READ;
  cs_store_add_message_async (fixture->store, record, NULL, cs_test_result_cb, &result);
  stored_record = cs_store_add_message_finish (fixture->store, cs_test_wait (&result), NULL, NULL);
  g_object_unref (cs_conversation_show (fixture->conversation, stored_record));
}

static void
test_owes (CsTestChat    *fixture,
           gconstpointer  data)
{
  receive (fixture, "one");
  g_assert_cmpuint (count_owed (fixture), ==, 0);
  cs_conversation_mark_read (fixture->conversation);
  g_assert_cmpuint (count_owed (fixture), ==, 1);

  cs_conversation_set_read_receipts (fixture->conversation, FALSE);
  receive (fixture, "two");
  cs_conversation_mark_read (fixture->conversation);
  g_assert_cmpuint (count_owed (fixture), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/conversation-peer/learns-what-it-can", test_learns);
  cs_test_chat_add ("/conversation-peer/chooses-what-it-is-told", test_chooses);
  cs_test_chat_add ("/conversation-peer/is-told-what-was-read", test_owes);

  return g_test_run ();
}

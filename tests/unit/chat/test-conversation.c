/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"

#include "cs-test-chat.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_counts_unread (CsTestChat    *fixture,
                    gconstpointer  data)
{
  CsConversation *conversation = fixture->conversation;
  g_autoptr (CsMessageRecord) one = cs_test_chat_store (fixture, FALSE, "one");
  g_autoptr (CsMessageRecord) two = cs_test_chat_store (fixture, TRUE, "two");
  g_autoptr (CsConversationRecord) record = NULL;
  guint notified = 0;

  g_signal_connect_swapped (conversation, "notify::unread", G_CALLBACK (count_cb), &notified);
  g_object_unref (cs_conversation_show (conversation, one));
  g_object_unref (cs_conversation_show (conversation, two));
  g_assert_cmpuint (cs_conversation_get_unread (conversation), ==, 1);
  g_assert_cmpint (cs_conversation_get_read_up_to (conversation), ==, 0);

  cs_conversation_mark_read (conversation);
  cs_conversation_mark_read (conversation);
  g_assert_cmpuint (cs_conversation_get_unread (conversation), ==, 0);
  g_assert_cmpint (cs_conversation_get_read_up_to (conversation), ==, two->id);
  g_assert_cmpuint (notified, ==, 2);

  record = cs_test_chat_read (fixture);
  g_assert_cmpint (record->read_up_to, ==, two->id);
  g_assert_cmpuint (record->unread, ==, 0);
}

static void
test_answered (CsTestChat    *fixture,
               gconstpointer  data)
{
  CsConversation *conversation = fixture->conversation;
  g_autoptr (CsMessageRecord) one = cs_test_chat_store (fixture, FALSE, "one");
  g_autoptr (CsMessageRecord) two = NULL;
  g_autoptr (CsMessageRecord) three = NULL;
  g_autoptr (CsConversationRecord) record = NULL;

  g_object_unref (cs_conversation_show (conversation, one));
  cs_conversation_mark_read (conversation);
  two = cs_test_chat_store (fixture, TRUE, "two");
  g_object_unref (cs_conversation_show (conversation, two));
  three = cs_test_chat_store (fixture, FALSE, "three");
  g_object_unref (cs_conversation_show (conversation, three));
  g_assert_cmpint (cs_conversation_get_read_up_to (conversation), ==, two->id);

  record = cs_test_chat_read (fixture);
  g_assert_cmpint (record->read_up_to, ==, two->id);
}

static void
test_last_message (CsTestChat    *fixture,
                   gconstpointer  data)
{
  CsConversation *conversation = fixture->conversation;
  g_autoptr (CsMessageRecord) one = cs_test_chat_store (fixture, FALSE, "one");
  g_autoptr (CsMessageRecord) two = cs_test_chat_store (fixture, FALSE, "two");

  g_assert_null (cs_conversation_get_last_message (conversation));
  g_object_unref (cs_conversation_show (conversation, two));
  g_object_unref (cs_conversation_show (conversation, one));
  g_assert_cmpint (cs_message_get_id (cs_conversation_get_last_message (conversation)), ==, two->id);
  g_assert_cmpint (cs_conversation_get_rank (conversation), ==, two->time);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/conversation/counts-unread-messages", test_counts_unread);
  cs_test_chat_add ("/conversation/has-read-what-was-answered", test_answered);
  cs_test_chat_add ("/conversation/has-the-newest-as-its-last-message", test_last_message);

  return g_test_run ();
}

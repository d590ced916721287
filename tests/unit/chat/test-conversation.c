/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"

#include "cs-test-chat.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

/* What the store holds of the one conversation. */
static CsConversationRecord *
stored (CsTestChat *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_open_conversation_async (fixture->store, "account", "sip:bob@example.test", NULL, cs_test_result_cb, &result);

  return cs_store_open_conversation_finish (fixture->store, cs_test_wait (&result), NULL);
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

  record = stored (fixture);
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

  record = stored (fixture);
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

static void
test_draft (CsTestChat    *fixture,
            gconstpointer  data)
{
  CsConversation *conversation = fixture->conversation;
  guint notified = 0;

  g_signal_connect_swapped (conversation, "notify::draft", G_CALLBACK (count_cb), &notified);
  cs_conversation_set_draft (conversation, "");
  g_assert_cmpuint (notified, ==, 0);
  cs_conversation_set_draft (conversation, "the bo");
  cs_conversation_set_draft (conversation, "the boat");
  cs_conversation_set_draft (conversation, "the boat");
  g_assert_cmpuint (notified, ==, 2);

  {
    g_autoptr (CsConversationRecord) before = stored (fixture);
    g_autoptr (CsConversationRecord) after = NULL;

    g_assert_cmpstr (before->draft ? before->draft : "", ==, "");
    cs_conversation_flush (conversation);
    after = stored (fixture);
    g_assert_cmpstr (after->draft, ==, "the boat");
  }
}

static void
test_name (CsTestChat    *fixture,
           gconstpointer  data)
{
  static const struct {
    const char *given;
    const char *shown;
  } cases[] = {
    { NULL, "bob@example.test" },
    { "", "bob@example.test" },
    { "   ", "bob@example.test" },
    { " Bob Baker ", "Bob Baker" },
    { NULL, "Bob Baker" },
    { "\xff", "Bob Baker" },
  };
  g_autofree char *long_name = g_strnfill (1000, 'x');
  g_autoptr (CsConversationRecord) record = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    cs_conversation_set_name (fixture->conversation, cases[i].given);
    g_assert_cmpstr (cs_conversation_get_name (fixture->conversation), ==, cases[i].shown);
  }

  record = stored (fixture);
  g_assert_cmpstr (record->name, ==, "Bob Baker");

  cs_conversation_set_name (fixture->conversation, "a\u202eb\nc");
  g_assert_null (strchr (cs_conversation_get_name (fixture->conversation), '\n'));
  g_assert_null (strstr (cs_conversation_get_name (fixture->conversation), "\u202e"));
  cs_conversation_set_name (fixture->conversation, long_name);
  g_assert_cmpuint (strlen (cs_conversation_get_name (fixture->conversation)), <=, 80);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/conversation/counts-unread-messages", test_counts_unread);
  cs_test_chat_add ("/conversation/has-read-what-was-answered", test_answered);
  cs_test_chat_add ("/conversation/has-the-newest-as-its-last-message", test_last_message);
  cs_test_chat_add ("/conversation/keeps-a-draft", test_draft);
  cs_test_chat_add ("/conversation/shows-a-harmless-name", test_name);

  return g_test_run ();
}

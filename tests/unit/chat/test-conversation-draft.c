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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/conversation-draft/is-kept-a-moment-later", test_draft);

  return g_test_run ();
}

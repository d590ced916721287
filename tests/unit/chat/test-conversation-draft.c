/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"

#include "cs-test-chat.h"

static void
count_cb (guint *count)
{
  (*count)++;
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
    g_autoptr (CsConversationRecord) before = cs_test_chat_read (fixture);
    g_autoptr (CsConversationRecord) after = NULL;

    g_assert_cmpstr (before->draft ? before->draft : "", ==, "");
    cs_conversation_flush (conversation);
    after = cs_test_chat_read (fixture);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"

#include "cs-test-chat.h"

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
    /* What looks like somebody's address may be somebody else's. */
    { "alice@example.test", "Bob Baker" },
    { "Alice (alice\uff20example.test)", "Bob Baker" },
    { "alice\ufe6bexample.test", "Bob Baker" },
  };
  g_autofree char *long_name = g_strnfill (1000, 'x');
  g_autoptr (CsConversationRecord) record = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    cs_conversation_set_name (fixture->conversation, cases[i].given);
    g_assert_cmpstr (cs_conversation_get_name (fixture->conversation), ==, cases[i].shown);
  }

  record = cs_test_chat_read (fixture);
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

  cs_test_chat_add ("/conversation-name/shows-a-harmless-one", test_name);

  return g_test_run ();
}

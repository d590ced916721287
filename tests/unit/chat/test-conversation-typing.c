/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"

#include "cs-test-chat.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
hear (CsTestChat *fixture,
      const char *state,
      gint64      age)
{
  g_autofree char *text = g_strdup_printf ("<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'>%s</isComposing>", state);
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (CsComposing) composing = cs_composing_parse (body);

  cs_conversation_hear (fixture->conversation, composing, g_get_real_time () - age);
}

static void
test_begins_and_ends (CsTestChat    *fixture,
                      gconstpointer  data)
{
  CsConversation *conversation = fixture->conversation;
  g_autoptr (CsMessageRecord) record = cs_test_message (cs_conversation_get_id (conversation), FALSE, "one");
  guint notified = 0;

  g_signal_connect_swapped (conversation, "notify::typing", G_CALLBACK (count_cb), &notified);
  g_assert_false (cs_conversation_is_typing (conversation));
  hear (fixture, "<state>idle</state>", 0);
  g_assert_cmpuint (notified, ==, 0);
  hear (fixture, "<state>active</state>", 0);
  hear (fixture, "<state>active</state><refresh>20</refresh>", 0);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_true (cs_conversation_is_typing (conversation));
  hear (fixture, "<state>idle</state>", 0);
  g_assert_false (cs_conversation_is_typing (conversation));
  g_assert_cmpuint (notified, ==, 2);

  hear (fixture, "<state>active</state>", 0);
  record->id = 7;
  g_object_unref (cs_conversation_show (conversation, record));
  g_assert_false (cs_conversation_is_typing (conversation));
  g_assert_cmpuint (notified, ==, 4);
}

static void
test_stale (CsTestChat    *fixture,
            gconstpointer  data)
{
  hear (fixture, "<state>active</state>", 3 * G_TIME_SPAN_MINUTE);
  g_assert_false (cs_conversation_is_typing (fixture->conversation));
  hear (fixture, "<state>active</state><lastactive>2026-01-01T00:00:00Z</lastactive>", 0);
  g_assert_false (cs_conversation_is_typing (fixture->conversation));
  hear (fixture, "<state>active</state>", G_TIME_SPAN_MINUTE);
  g_assert_true (cs_conversation_is_typing (fixture->conversation));
  hear (fixture, "<state>idle</state>", 3 * G_TIME_SPAN_MINUTE);
  g_assert_false (cs_conversation_is_typing (fixture->conversation));
}

static void
test_learns (CsTestChat    *fixture,
             gconstpointer  data)
{
  CsConversation *conversation = fixture->conversation;
  guint notified = 0;

  g_signal_connect_swapped (conversation, "notify::takes-typing", G_CALLBACK (count_cb), &notified);
  g_assert_false (cs_conversation_hears_typing (conversation));
  conversation->heard = TRUE;
  g_assert_true (cs_conversation_hears_typing (conversation));
  cs_conversation_learn (conversation, CS_ABILITY_TYPING, FALSE);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_false (cs_conversation_takes_typing (conversation));
  g_assert_true (cs_conversation_takes_receipts (conversation));
  g_assert_false (cs_conversation_hears_typing (conversation));

  /* Who tells can be told. */
  hear (fixture, "<state>idle</state>", 0);
  g_assert_true (cs_conversation_takes_typing (conversation));
  g_assert_cmpuint (notified, ==, 2);

  /* Nobody does that without a session. */
  cs_conversation_set_writing (conversation, TRUE);
  cs_conversation_set_writing (conversation, FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/conversation-typing/begins-and-ends", test_begins_and_ends);
  cs_test_chat_add ("/conversation-typing/ignores-old-news", test_stale);
  cs_test_chat_add ("/conversation-typing/learns-who-is-told", test_learns);

  return g_test_run ();
}

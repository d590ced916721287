/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "base/cs-text.h"
#include "chat/cs-conversation-private.h"
#include "chat/cs-message-id.h"
#include "chat/cs-message-private.h"

#include "cs-test-chat.h"

static CsMessage *
send_text (CsTestChat  *fixture,
           const char  *text,
           GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_conversation_send_async (fixture->conversation, text, NULL, cs_test_result_cb, &result);

  return cs_conversation_send_finish (fixture->conversation, cs_test_wait (&result), error);
}

static void
test_stores_then_shows (CsTestChat    *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessage) message = send_text (fixture, "Grüße ☺\nzweite Zeile", &error);
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *known = NULL;
  CsMessageRecord *record;

  g_assert_no_error (error);
  g_assert_true (cs_message_is_outgoing (message));
  g_assert_cmpint (cs_message_get_state (message), ==, CS_MESSAGE_QUEUED);
  g_assert_true (cs_conversation_get_last_message (fixture->conversation) == message);
  g_assert_cmpuint (cs_conversation_get_unread (fixture->conversation), ==, 0);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 1);

  records = cs_test_list_messages (fixture->store, cs_conversation_get_id (fixture->conversation));
  g_assert_cmpuint (records->len, ==, 1);
  record = records->pdata[0];
  g_assert_cmpint (record->state, ==, CS_MESSAGE_QUEUED);
  g_assert_cmpstr (record->message_id, ==, cs_message_get_message_id (message));
  known = cs_message_id_from_request (record->message_id, 2);
  g_assert_cmpstr (known, ==, record->message_id);
}

static void
test_limits (CsTestChat    *fixture,
             gconstpointer  data)
{
  g_autofree char *huge = g_strnfill (CS_TEXT_MAX_MESSAGE + 1, 'x');
  g_autofree char *large = g_strnfill (CS_TEXT_MAX_MESSAGE, 'x');
  const struct {
    const char *text;
    int         code;
  } cases[] = {
    { "", CS_ERROR_EMPTY },
    { " \n\t", CS_ERROR_EMPTY },
    { huge, CS_ERROR_TOO_LARGE },
    { "\xff", CS_ERROR_INVALID_TEXT },
    { "a\x01", CS_ERROR_INVALID_TEXT },
    { large, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsMessage) message = send_text (fixture, cases[i].text, &error);

    if (cases[i].code < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, CS_ERROR, cases[i].code);
  }
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 1);
}

static void
test_again (CsTestChat    *fixture,
            gconstpointer  data)
{
  g_autoptr (CsMessageRecord) record = NULL;
  g_autoptr (CsMessageRecord) kept = NULL;
  g_autoptr (CsMessage) message = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  record = cs_test_message (cs_conversation_get_id (fixture->conversation), TRUE, "one");
  record->state = CS_MESSAGE_FAILED;
  record->reason = g_strdup ("404 Not Found");
  cs_store_add_message_async (fixture->store, record, NULL, cs_test_result_cb, &result);
  kept = cs_store_add_message_finish (fixture->store, cs_test_wait (&result), NULL, NULL);
  message = cs_conversation_ensure (fixture->conversation, kept);

  cs_conversation_send_again (fixture->conversation, message);
  while (cs_outbox_get_queued (fixture->outbox) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (cs_message_get_state (message), ==, CS_MESSAGE_QUEUED);
  g_assert_cmpstr (cs_message_get_message_id (message), ==, "one");

  cs_conversation_resume (fixture->conversation, message);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/conversation-send/stores-then-shows-then-queues", test_stores_then_shows);
  cs_test_chat_add ("/conversation-send/tells-what-cannot-be-sent", test_limits);
  cs_test_chat_add ("/conversation-send/sends-again-under-the-same-id", test_again);

  return g_test_run ();
}

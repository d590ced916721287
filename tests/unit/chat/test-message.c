/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-message-private.h"

#include "cs-test-store.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_shows_record (void)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (3, TRUE, "one");
  g_autoptr (CsMessage) message = NULL;

  record->id = 7;
  message = cs_message_new (record);
  g_assert_cmpint (cs_message_get_id (message), ==, 7);
  g_assert_cmpstr (cs_message_get_message_id (message), ==, "one");
  g_assert_cmpstr (cs_message_get_text (message), ==, record->text);
  g_assert_true (cs_message_is_outgoing (message));
  g_assert_cmpint (cs_message_get_time (message), ==, record->time);
  g_assert_cmpint (cs_message_get_state (message), ==, CS_MESSAGE_QUEUED);
  g_assert_null (cs_message_get_reason (message));
}

static void
test_sending_is_queued (void)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (3, TRUE, "one");
  g_autoptr (CsMessage) message = NULL;

  record->state = CS_MESSAGE_SENDING;
  message = cs_message_new (record);
  g_assert_cmpint (cs_message_get_state (message), ==, CS_MESSAGE_QUEUED);
}

static void
test_words_reason (void)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (3, TRUE, "one");
  g_autoptr (CsMessage) message = NULL;

  record->state = CS_MESSAGE_FAILED;
  record->reason = g_strdup ("404 Not Found");
  message = cs_message_new (record);
  g_assert_cmpstr (cs_message_get_reason (message), ==, "The server does not know this address.");
}

static void
test_notifies (void)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (3, TRUE, "one");
  g_autoptr (CsMessage) message = cs_message_new (record);
  guint states = 0;
  guint reasons = 0;

  g_signal_connect_swapped (message, "notify::state", G_CALLBACK (count_cb), &states);
  g_signal_connect_swapped (message, "notify::reason", G_CALLBACK (count_cb), &reasons);

  cs_message_set_state (message, CS_MESSAGE_QUEUED, NULL);
  g_assert_cmpuint (states + reasons, ==, 0);
  cs_message_set_state (message, CS_MESSAGE_FAILED, "404 Not Found");
  cs_message_set_state (message, CS_MESSAGE_FAILED, "404 Not Found");
  g_assert_cmpuint (states, ==, 1);
  g_assert_cmpuint (reasons, ==, 1);
  cs_message_set_state (message, CS_MESSAGE_QUEUED, NULL);
  g_assert_null (cs_message_get_reason (message));
  g_assert_cmpuint (states, ==, 2);
  g_assert_cmpuint (reasons, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message/shows-its-record", test_shows_record);
  g_test_add_func ("/message/left-while-sending-is-queued", test_sending_is_queued);
  g_test_add_func ("/message/words-its-reason", test_words_reason);
  g_test_add_func ("/message/notifies-once-for-a-change", test_notifies);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-look-up.h"

#include "cs-test-chat.h"

static CsMessage *
find_since (CsTestChat *fixture,
            gint64      time)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsMessage *message;

  cs_conversation_find_since_async (fixture->conversation, time, NULL, cs_test_result_cb, &result);
  message = cs_conversation_find_since_finish (fixture->conversation, cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return message;
}

/* It is the message that the timelines show. */
static void
test_since (CsTestChat    *fixture,
            gconstpointer  data)
{
  g_autoptr (CsMessageRecord) record = cs_test_chat_store (fixture, FALSE, "one");
  g_autoptr (CsMessage) shown = cs_conversation_show (fixture->conversation, record);
  g_autoptr (CsMessage) found = find_since (fixture, record->time);

  g_assert_true (found == shown);
  g_assert_null (find_since (fixture, record->time + 1));
}

static void
test_details (CsTestChat    *fixture,
              gconstpointer  data)
{
  g_autoptr (CsMessageRecord) record = cs_test_chat_store (fixture, FALSE, "one");
  g_autoptr (CsMessage) message = cs_conversation_show (fixture->conversation, record);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessageDetails) details = NULL;

  cs_conversation_get_details_async (fixture->conversation, message, NULL, cs_test_result_cb, &result);
  details = cs_conversation_get_details_finish (fixture->conversation, cs_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (details->message_id, ==, "one");
  g_assert_cmpint (details->delivered_at, >, 0);
  g_assert_cmpint (details->read_at, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cs_test_chat_add ("/look-up/finds-the-first-message-since-a-time", test_since);
  cs_test_chat_add ("/look-up/tells-what-is-known-of-a-message", test_details);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"

#include "cs-test-store.h"

typedef struct {
  CsStore *store;
  gint64   conversation;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->store = cs_test_store_open (NULL);
  fixture->conversation = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_test_store_close (fixture->store);
}

static gint64
add (Fixture    *fixture,
     gint64      conversation,
     gboolean    outgoing,
     gint64      time)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, outgoing, id);
  g_autoptr (CsMessageRecord) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  record->time = time;
  cs_store_add_message_async (fixture->store, record, NULL, cs_test_result_cb, &result);
  stored = cs_store_add_message_finish (fixture->store, cs_test_wait (&result), NULL, NULL);
  g_assert_nonnull (stored);

  return stored->id;
}

static gint64
find_since (Fixture *fixture,
            gint64   time)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsMessageRecord) found = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_find_since_async (fixture->store, fixture->conversation, time, NULL, cs_test_result_cb, &result);
  found = cs_store_find_since_finish (fixture->store, cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return found ? found->id : 0;
}

/* What came late, with an older time of its own, counts where it was written. */
static void
test_since (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 carol = cs_test_conversation (fixture->store, "account", "sip:carol@example.test");
  gint64 first, second, late;

  g_assert_cmpint (find_since (fixture, 0), ==, 0);
  first = add (fixture, fixture->conversation, FALSE, 1000);
  add (fixture, carol, FALSE, 1500);
  second = add (fixture, fixture->conversation, TRUE, 2000);
  add (fixture, fixture->conversation, TRUE, 3000);
  late = add (fixture, fixture->conversation, FALSE, 2500);

  g_assert_cmpint (find_since (fixture, 0), ==, first);
  g_assert_cmpint (find_since (fixture, 1000), ==, first);
  g_assert_cmpint (find_since (fixture, 1001), ==, second);
  g_assert_cmpint (find_since (fixture, 2001), ==, late);
  g_assert_cmpint (find_since (fixture, 3001), ==, 0);
}

static void
set_state (Fixture        *fixture,
           gint64          message,
           CsMessageState  state)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_set_message_state_async (fixture->store, message, state, NULL, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_set_message_state_finish (fixture->store, cs_test_wait (&result), NULL));
}

static CsDetailsRecord *
find_details (Fixture  *fixture,
              gint64    message,
              GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_find_details_async (fixture->store, message, NULL, cs_test_result_cb, &result);

  return cs_store_find_details_finish (fixture->store, cs_test_wait (&result), error);
}

static void
check_details (Fixture  *fixture,
               gint64    message,
               gboolean  delivered,
               gboolean  read)
{
  g_autoptr (CsDetailsRecord) details = find_details (fixture, message, NULL);

  g_assert_true (g_uuid_string_is_valid (details->message_id));
  g_assert_cmpint (details->delivered_at > 0, ==, delivered);
  g_assert_cmpint (details->read_at > 0, ==, read);
}

static void
test_details (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 in = add (fixture, fixture->conversation, FALSE, 1000);
  gint64 out = add (fixture, fixture->conversation, TRUE, 1000);
  g_autoptr (CsDetailsRecord) delivered = NULL;
  g_autoptr (CsDetailsRecord) read = NULL;
  g_autoptr (GError) error = NULL;

  check_details (fixture, in, TRUE, FALSE);
  check_details (fixture, out, FALSE, FALSE);
  set_state (fixture, out, CS_MESSAGE_KEPT);
  check_details (fixture, out, FALSE, FALSE);
  set_state (fixture, out, CS_MESSAGE_DELIVERED);
  check_details (fixture, out, TRUE, FALSE);
  delivered = find_details (fixture, out, NULL);
  set_state (fixture, out, CS_MESSAGE_READ);
  check_details (fixture, out, TRUE, TRUE);

  /* The first time counts. */
  read = find_details (fixture, out, NULL);
  g_assert_cmpint (read->delivered_at, ==, delivered->delivered_at);

  g_assert_null (find_details (fixture, out + 1, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store-finding/finds-the-first-message-since-a-time", Fixture, NULL, set_up, test_since, tear_down);
  g_test_add ("/store-finding/knows-when-a-message-arrived", Fixture, NULL, set_up, test_details, tear_down);

  return g_test_run ();
}

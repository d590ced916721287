/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-receipts.h"

#include "cs-test-store.h"
#include "cs-test-wait.h"

/* A carrier of ours: keeps what is to be sent until the test says how it ends. */
typedef struct {
  GTask *task;
  char  *call_id;
  char  *message_id;
  char  *to;
} Sending;

typedef struct {
  CsStore    *store;
  CsReceipts *receipts;
  GObject    *carrier;
  gint64      bob;
} Fixture;

static GPtrArray *sendings;

/* Of the answers that are none, or no success. */
static guint next_status;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->task);
  g_free (sending->call_id);
  g_free (sending->message_id);
  g_free (sending->to);
  g_free (sending);
}

static void
send_async (gpointer             object,
            const CsOutgoing    *outgoing,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  Sending *sending = g_new0 (Sending, 1);

  g_assert_cmpint (outgoing->form, ==, CS_OUTGOING_RECEIPT);
  sending->task = g_task_new (object, cancellable, callback, user_data);
  sending->call_id = g_strdup (outgoing->call_id);
  sending->message_id = g_strdup (cs_imdn_get_message_id (outgoing->receipt));
  sending->to = g_strdup (cs_address_get_uri (outgoing->to));
  g_ptr_array_add (sendings, sending);
}

static CsSendResult *
send_finish (gpointer       object,
             GAsyncResult  *result,
             GError       **error)
{
  gssize ending = g_task_propagate_int (G_TASK (result), error);
  CsSendResult *sent;

  if (ending < 0)
    return NULL;

  sent = g_new0 (CsSendResult, 1);
  sent->outcome = (CsSendOutcome) ending;
  sent->status = next_status;

  return sent;
}

static const CsCarrierFuncs carrier = { send_async, send_finish };

static void
end (Sending       *sending,
     CsSendOutcome  outcome)
{
  g_task_return_int (sending->task, outcome);
  while (!g_task_get_completed (sending->task))
    g_main_context_iteration (NULL, TRUE);
  sending_free (sending);
}

static void
end_with_error (Sending *sending,
                GQuark   domain,
                int      code)
{
  g_task_return_new_error (sending->task, domain, code, "no way");
  while (!g_task_get_completed (sending->task))
    g_main_context_iteration (NULL, TRUE);
  sending_free (sending);
}

static guint
count_owed (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) owed = NULL;

  cs_store_list_owed_async (fixture->store, "account", 0, 1000, NULL, cs_test_result_cb, &result);
  owed = cs_store_list_owed_finish (fixture->store, cs_test_wait (&result), NULL);

  return owed->len;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  sendings = g_ptr_array_new ();
  fixture->store = cs_test_store_open (NULL);
  fixture->bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  fixture->receipts = cs_receipts_new (fixture->store, "account");
  fixture->carrier = g_object_new (G_TYPE_OBJECT, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_receipts_set_carrier (fixture->receipts, NULL, NULL);
  while (sendings->len > 0)
    end (g_ptr_array_steal_index (sendings, 0), CS_SEND_NO_ANSWER);
  g_ptr_array_unref (sendings);
  /* What was asked of the store before is done when this is. */
  count_owed (fixture);
  cs_test_settle ();
  g_assert_finalize_object (fixture->receipts);
  g_object_unref (fixture->carrier);
  cs_test_store_close (fixture->store);
}

static void
receive_at (Fixture    *fixture,
            const char *id,
            gint64      time)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (fixture->bob, FALSE, id);
  g_autoptr (GAsyncResult) result = NULL;

  record->time = time;
  record->wanted = CS_RECEIPT_DELIVERED;
  cs_store_add_message_async (fixture->store, record, NULL, cs_test_result_cb, &result);
  cs_message_record_free (cs_store_add_message_finish (fixture->store, cs_test_wait (&result), NULL, NULL));
  cs_receipts_wake (fixture->receipts);
}

static void
receive (Fixture    *fixture,
         const char *id)
{
  receive_at (fixture, id, g_get_real_time ());
}

static void
go_online (Fixture *fixture)
{
  cs_receipts_set_carrier (fixture->receipts, &carrier, fixture->carrier);
}

static void
test_waits (Fixture       *fixture,
            gconstpointer  data)
{
  Sending *sending;

  receive (fixture, "one");
  cs_test_settle ();
  g_assert_cmpuint (sendings->len, ==, 0);
  g_assert_cmpuint (count_owed (fixture), ==, 1);

  go_online (fixture);
  cs_test_wait_for (sendings->len == 1);
  sending = sendings->pdata[0];
  g_assert_cmpstr (sending->to, ==, "sip:bob@example.test");
  g_assert_cmpstr (sending->message_id, ==, "one");
  end (g_ptr_array_steal_index (sendings, 0), CS_SEND_DELIVERED);
  cs_test_wait_for (count_owed (fixture) == 0);
}

/* Those that come while others are on their way, and more than fit into one batch. */
static void
test_all (Fixture       *fixture,
          gconstpointer  data)
{
  go_online (fixture);
  for (guint i = 0; i < 40; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    receive (fixture, id);
  }
  for (guint i = 0; i < 40; i++) {
    cs_test_wait_for (sendings->len > 0);
    end (g_ptr_array_steal_index (sendings, 0), CS_SEND_KEPT);
  }
  cs_test_wait_for (count_owed (fixture) == 0);
  g_assert_cmpuint (sendings->len, ==, 0);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  go_online (fixture);
  receive (fixture, "one");
  cs_test_wait_for (sendings->len == 1);
  end (g_ptr_array_steal_index (sendings, 0), CS_SEND_FAILED);
  cs_test_wait_for (count_owed (fixture) == 0);
}

/* What has no address, or is refused by our own side, will be so tomorrow; what was only broken off will not. */
static void
test_impossible (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 bob = fixture->bob;

  go_online (fixture);
  fixture->bob = cs_test_conversation (fixture->store, "account", "nowhere");
  receive (fixture, "one");
  cs_test_wait_for (count_owed (fixture) == 0);
  fixture->bob = bob;
  receive (fixture, "two");
  cs_test_wait_for (sendings->len == 1);
  end_with_error (g_ptr_array_steal_index (sendings, 0), CS_ERROR, CS_ERROR_INVALID_ADDRESS);
  cs_test_wait_for (count_owed (fixture) == 0);
  receive (fixture, "three");
  cs_test_wait_for (sendings->len == 1);
  end_with_error (g_ptr_array_steal_index (sendings, 0), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cs_test_settle ();
  g_assert_cmpuint (count_owed (fixture), ==, 1);
}

/* Sent again under its old Call-ID. */
static void
test_unanswered (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *call_id = NULL;
  Sending *sending;

  go_online (fixture);
  receive (fixture, "one");
  cs_test_wait_for (sendings->len == 1);
  sending = sendings->pdata[0];
  call_id = g_strdup (sending->call_id);
  cs_receipts_set_carrier (fixture->receipts, NULL, NULL);
  end (g_ptr_array_steal_index (sendings, 0), CS_SEND_NO_ANSWER);
  cs_test_settle ();
  g_assert_cmpuint (count_owed (fixture), ==, 1);

  go_online (fixture);
  cs_test_wait_for (sendings->len == 1);
  sending = sendings->pdata[0];
  g_assert_cmpstr (sending->call_id, ==, call_id);
  end (g_ptr_array_steal_index (sendings, 0), CS_SEND_DELIVERED);
  cs_test_wait_for (count_owed (fixture) == 0);
}

/* Bob's server never answers. Carol hears all, also what comes while Bob is waited for; and when Bob is there again, he does, too. */
static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 carol = cs_test_conversation (fixture->store, "account", "sip:carol@example.test");
  gint64 bob = fixture->bob;
  guint to_carol = 0;
  guint to_bob = 0;

  for (guint i = 0; i < 200; i++) {
    g_autofree char *id = g_strdup_printf ("b%u", i);

    receive (fixture, id);
  }
  fixture->bob = carol;
  for (guint i = 0; i < 20; i++) {
    g_autofree char *id = g_strdup_printf ("c%u", i);

    receive (fixture, id);
  }
  go_online (fixture);

  /* The unanswered stay under way: they alone hold up nothing. */
  while (to_carol < 20) {
    cs_test_wait_for (sendings->len > to_bob);
    for (guint i = 0; i < sendings->len;) {
      Sending *sending = sendings->pdata[i];

      if (g_str_has_prefix (sending->to, "sip:carol")) {
        end (g_ptr_array_steal_index (sendings, i), CS_SEND_DELIVERED);
        to_carol++;
      } else {
        i++;
      }
    }
    to_bob = sendings->len;
    g_assert_cmpuint (to_bob, <=, 8);
  }
  cs_test_wait_for (count_owed (fixture) == 200);

  while (sendings->len > 0)
    end (g_ptr_array_steal_index (sendings, 0), CS_SEND_NO_ANSWER);
  receive (fixture, "late");
  cs_test_wait_for (sendings->len == 1);
  g_assert_cmpstr (((Sending *) sendings->pdata[0])->to, ==, "sip:carol@example.test");
  end (g_ptr_array_steal_index (sendings, 0), CS_SEND_DELIVERED);

  /* One to see, then the rest. */
  cs_test_wait_for (sendings->len > 0);
  cs_test_settle ();
  g_assert_cmpuint (sendings->len, ==, 1);
  for (guint i = 0; i < 200; i++) {
    cs_test_wait_for (sendings->len > 0);
    end (g_ptr_array_steal_index (sendings, 0), CS_SEND_DELIVERED);
  }
  cs_test_wait_for (count_owed (fixture) == 0);
  g_assert_cmpuint (sendings->len, ==, 0);
  fixture->bob = bob;
}

/* Online all the time, after a pause. */
static void
test_rests (Fixture       *fixture,
            gconstpointer  data)
{
  go_online (fixture);
  receive (fixture, "one");
  cs_test_wait_for (sendings->len == 1);
  end (g_ptr_array_steal_index (sendings, 0), CS_SEND_NO_ANSWER);
  cs_test_wait_for (sendings->len == 1);
  end (g_ptr_array_steal_index (sendings, 0), CS_SEND_DELIVERED);
  cs_test_wait_for (count_owed (fixture) == 0);

  /* All is as before. */
  receive (fixture, "two");
  receive (fixture, "three");
  cs_test_wait_for (sendings->len == 2);
}

/* Bob is away, or his server is in trouble. */
static void
test_not_now (Fixture       *fixture,
              gconstpointer  data)
{
  static const guint statuses[] = { 480, 503, 408 };

  go_online (fixture);
  next_status = statuses[0];
  receive (fixture, "one");
  cs_test_wait_for (sendings->len == 1);
  end (g_ptr_array_steal_index (sendings, 0), CS_SEND_FAILED);
  g_assert_cmpuint (count_owed (fixture), ==, 1);
  cs_test_wait_for (sendings->len == 1);
  end (g_ptr_array_steal_index (sendings, 0), CS_SEND_DELIVERED);
  cs_test_wait_for (count_owed (fixture) == 0);

  /* What was written long ago, he need not hear any more. */
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autofree char *id = g_strdup_printf ("old %zu", i);

    next_status = statuses[i];
    receive_at (fixture, id, g_get_real_time () - 8 * G_TIME_SPAN_DAY);
    cs_test_wait_for (sendings->len == 1);
    end (g_ptr_array_steal_index (sendings, 0), statuses[i] == 408 ? CS_SEND_NO_ANSWER : CS_SEND_FAILED);
    cs_test_wait_for (count_owed (fixture) == 0);
  }
  next_status = 0;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/receipts/wait-while-offline", test_waits);
  ADD ("/receipts/are-all-sent", test_all);
  ADD ("/receipts/are-refused-once", test_refused);
  ADD ("/receipts/are-dropped-where-they-cannot-be-sent", test_impossible);
  ADD ("/receipts/are-sent-again", test_unanswered);
  ADD ("/receipts/rest-without-an-answer", test_rests);
  ADD ("/receipts/are-sent-again-to-those-who-are-away", test_not_now);
  ADD ("/receipts/do-not-wait-for-others", test_silent);

  return g_test_run ();
}

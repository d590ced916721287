/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-carrier.h"

#include "cs-test-wait.h"

static GTask *sending;

static void
send_async (gpointer             object,
            const CsOutgoing    *outgoing,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_assert_cmpstr (outgoing->call_id, ==, "id");
  sending = g_task_new (object, cancellable, callback, user_data);
}

static CsSendResult *
send_finish (gpointer       object,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What came of it: a status, 0 for cancelled. */
static void
done_cb (const CsSendResult *result,
         const GError       *error,
         gpointer            user_data)
{
  int *status = user_data;

  if (!result)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *status = result ? (int) result->status : 0;
}

static const CsCarrierFuncs funcs = { send_async, send_finish };
static const CsOutgoing outgoing = { .call_id = "id" };

static void
test_carries (void)
{
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);
  CsSendResult *result = g_new0 (CsSendResult, 1);
  CsCarrier carrier = { 0 };
  int status = -1;

  g_assert_false (cs_carrier_is_here (&carrier));
  g_assert_false (cs_carrier_set (&carrier, NULL, NULL));
  g_assert_true (cs_carrier_set (&carrier, &funcs, object));
  g_assert_false (cs_carrier_set (&carrier, &funcs, object));
  g_assert_true (cs_carrier_is_here (&carrier));

  cs_carrier_send (&carrier, &outgoing, done_cb, &status);
  result->status = 202;
  g_task_return_pointer (sending, result, (GDestroyNotify) cs_send_result_free);
  cs_test_wait_for (status == 202);
  g_clear_object (&sending);

  g_assert_true (cs_carrier_set (&carrier, NULL, NULL));
  g_assert_false (cs_carrier_is_here (&carrier));
}

/* It ends with the carrier that it was given to. */
static void
test_cancels (void)
{
  g_autoptr (GObject) first = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) second = g_object_new (G_TYPE_OBJECT, NULL);
  CsCarrier carrier = { 0 };
  int status = -1;

  cs_carrier_set (&carrier, &funcs, first);
  cs_carrier_send (&carrier, &outgoing, done_cb, &status);
  cs_carrier_set (&carrier, &funcs, second);
  g_assert_true (g_task_return_error_if_cancelled (sending));
  cs_test_wait_for (status == 0);
  g_clear_object (&sending);
  cs_carrier_set (&carrier, NULL, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/carrier/carries", test_carries);
  g_test_add_func ("/carrier/cancels-what-another-has-under-way", test_cancels);

  return g_test_run ();
}

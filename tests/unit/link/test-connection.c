/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-connection.h"

#include "base/cs-error.h"

#include "cs-test-tls.h"
#include "cs-test-wait.h"

typedef struct {
  CsTestTls     *tls;
  CsTestPeer    *peer;
  CsConnection  *connection;
  CsAttemptPlan  plan;
  guint          n_accepted;
  guint          n_failed;
  GString       *received;
  GError        *error;
} Fixture;

static void
accepted_cb (CsConnection *connection,
             Fixture      *self)
{
  self->n_accepted++;
}

static void
received_cb (CsConnection *connection,
             GBytes       *bytes,
             Fixture      *self)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  g_string_append_len (self->received, data, size);
}

static void
failed_cb (CsConnection *connection,
           const GError *error,
           Fixture      *self)
{
  self->n_failed++;
  self->error = g_error_copy (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->received = g_string_new (NULL);
  self->tls = cs_test_tls_new ();
  self->peer = cs_test_tls_peer (self->tls, data);
  self->plan = (CsAttemptPlan) {
    .identity = self->tls->identity,
    .server = cs_test_tls_endpoint (self->peer),
    .anchors = self->tls->store,
    .limits = CS_LINK_LIMITS_DEFAULT,
  };
  self->connection = cs_connection_new ();
  g_signal_connect (self->connection, "accepted", G_CALLBACK (accepted_cb), self);
  g_signal_connect (self->connection, "received", G_CALLBACK (received_cb), self);
  g_signal_connect (self->connection, "failed", G_CALLBACK (failed_cb), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gpointer weak = self->connection;

  g_object_add_weak_pointer (G_OBJECT (self->connection), &weak);
  cs_connection_close (self->connection);
  g_object_unref (self->connection);
  cs_test_wait_for (!weak);

  cs_endpoint_unref (self->plan.server);
  cs_test_peer_free (self->peer);
  cs_test_tls_free (self->tls);
  g_string_free (self->received, TRUE);
  g_clear_error (&self->error);
}

static void
test_carries (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("hello", 5);

  cs_connection_send (self->connection, bytes);
  cs_connection_begin (self->connection, &self->plan);
  cs_connection_send (self->connection, bytes);
  cs_test_wait_for (self->n_accepted == 1);
  cs_connection_send (self->connection, bytes);
  cs_test_wait_for (self->received->len > 0);
  g_assert_cmpstr (self->received->str, ==, "world");
  g_assert_cmpuint (cs_connection_get_unsent (self->connection), ==, 0);
  g_assert_true (cs_verdict_is_accepted (cs_connection_get_verdict (self->connection)));
  g_assert_nonnull (cs_connection_get_facts (self->connection));

  cs_test_peer_hang_up (self->peer);
  cs_test_wait_for (self->n_failed == 1);
  g_assert_error (self->error, CS_ERROR, CS_ERROR_CONNECTION_LOST);
}

static void
test_closes_early (Fixture       *self,
                   gconstpointer  data)
{
  cs_connection_begin (self->connection, &self->plan);
  cs_connection_close (self->connection);
  cs_connection_close (self->connection);
  cs_test_settle ();
  g_assert_cmpuint (self->n_accepted, ==, 0);
  g_assert_cmpuint (self->n_failed, ==, 0);
}

static void
test_answer_limit (Fixture       *self,
                   gconstpointer  data)
{
  self->plan.limits.answer = 50;
  cs_connection_begin (self->connection, &self->plan);
  cs_test_wait_for (self->n_failed == 1);
  g_assert_cmpuint (self->n_accepted, ==, 1);
  g_assert_error (self->error, CS_ERROR, CS_ERROR_TIMED_OUT);
}

static void
test_settled (Fixture       *self,
              gconstpointer  data)
{
  gint64 end;

  self->plan.limits.answer = 100;
  cs_connection_begin (self->connection, &self->plan);
  cs_test_wait_for (self->n_accepted == 1);
  cs_connection_settle (self->connection);
  end = g_get_monotonic_time () + 200 * 1000;
  cs_test_wait_for (g_get_monotonic_time () > end);
  g_assert_cmpuint (self->n_failed, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const CsTestPeerScript answers = { .answer = "world" };
  static const CsTestPeerScript quiet = { .answer = NULL };

  g_test_init (&argc, &argv, NULL);

#define ADD(path, script, function) g_test_add (path, Fixture, script, set_up, function, tear_down)
  ADD ("/connection/carries-bytes-once-accepted", &answers, test_carries);
  ADD ("/connection/can-be-closed-early", &answers, test_closes_early);
  ADD ("/connection/wants-an-answer-in-time", &quiet, test_answer_limit);
  ADD ("/connection/is-content-when-settled", &quiet, test_settled);
#undef ADD

  return g_test_run ();
}

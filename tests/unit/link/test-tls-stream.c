/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-tls-stream.h"

#include "base/cs-error.h"
#include "link/cs-tls-handshake.h"

#include "cs-test-tls.h"
#include "cs-test-wait.h"

typedef struct {
  CsTestTls   *tls;
  CsTestPeer  *peer;
  CsTlsStream *stream;
  GString     *received;
  guint        n_drained;
  guint        n_failed;
  GError      *error;
  gboolean     closes;
  gboolean     pauses;
} Fixture;

static void
received_cb (CsTlsStream *stream,
             GBytes      *bytes,
             Fixture     *self)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  g_assert_cmpuint (size, >, 0);
  g_assert_cmpuint (size, <=, 16384);
  g_string_append_len (self->received, data, size);

  if (self->closes)
    cs_tls_stream_close (stream);
  if (self->pauses)
    cs_tls_stream_set_paused (stream, TRUE);
}

static void
drained_cb (CsTlsStream *stream,
            Fixture     *self)
{
  self->n_drained++;
}

static void
failed_cb (CsTlsStream  *stream,
           const GError *error,
           Fixture      *self)
{
  self->n_failed++;
  g_assert_null (self->error);
  self->error = g_error_copy (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const CsTestPeerScript *script = data;
  g_autoptr (GIOStream) connection = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsTlsSession *session;

  self->received = g_string_new (NULL);
  self->tls = cs_test_tls_new ();
  self->peer = cs_test_tls_peer (self->tls, script);
  connection = cs_test_tls_connect (self->peer);
  cs_tls_handshake_async (connection, self->tls->identity, self->tls->anchors, NULL, NULL, 20000, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);
  session = cs_tls_handshake_finish (result, NULL, &error);
  g_assert_no_error (error);

  self->stream = cs_tls_stream_new (session);
  g_signal_connect (self->stream, "received", G_CALLBACK (received_cb), self);
  g_signal_connect (self->stream, "drained", G_CALLBACK (drained_cb), self);
  g_signal_connect (self->stream, "failed", G_CALLBACK (failed_cb), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->stream);
  cs_test_peer_free (self->peer);
  cs_test_tls_free (self->tls);
  g_string_free (self->received, TRUE);
  g_clear_error (&self->error);
}

static void
send_text (Fixture    *self,
           const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  cs_tls_stream_send (self->stream, bytes);
}

static char *
make_pattern (gsize size)
{
  char *pattern = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    pattern[i] = 'a' + (i * 7 + i / 251) % 26;
  pattern[size] = '\0';

  return pattern;
}

static void
test_echo (Fixture       *self,
           gconstpointer  data)
{
  send_text (self, "hello");
  g_assert_cmpuint (cs_tls_stream_get_unsent (self->stream), ==, 0);
  cs_test_wait_for (self->received->len >= 5);
  g_assert_cmpstr (self->received->str, ==, "world");
  g_assert_cmpuint (self->n_drained, ==, 0);
}

static void
test_large_both_ways (Fixture       *self,
                      gconstpointer  data)
{
  const gsize size = 3 * 1000 * 1000;
  g_autofree char *pattern = make_pattern (size);
  g_autofree char *heard = NULL;

  cs_test_peer_send (self->peer, pattern, size);
  cs_test_wait_for (self->received->len >= size);
  g_assert_cmpstr (self->received->str, ==, pattern);

  send_text (self, pattern);
  cs_test_wait_for (cs_test_peer_count_received (self->peer) >= size);
  heard = cs_test_peer_dup_received (self->peer, NULL);
  g_assert_cmpstr (heard, ==, pattern);
}

/* More than the buffers of both ends hold, to a peer that does not read. */
static void
test_drains (Fixture       *self,
             gconstpointer  data)
{
  const gsize size = 16 * 1000 * 1000;
  g_autofree char *pattern = make_pattern (size);
  g_autofree char *heard = NULL;

  cs_test_peer_set_deaf (self->peer, TRUE);
  /* The order is only known to be carried out when the peer has answered a later one. */
  cs_test_peer_send (self->peer, "x", 1);
  cs_test_wait_for (self->received->len == 1);

  send_text (self, pattern);
  send_text (self, "!");
  g_assert_cmpuint (cs_tls_stream_get_unsent (self->stream), >, 0);
  cs_test_settle ();
  g_assert_cmpuint (self->n_drained, ==, 0);

  cs_test_peer_set_deaf (self->peer, FALSE);
  cs_test_wait_for (self->n_drained == 1);
  g_assert_cmpuint (cs_tls_stream_get_unsent (self->stream), ==, 0);
  cs_test_wait_for (cs_test_peer_count_received (self->peer) == size + 1);
  heard = cs_test_peer_dup_received (self->peer, NULL);
  g_assert_cmpint (heard[size], ==, '!');
  heard[size] = '\0';
  g_assert_true (g_str_equal (heard, pattern));
  g_assert_cmpuint (self->n_drained, ==, 1);
}

static void
test_pause (Fixture       *self,
            gconstpointer  data)
{
  const gsize size = 100 * 1000;
  g_autofree char *pattern = make_pattern (size);

  self->pauses = TRUE;
  cs_test_peer_send (self->peer, pattern, size);
  cs_test_wait_for (self->received->len > 0);
  cs_test_settle ();
  g_assert_cmpuint (self->received->len, <=, 16384);

  while (self->received->len < size) {
    gsize before = self->received->len;

    cs_tls_stream_set_paused (self->stream, FALSE);
    cs_test_wait_for (self->received->len > before);
    g_assert_cmpuint (self->received->len - before, <=, 16384);
  }
  g_assert_cmpstr (self->received->str, ==, pattern);
}

static void
test_goodbye (Fixture       *self,
              gconstpointer  data)
{
  cs_test_peer_send (self->peer, "bye", 3);
  cs_test_peer_say_goodbye (self->peer);
  cs_test_wait_for (self->n_failed == 1);
  g_assert_error (self->error, CS_ERROR, CS_ERROR_CONNECTION_LOST);
  g_assert_cmpstr (self->received->str, ==, "bye");
}

static void
test_cut_off (Fixture       *self,
              gconstpointer  data)
{
  cs_test_peer_send (self->peer, "half a message", -1);
  cs_test_peer_hang_up (self->peer);
  cs_test_wait_for (self->n_failed == 1);
  g_assert_error (self->error, CS_ERROR, CS_ERROR_CONNECTION_LOST);

  /* Nothing breaks for those who did not hear of it yet. */
  send_text (self, "anybody there?");
  cs_test_settle ();
  g_assert_cmpuint (self->n_failed, ==, 1);
  g_assert_cmpuint (cs_tls_stream_get_unsent (self->stream), ==, 0);
}

static void
test_key_updates (Fixture       *self,
                  gconstpointer  data)
{
  cs_test_peer_rekey (self->peer, 3);
  cs_test_wait_for (self->received->len == 3);
  g_assert_cmpuint (self->n_failed, ==, 0);
  send_text (self, "still here");
  cs_test_wait_for (cs_test_peer_count_received (self->peer) == 10);

  cs_test_peer_rekey (self->peer, 100);
  cs_test_wait_for (self->n_failed == 1);
  g_assert_error (self->error, CS_ERROR, CS_ERROR_TLS);
}

static void
test_renegotiation (Fixture       *self,
                    gconstpointer  data)
{
  cs_test_peer_rekey (self->peer, 1);
  cs_test_wait_for (self->n_failed == 1);
  g_assert_error (self->error, CS_ERROR, CS_ERROR_TLS);
  g_assert_nonnull (strstr (self->error->message, "anew"));
  g_assert_cmpuint (self->received->len, ==, 0);
}

static void
test_wants_certificate (Fixture       *self,
                        gconstpointer  data)
{
  send_text (self, "let me in");
  cs_test_wait_for (self->n_failed == 1);
  g_assert_error (self->error, CS_ERROR, CS_ERROR_CLIENT_CERTIFICATE);
  g_assert_nonnull (strstr (self->error->message, "certificate"));
}

static void
test_close_in_handler (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *pattern = make_pattern (100000);
  gsize before;

  self->closes = TRUE;
  cs_test_peer_send (self->peer, pattern, 100000);
  cs_test_wait_for (self->received->len > 0);
  before = self->received->len;
  cs_test_settle ();
  g_assert_cmpuint (self->received->len, ==, before);
  g_assert_cmpuint (self->n_failed, ==, 0);
  send_text (self, "dropped");
  g_assert_cmpuint (cs_tls_stream_get_unsent (self->stream), ==, 0);
}

static void
test_says_goodbye (Fixture       *self,
                   gconstpointer  data)
{
  send_text (self, "last words");
  cs_tls_stream_close (self->stream);
  cs_test_peer_read_to_end (self->peer);
  g_assert_cmpuint (cs_test_peer_count_received (self->peer), ==, 10);
}

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

int
main (int    argc,
      char **argv)
{
  static const CsTestPeerScript answers = { .answer = "world" };
  static const CsTestPeerScript tls12 = { .priority = TLS12, .answer = "world" };
  static const CsTestPeerScript quiet = { .answer = NULL };
  static const CsTestPeerScript quiet12 = { .priority = TLS12 };
  static const CsTestPeerScript strict = { .wants_certificate = TRUE };

  g_test_init (&argc, &argv, NULL);

#define ADD(path, script, function) g_test_add (path, Fixture, script, set_up, function, tear_down)
  ADD ("/tls-stream/sends-and-receives", &answers, test_echo);
  ADD ("/tls-stream/sends-and-receives-over-tls-1.2", &tls12, test_echo);
  ADD ("/tls-stream/carries-megabytes", &quiet, test_large_both_ways);
  ADD ("/tls-stream/carries-megabytes-over-tls-1.2", &quiet12, test_large_both_ways);
  ADD ("/tls-stream/keeps-what-the-network-does-not-take", &quiet, test_drains);
  ADD ("/tls-stream/can-be-paused", &quiet, test_pause);
  ADD ("/tls-stream/hears-a-goodbye", &quiet, test_goodbye);
  ADD ("/tls-stream/notices-that-it-was-cut-off", &quiet, test_cut_off);
  ADD ("/tls-stream/takes-few-key-updates-and-not-many", &quiet, test_key_updates);
  ADD ("/tls-stream/does-not-renegotiate", &quiet12, test_renegotiation);
  ADD ("/tls-stream/says-that-the-server-wants-a-certificate", &strict, test_wants_certificate);
  ADD ("/tls-stream/can-be-closed-while-it-receives", &quiet, test_close_in_handler);
  ADD ("/tls-stream/sends-all-before-it-closes", &quiet, test_says_goodbye);
#undef ADD

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-tls-session.h"

#include "base/cs-error.h"

#include "cs-test-tls.h"

static void
test_server_name (void)
{
  static const struct {
    const char *domain;
    const char *typed;
    const char *expected;
  } rows[] = {
    { "example.test", NULL, "example.test" },
    { "example.test", "sip.provider.test", "example.test" },
    { "example.test", "192.0.2.1", "example.test" },
    { "Bücher.test", NULL, "xn--bcher-kva.test" },
    { "192.0.2.1", "sip.provider.test", "sip.provider.test" },
    { "192.0.2.1", NULL, NULL },
    { "2001:db8::1", "192.0.2.1", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CsReferenceIdentity) identity = cs_test_tls_identity (rows[i].domain, rows[i].typed);

    g_assert_cmpstr (cs_tls_session_get_server_name (identity), ==, rows[i].expected);
  }
}

static void
test_needs_pollable_stream (void)
{
  g_autoptr (CsReferenceIdentity) identity = cs_test_tls_identity ("example.test", NULL);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new ();
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GInputStream) input = g_buffered_input_stream_new (memory);
  g_autoptr (GIOStream) stream = g_simple_io_stream_new (input, output);
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_tls_session_new (stream, identity, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TLS);
}

/* The client hello and nothing else goes out on its own. */
static void
test_first_words (void)
{
  const CsTestPeerScript script = { .mode = CS_TEST_PEER_SILENT };
  g_autoptr (CsTestPeer) peer = cs_test_peer_new (&script);
  g_autoptr (CsReferenceIdentity) identity = cs_test_tls_identity ("example.test", NULL);
  g_autoptr (GIOStream) stream = cs_test_tls_connect (peer);
  g_autoptr (GError) error = NULL;
  CsTlsSession *session = cs_tls_session_new (stream, identity, &error);
  g_autofree char *raw = NULL;
  gsize size;

  g_assert_no_error (error);
  g_assert_cmpint (gnutls_handshake (cs_tls_session_get_gnutls (session)), ==, GNUTLS_E_AGAIN);
  g_assert_cmpint (gnutls_record_get_direction (cs_tls_session_get_gnutls (session)), ==, 0);
  cs_tls_session_free (session);
  g_assert_true (g_io_stream_is_closed (stream));

  cs_test_peer_read_to_end (peer);
  raw = cs_test_peer_dup_raw (peer, &size);
  g_assert_cmpuint (size, >, 5);
  g_assert_cmpint (raw[0], ==, 22);
  g_assert_cmpuint (((guint8) raw[3] << 8 | (guint8) raw[4]) + 5, ==, size);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tls-session/asks-for-the-sip-domain", test_server_name);
  g_test_add_func ("/tls-session/needs-a-stream-that-can-be-polled", test_needs_pollable_stream);
  g_test_add_func ("/tls-session/says-hello-and-waits", test_first_words);

  return g_test_run ();
}

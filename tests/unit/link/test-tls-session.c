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

  g_assert_null (cs_tls_session_new (stream, identity, CS_MINIMUM_TLS_1_2, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TLS);
}

/* Reads a number of @size bytes and goes on behind it. */
static guint
take (const guint8 **p,
      const guint8  *end,
      guint          size)
{
  guint number = 0;

  g_assert_cmpint (end - *p, >=, size);
  for (guint i = 0; i < size; i++)
    number = number << 8 | *(*p)++;

  return number;
}

/* Goes behind a vector whose length takes @size bytes, and returns where it ends. */
static const guint8 *
take_vector (const guint8 **p,
             const guint8  *end,
             guint          size)
{
  guint length = take (p, end, size);

  g_assert_cmpint (end - *p, >=, length);

  return *p + length;
}

/* The extensions of a client hello (RFC 8446 section 4.1.2) and the versions in it. */
static void
read_hello (const guint8 *p,
            gsize         size,
            gboolean     *extensions,
            GString      *versions)
{
  const guint8 *end = p + size;

  p += 5 + 4 + 2 + 32;
  p = take_vector (&p, end, 1); /* session id */
  p = take_vector (&p, end, 2); /* cipher suites */
  p = take_vector (&p, end, 1); /* compression */
  g_assert_true (take_vector (&p, end, 2) == end);

  while (p < end) {
    guint type = take (&p, end, 2);
    const guint8 *next = take_vector (&p, end, 2);

    if (type < 256)
      extensions[type] = TRUE;
    if (type == 43) {
      take (&p, next, 1);
      while (p < next)
        g_string_append_printf (versions, "%04x ", take (&p, next, 2));
    }
    p = next;
  }
}

static void
assert_hello (const char *raw,
              gsize       size)
{
  static const struct {
    guint    type;
    gboolean wanted;
  } rows[] = {
    { 0, TRUE },      /* server_name */
    { 5, TRUE },      /* status_request */
    { 43, TRUE },     /* supported_versions */
    { 35, FALSE },    /* session_ticket */
    { 41, FALSE },    /* pre_shared_key */
    { 42, FALSE },    /* early_data */
    { 49, FALSE },    /* post_handshake_auth */
  };
  g_autoptr (GString) versions = g_string_new (NULL);
  gboolean extensions[256] = { FALSE };

  read_hello ((const guint8 *) raw, size, extensions, versions);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("extension %u", rows[i].type);
    g_assert_cmpint (extensions[rows[i].type], ==, rows[i].wanted);
  }
  g_assert_cmpstr (versions->str, ==, "0304 0303 ");
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
  CsTlsSession *session = cs_tls_session_new (stream, identity, CS_MINIMUM_TLS_1_2, NULL, &error);
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
  assert_hello (raw, size);
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

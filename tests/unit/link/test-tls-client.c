/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include "link/cs-tls-client.h"

#include <string.h>

#include "base/cs-error.h"
#include "link/cs-tls-handshake.h"

#include "cs-test-client.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

#define LIMIT_MS 20000
#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define NAME "Alice In Person"

static CsClientIdentity *
make_identity (CsTestCertificate *own)
{
  g_autoptr (GBytes) certificates = g_bytes_new (own->pem, strlen (own->pem));
  g_autoptr (GBytes) key = g_bytes_new (own->key_pem, strlen (own->key_pem));
  g_autoptr (GError) error = NULL;
  CsClientIdentity *identity = cs_client_identity_new_from_pem (certificates, key, NULL, &error);

  g_assert_no_error (error);

  return identity;
}

static CsTlsSession *
shake (CsTestTls         *tls,
       CsTestPeer        *peer,
       CsClientIdentity  *identity,
       GError           **error)
{
  g_autoptr (GIOStream) stream = cs_test_tls_connect (peer);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsVerdict) verdict = NULL;

  cs_tls_handshake_async (stream, tls->identity, tls->anchors, NULL, identity, LIMIT_MS, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);

  return cs_tls_handshake_finish (result, &verdict, error);
}

static GBytes *
get_shown (CsTlsSession   *session,
           CsClientAnswer  expected)
{
  g_autoptr (CsConnectionFacts) facts = cs_connection_facts_new ("127.0.0.1", 5061, CS_FOUND_TYPED, 42);
  g_autoptr (CsConnectionFacts) complete = cs_tls_session_add_facts (session, facts);
  GBytes *shown = cs_connection_facts_get_client (complete);

  g_assert_cmpint (cs_connection_facts_get_client_answer (complete), ==, expected);

  return shown ? g_bytes_ref (shown) : NULL;
}

static void
test_shows_it_to_an_accepted_server (gconstpointer data)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (tls->root, NAME);
  const CsTestPeerScript script = { .priority = data, .wants_certificate = TRUE, .client_authority = tls->root->pem };
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsClientIdentity) identity = make_identity (alice);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsTlsSession) session = shake (tls, peer, identity, &error);
  g_autoptr (GBytes) shown = NULL;
  g_autoptr (GBytes) seen = NULL;

  g_assert_no_error (error);
  shown = get_shown (session, CS_CLIENT_ANSWER_SENT);
  g_assert_true (g_bytes_equal (shown, alice->der));

  cs_tls_session_say_goodbye (g_steal_pointer (&session));
  cs_test_peer_read_to_end (peer);
  seen = cs_test_peer_dup_client (peer);
  g_assert_nonnull (seen);
  g_assert_true (g_bytes_equal (seen, alice->der));
}

static void
test_is_not_shown_unasked (gconstpointer data)
{
  const CsTestPeerScript script = { .priority = data };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (tls->root, NAME);
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsClientIdentity) identity = make_identity (alice);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsTlsSession) session = shake (tls, peer, identity, &error);

  g_assert_no_error (error);
  g_assert_null (get_shown (session, CS_CLIENT_ANSWER_NOT_ASKED));
}

/* Neither the certificate nor the name in it reaches a server that was refused: in TLS 1.2 it would be readable on the wire. */
static void
test_is_not_shown_to_a_refused_server (gconstpointer data)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) stranger = cs_test_authority_new_root ("Nobody Knows Root CA");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (stranger, "example.test");
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (tls->root, NAME);
  const CsTestPeerScript script = { .priority = data, .wants_certificate = TRUE, .client_authority = tls->root->pem };
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer_with (leaf, &script);
  g_autoptr (CsClientIdentity) identity = make_identity (alice);
  g_autoptr (GError) error = NULL;
  g_autofree char *raw = NULL;
  gsize size;

  g_assert_null (shake (tls, peer, identity, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_REFUSED);
  cs_test_peer_read_to_end (peer);
  g_assert_null (cs_test_peer_dup_client (peer));
  raw = cs_test_peer_dup_raw (peer, &size);
  g_assert_cmpuint (size, >, 0);
  g_assert_null (memmem (raw, size, NAME, strlen (NAME)));
  /* A hello and an alert, and no room for a certificate. */
  g_assert_cmpuint (size, <, 600);
}

/* That a certificate on the wire would have been found above. */
static void
test_is_readable_in_tls12 (void)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (tls->root, NAME);
  const CsTestPeerScript script = { .priority = TLS12, .wants_certificate = TRUE };
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsClientIdentity) identity = make_identity (alice);
  g_autoptr (CsTlsSession) session = shake (tls, peer, identity, NULL);
  g_autofree char *raw = NULL;
  gsize size;

  g_assert_nonnull (session);
  cs_tls_session_say_goodbye (g_steal_pointer (&session));
  cs_test_peer_read_to_end (peer);
  raw = cs_test_peer_dup_raw (peer, &size);
  g_assert_nonnull (memmem (raw, size, NAME, strlen (NAME)));
}

static void
test_is_not_shown_where_it_does_not_fit (gconstpointer data)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) other = cs_test_authority_new_root ("Another Root CA");
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (other, NAME);
  const CsTestPeerScript script = { .priority = data, .wants_certificate = TRUE, .client_authority = tls->root->pem };
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsClientIdentity) identity = make_identity (alice);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsTlsSession) session = shake (tls, peer, identity, &error);

  g_assert_no_error (error);
  g_assert_null (get_shown (session, CS_CLIENT_ANSWER_UNSUITABLE));
  cs_tls_session_say_goodbye (g_steal_pointer (&session));
  cs_test_peer_read_to_end (peer);
  g_assert_null (cs_test_peer_dup_client (peer));
}

static void
test_explains_tokens (void)
{
  g_autoptr (GError) gone = cs_tls_client_explain_token (GNUTLS_E_PKCS11_TOKEN_ERROR);
  g_autoptr (GError) locked = cs_tls_client_explain_token (GNUTLS_E_PKCS11_PIN_LOCKED);

  g_assert_error (gone, CS_ERROR, CS_ERROR_TOKEN);
  g_assert_nonnull (strstr (gone->message, "plugged in"));
  g_assert_error (locked, CS_ERROR, CS_ERROR_TOKEN);
  g_assert_nonnull (strstr (locked->message, "locked"));
  g_assert_null (cs_tls_client_explain_token (GNUTLS_E_PREMATURE_TERMINATION));
}

static void
test_explains (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (root, NAME);
  g_autoptr (CsClientIdentity) identity = make_identity (alice);
  const struct {
    CsTlsClient  client;
    int          alert;
    const char  *expected;
  } rows[] = {
    { { NULL, FALSE, 0 }, GNUTLS_A_HANDSHAKE_FAILURE, NULL },
    { { NULL, TRUE, 0 }, GNUTLS_A_CERTIFICATE_REQUIRED, "none is set up" },
    { { NULL, TRUE, 0 }, GNUTLS_A_HANDSHAKE_FAILURE, "none is set up" },
    { { NULL, TRUE, 0 }, GNUTLS_A_INTERNAL_ERROR, NULL },
    { { identity, TRUE, CS_CLIENT_EXPIRED }, GNUTLS_A_CERTIFICATE_REQUIRED, "yours has expired" },
    { { identity, TRUE, CS_CLIENT_NOT_YET_VALID }, GNUTLS_A_CERTIFICATE_REQUIRED, "not valid yet" },
    { { identity, TRUE, CS_CLIENT_OTHER_AUTHORITY }, GNUTLS_A_CERTIFICATE_REQUIRED, "another authority" },
    { { identity, TRUE, CS_CLIENT_OTHER_KEY }, GNUTLS_A_HANDSHAKE_FAILURE, "another kind of key" },
    { { identity, TRUE, CS_CLIENT_FITS }, GNUTLS_A_UNKNOWN_CA, "does not know the authority" },
    { { identity, TRUE, CS_CLIENT_FITS }, GNUTLS_A_CERTIFICATE_EXPIRED, "has expired" },
    { { identity, TRUE, CS_CLIENT_FITS }, GNUTLS_A_CERTIFICATE_REVOKED, "was revoked" },
    { { identity, TRUE, CS_CLIENT_FITS }, GNUTLS_A_DECRYPT_ERROR, "does not fit" },
    { { identity, TRUE, CS_CLIENT_FITS }, GNUTLS_A_INTERNAL_ERROR, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CsTlsClient client = rows[i].client;
    g_autoptr (GError) error = cs_tls_client_explain (&client, rows[i].alert);

    g_test_message ("row %zu: %s", i, error ? error->message : "nothing");
    g_assert_true ((error != NULL) == (rows[i].expected != NULL));
    if (error) {
      g_assert_error (error, CS_ERROR, CS_ERROR_CLIENT_CERTIFICATE);
      g_assert_nonnull (strstr (error->message, rows[i].expected));
    }
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add_data_func ("/tls-client/tls-1.2/" path, TLS12, function); \
  g_test_add_data_func ("/tls-client/tls-1.3/" path, TLS13, function)
  ADD ("shows-it-to-an-accepted-server", test_shows_it_to_an_accepted_server);
  ADD ("is-not-shown-unasked", test_is_not_shown_unasked);
  ADD ("is-not-shown-to-a-refused-server", test_is_not_shown_to_a_refused_server);
  ADD ("is-not-shown-where-it-does-not-fit", test_is_not_shown_where_it_does_not_fit);
#undef ADD
  g_test_add_func ("/tls-client/is-readable-in-tls-1.2", test_is_readable_in_tls12);
  g_test_add_func ("/tls-client/explains-what-the-server-wants", test_explains);
  g_test_add_func ("/tls-client/explains-what-the-token-lacks", test_explains_tokens);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-tls-handshake.h"

#include "base/cs-error.h"

#include "cs-test-tls.h"
#include "cs-test-wait.h"

#define LIMIT_MS 20000

static CsTlsSession *
shake (CsTestTls   *tls,
       CsTestPeer  *peer,
       guint        limit,
       CsVerdict  **verdict,
       GError     **error)
{
  g_autoptr (GIOStream) stream = cs_test_tls_connect (peer);
  g_autoptr (GAsyncResult) result = NULL;

  cs_tls_handshake_async (stream, tls->identity, tls->anchors, NULL, NULL, limit, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);

  return cs_tls_handshake_finish (result, verdict, error);
}

static void
test_accepts (gconstpointer data)
{
  const CsTestPeerScript script = { .priority = data };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsConnectionFacts) facts = cs_connection_facts_new ("127.0.0.1", 5061, CS_FOUND_TYPED, 42);
  g_autoptr (CsConnectionFacts) complete = NULL;
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsTlsSession) session = shake (tls, peer, LIMIT_MS, &verdict, &error);
  g_autofree char *name = cs_test_peer_dup_server_name (peer);

  g_assert_no_error (error);
  g_assert_nonnull (session);
  g_assert_true (cs_verdict_is_accepted (verdict));
  g_assert_cmpstr (name, ==, "example.test");

  complete = cs_tls_session_add_facts (session, facts);
  g_assert_cmpstr (cs_connection_facts_get_tls_version (complete), ==, strstr (data, "TLS1.2") ? "TLS 1.2" : "TLS 1.3");
  g_assert_cmpstr (cs_connection_facts_get_cipher (complete), ==, "AES-256-GCM");
  g_assert_cmpstr (cs_connection_facts_get_group (complete), ==, strstr (data, "X25519") ? "X25519" : "P-384");
}

static void
test_failure (CsTestTls              *tls,
              const CsTestPeerScript *script,
              guint                   limit,
              CsError                 expected)
{
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, script);
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (shake (tls, peer, limit, &verdict, &error));
  g_assert_error (error, CS_ERROR, (int) expected);
  g_assert_null (verdict);
  g_test_message ("%s", error->message);

  cs_test_peer_stop (peer);
  g_assert_cmpuint (cs_test_peer_count_received (peer), ==, 0);
}

static void
test_transport_trouble (void)
{
  static const struct {
    CsTestPeerScript script;
    guint            limit;
    CsError          expected;
  } rows[] = {
    { { .mode = CS_TEST_PEER_PLAINTEXT }, LIMIT_MS, CS_ERROR_NOT_TLS },
    { { .mode = CS_TEST_PEER_SILENT }, 100, CS_ERROR_TIMED_OUT },
    { { .mode = CS_TEST_PEER_DRIP }, 200, CS_ERROR_TIMED_OUT },
    { { .mode = CS_TEST_PEER_HALF }, LIMIT_MS, CS_ERROR_CONNECTION_LOST },
    { { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.0:+VERS-TLS1.1" }, LIMIT_MS, CS_ERROR_TLS },
    { { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA" }, LIMIT_MS, CS_ERROR_TLS },
  };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    test_failure (tls, &rows[i].script, rows[i].limit, rows[i].expected);
}

static void
test_refuses (gconstpointer data)
{
  const CsTestPeerScript script = { .priority = data };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Nobody Knows Root CA");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer_with (leaf, &script);
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (shake (tls, peer, LIMIT_MS, &verdict, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_REFUSED);
  g_assert_nonnull (verdict);
  g_assert_false (cs_verdict_is_accepted (verdict));
  g_assert_true (cs_verdict_has_problem (verdict, CS_PROBLEM_UNKNOWN_AUTHORITY));

  cs_test_peer_read_to_end (peer);
  g_assert_cmpint (cs_test_peer_get_alert (peer), ==, GNUTLS_A_UNKNOWN_CA);
}

/* In TLS 1.2 somebody else's certificate is accepted before its key is proved: that acceptance must not be shown. */
static void
test_stolen_certificate (gconstpointer data)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) thief = cs_test_authority_new_leaf (tls->root, "thief.test");
  const CsTestPeerScript script = { .priority = data, .key_pem = thief->key_pem };

  test_failure (tls, &script, LIMIT_MS, CS_ERROR_TLS);
}

static void
test_cancel (void)
{
  const CsTestPeerScript script = { .mode = CS_TEST_PEER_SILENT };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (GIOStream) stream = cs_test_tls_connect (peer);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_tls_handshake_async (stream, tls->identity, tls->anchors, NULL, NULL, LIMIT_MS, cancellable, cs_test_tls_result_cb, &result);
  cs_test_settle ();
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  cs_test_wait_for (result);
  g_assert_null (cs_tls_handshake_finish (result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  static const char tls12[] = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-GROUP-ALL:+GROUP-SECP384R1:-CIPHER-ALL:+AES-256-GCM";
  static const char tls13[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-X25519:-CIPHER-ALL:+AES-256-GCM";

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/tls-handshake/accepts-over-tls-1.2", tls12, test_accepts);
  g_test_add_data_func ("/tls-handshake/accepts-over-tls-1.3", tls13, test_accepts);
  g_test_add_data_func ("/tls-handshake/refuses-a-stranger-over-tls-1.2", tls12, test_refuses);
  g_test_add_data_func ("/tls-handshake/refuses-a-stranger-over-tls-1.3", tls13, test_refuses);
  g_test_add_data_func ("/tls-handshake/refuses-a-stolen-certificate-over-tls-1.2", tls12, test_stolen_certificate);
  g_test_add_data_func ("/tls-handshake/refuses-a-stolen-certificate-over-tls-1.3", tls13, test_stolen_certificate);
  g_test_add_func ("/tls-handshake/tells-trouble-apart", test_transport_trouble);
  g_test_add_func ("/tls-handshake/can-be-cancelled", test_cancel);

  return g_test_run ();
}

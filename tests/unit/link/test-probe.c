/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-probe.h"

#include <string.h>

#include "base/cs-error.h"

#include "cs-test-tls.h"
#include "cs-test-wait.h"

static CsVerdict *
probe (CsTestTls          *tls,
       CsTestPeer         *peer,
       CsConnectionFacts **facts,
       GError            **error)
{
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
  g_autoptr (GAsyncResult) result = NULL;
  const CsAttemptPlan plan = { .identity = tls->identity, .server = server, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT };

  cs_probe_async (&plan, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);

  return cs_probe_finish (result, facts, error);
}

static void
assert_heard_nothing (CsTestPeer *peer)
{
  cs_test_peer_read_to_end (peer);
  g_assert_cmpuint (cs_test_peer_count_received (peer), ==, 0);
}

static void
test_accepted (void)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, NULL);
  g_autoptr (CsConnectionFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsVerdict) verdict = probe (tls, peer, &facts, &error);

  g_assert_no_error (error);
  g_assert_true (cs_verdict_is_accepted (verdict));
  g_assert_cmpstr (cs_connection_facts_get_tls_version (facts), ==, "TLS 1.3");
  assert_heard_nothing (peer);
}

static void
test_refused (void)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (tls->root, "other.test");
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer_with (leaf, NULL);
  g_autoptr (CsConnectionFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsVerdict) verdict = probe (tls, peer, &facts, &error);

  g_assert_no_error (error);
  g_assert_false (cs_verdict_is_accepted (verdict));
  g_assert_true (cs_verdict_has_problem (verdict, CS_PROBLEM_NAME_MISMATCH));
  g_assert_nonnull (facts);
  g_assert_null (cs_connection_facts_get_tls_version (facts));
  assert_heard_nothing (peer);
}

/* Without a certificate: in TLS 1.3 the complaint comes when our handshake is done. */
static void
test_insists (gconstpointer data)
{
  const CsTestPeerScript script = { .priority = data, .wants_certificate = TRUE };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsConnectionFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (probe (tls, peer, &facts, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_CLIENT_CERTIFICATE);
  g_assert_nonnull (strstr (error->message, "none is set up"));
  assert_heard_nothing (peer);
}

static void
test_asks_only (void)
{
  const CsTestPeerScript script = { .wants_certificate = TRUE, .takes_none = TRUE };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsConnectionFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsVerdict) verdict = probe (tls, peer, &facts, &error);

  g_assert_no_error (error);
  g_assert_true (cs_verdict_is_accepted (verdict));
  g_assert_cmpint (cs_connection_facts_get_client_answer (facts), ==, CS_CLIENT_ANSWER_NONE);
  assert_heard_nothing (peer);
}

static void
test_unreachable (void)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, NULL);
  g_autoptr (CsConnectionFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_peer_stop (peer);
  g_assert_null (probe (tls, peer, &facts, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_UNREACHABLE);
  g_assert_null (facts);
}

static void
test_not_tls (void)
{
  const CsTestPeerScript script = { .mode = CS_TEST_PEER_PLAINTEXT };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (GError) error = NULL;

  g_assert_null (probe (tls, peer, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_TLS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/probe/accepts-and-hangs-up", test_accepted);
  g_test_add_func ("/probe/refuses-and-says-why", test_refused);
  g_test_add_data_func ("/probe/hears-that-a-server-insists/tls-1.2", "NORMAL:-VERS-ALL:+VERS-TLS1.2", test_insists);
  g_test_add_data_func ("/probe/hears-that-a-server-insists/tls-1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.3", test_insists);
  g_test_add_func ("/probe/waits-no-longer-for-a-server-that-only-asks", test_asks_only);
  g_test_add_func ("/probe/says-that-nobody-is-there", test_unreachable);
  g_test_add_func ("/probe/says-that-it-is-not-tls", test_not_tls);

  return g_test_run ();
}

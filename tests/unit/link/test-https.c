/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-https.h"

#include <string.h>

#include "base/cs-error.h"

#include "cs-test-tls.h"
#include "cs-test-wait.h"

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"

static CsHttpAnswer *
ask (CsTestTls   *tls,
     CsTestPeer  *peer,
     guint        limit,
     CsVerdict  **verdict,
     GError     **error)
{
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("<x/>", 4);
  CsAttemptPlan plan = { .identity = tls->identity, .server = server, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT };
  const CsHttpsRequest request = { "PUT", "example.test:1", "/a/b", "X-Y: z\r\n", body };

  plan.limits.answer = limit;
  cs_https_send_async (&plan, &request, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);

  return cs_https_send_finish (result, verdict, error);
}

static void
assert_heard_nothing (CsTestPeer *peer)
{
  cs_test_peer_read_to_end (peer);
  g_assert_cmpuint (cs_test_peer_count_received (peer), ==, 0);
}

static void
test_asks (void)
{
  const CsTestPeerScript script = { .answer = ANSWER };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (CsHttpAnswer) answer = ask (tls, peer, 10000, &verdict, &error);
  g_autofree char *heard = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (cs_verdict_is_accepted (verdict));
  cs_test_peer_read_to_end (peer);
  heard = cs_test_peer_dup_received (peer, NULL);
  g_assert_cmpstr (heard, ==, "PUT /a/b HTTP/1.1\r\nHost: example.test:1\r\nConnection: close\r\nX-Y: z\r\nContent-Length: 4\r\n\r\n<x/>");
}

static void
test_refuses_name (void)
{
  const CsTestPeerScript script = { .answer = ANSWER };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (tls->root, "other.test");
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer_with (leaf, &script);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsVerdict) verdict = NULL;

  g_assert_null (ask (tls, peer, 10000, &verdict, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_REFUSED);
  g_assert_true (cs_verdict_has_problem (verdict, CS_PROBLEM_NAME_MISMATCH));
  assert_heard_nothing (peer);
}

static void
test_refuses_authority (void)
{
  const CsTestPeerScript script = { .answer = ANSWER };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestTls) other = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (other, &script);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (tls, peer, 10000, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_REFUSED);
  assert_heard_nothing (peer);
}

static void
test_plaintext (void)
{
  const CsTestPeerScript script = { .mode = CS_TEST_PEER_PLAINTEXT };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (tls, peer, 10000, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_TLS);
}

static void
test_bad_answer (void)
{
  const CsTestPeerScript script = { .answer = "SIP/2.0 200 OK\r\n\r\n" };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (tls, peer, 10000, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_PROTOCOL);
}

static void
test_no_answer (void)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (tls, peer, 100, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TIMED_OUT);
}

static void
test_hangs_up (void)
{
  const CsTestPeerScript script = { .hang_up_after = 1 };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (tls, peer, 10000, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_CONNECTION_LOST);
}

static void
test_cancelled (void)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, NULL);
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const CsAttemptPlan plan = { .identity = tls->identity, .server = server, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT };
  const CsHttpsRequest request = { "GET", "example.test", "/", NULL, NULL };
  gsize size = 0;

  cs_https_send_async (&plan, &request, cancellable, cs_test_tls_result_cb, &result);
  while (size == 0) {
    g_autofree char *heard = cs_test_peer_dup_received (peer, &size);

    g_main_context_iteration (NULL, FALSE);
  }
  g_cancellable_cancel (cancellable);
  cs_test_wait_for (result);
  g_assert_null (cs_https_send_finish (result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/https/asks-whom-it-has-judged", test_asks);
  g_test_add_func ("/https/says-nothing-to-another-name", test_refuses_name);
  g_test_add_func ("/https/says-nothing-without-an-authority", test_refuses_authority);
  g_test_add_func ("/https/speaks-no-plain-http", test_plaintext);
  g_test_add_func ("/https/refuses-what-is-no-answer", test_bad_answer);
  g_test_add_func ("/https/does-not-wait-for-ever", test_no_answer);
  g_test_add_func ("/https/says-that-the-connection-is-lost", test_hangs_up);
  g_test_add_func ("/https/can-be-cancelled", test_cancelled);

  return g_test_run ();
}

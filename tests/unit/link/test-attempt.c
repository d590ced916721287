/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-attempt.h"

#include <string.h>

#include <gnutls/gnutls.h>

#include "base/cs-error.h"

#include "cs-test-resolver.h"
#include "cs-test-revocation.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

typedef struct {
  GAsyncResult *result;
  GString      *progress;
  GCancellable *cancellable;
  gint          cancel_at;
} Watch;

static void
progress_cb (CsConnectionState state,
             gpointer          user_data)
{
  Watch *watch = user_data;

  g_string_append_printf (watch->progress, "%s ", cs_connection_state_get_nick (state));
  if ((gint) state == watch->cancel_at)
    g_cancellable_cancel (watch->cancellable);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  ((Watch *) user_data)->result = g_object_ref (result);
}

static CsTlsSession *
attempt (CsTestTls   *tls,
         CsEndpoint  *server,
         Watch       *watch,
         CsVerdict  **verdict,
         GError     **error)
{
  const CsAttemptPlan plan = {
    .identity = tls->identity, .server = server, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT
  };
  g_autoptr (CsConnectionFacts) facts = NULL;
  CsTlsSession *session;

  watch->progress = g_string_new (NULL);
  cs_attempt_async (&plan, progress_cb, watch->cancellable, result_cb, watch);
  cs_test_wait_for (watch->result);
  session = cs_attempt_finish (watch->result, verdict, &facts, error);
  g_clear_object (&watch->result);
  if (session)
    g_assert_nonnull (cs_connection_facts_get_cipher (facts));

  return session;
}

static void
test_loads_anchors_first (void)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, NULL);
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsTlsSession) session = NULL;
  Watch watch = { .cancel_at = -1 };

  g_assert_null (cs_anchor_store_get_anchors (tls->store));
  session = attempt (tls, server, &watch, &verdict, &error);
  g_assert_no_error (error);
  g_assert_nonnull (session);
  g_assert_true (cs_verdict_is_accepted (verdict));
  g_assert_nonnull (cs_anchor_store_get_anchors (tls->store));
  g_assert_cmpstr (watch.progress->str, ==, "looking-up connecting checking ");
  g_string_free (watch.progress, TRUE);
}

/* A refusal is an answer: another server is not asked. */
static void
test_refusal_ends_it (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Nobody Knows Root CA");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsTestPeer) stranger = cs_test_tls_peer_with (leaf, NULL);
  g_autoptr (CsTestPeer) honest = cs_test_tls_peer (tls, NULL);
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch = { .cancel_at = -1 };

  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 1, 0, cs_test_peer_get_port (stranger), "one.test");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 2, 0, cs_test_peer_get_port (honest), "two.test");

  g_assert_null (attempt (tls, NULL, &watch, &verdict, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_REFUSED);
  g_assert_false (cs_verdict_is_accepted (verdict));
  g_assert_cmpuint (cs_test_peer_count_connections (honest), ==, 0);
  g_string_free (watch.progress, TRUE);
}

/* One budget for all handshakes: a silent server uses up half of it, the next one has the rest. */
static void
test_silent_server (void)
{
  const CsTestPeerScript silent = { .mode = CS_TEST_PEER_SILENT };
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) first = cs_test_peer_new (&silent);
  g_autoptr (CsTestPeer) second = cs_test_tls_peer (tls, NULL);
  CsAttemptPlan plan = { .identity = tls->identity, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (CsConnectionFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsTlsSession) session = NULL;

  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 1, 0, cs_test_peer_get_port (first), "one.test");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 2, 0, cs_test_peer_get_port (second), "two.test");

  plan.limits.handshake = 2000;
  cs_attempt_async (&plan, NULL, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);
  session = cs_attempt_finish (result, &verdict, &facts, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cs_connection_facts_get_host (facts), ==, "two.test");
}

/* A name that DNS gave proves nothing: the certificate must be for the domain. */
static void
test_target_is_no_identity (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (tls->root, "hijacked.test");
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer_with (leaf, NULL);
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch = { .cancel_at = -1 };

  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 1, 0, cs_test_peer_get_port (peer), "hijacked.test");
  g_assert_null (attempt (tls, NULL, &watch, &verdict, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_REFUSED);
  g_assert_true (cs_verdict_has_problem (verdict, CS_PROBLEM_NAME_MISMATCH));
  g_string_free (watch.progress, TRUE);
}

static CsPolicy *
policy_from (const char *text)
{
  g_autoptr (GBytes) contents = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  CsPolicy *policy = cs_policy_merge (NULL, "policy.conf", contents, &error);

  g_assert_no_error (error);

  return policy;
}

static CsTlsSession *
attempt_under (const CsAttemptPlan  *plan,
               CsVerdict           **verdict,
               CsConnectionFacts   **facts,
               GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_attempt_async (plan, NULL, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);

  return cs_attempt_finish (result, verdict, facts, error);
}

/* Only trusted servers are connected to: others are passed over, and where there are only others, nothing is. */
static void
test_trusted_servers (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) foreign = cs_test_tls_peer (tls, NULL);
  g_autoptr (CsTestPeer) trusted = cs_test_tls_peer (tls, NULL);
  g_autoptr (CsEndpoint) typed = cs_test_tls_endpoint (foreign);
  g_autoptr (CsPolicy) policy = policy_from ("[trusted-servers]\nexample.test=two.test\n");
  CsEndpoint *servers[] = { NULL, typed };
  CsAttemptPlan plan = { .identity = tls->identity, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT, .policy = policy };

  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 1, 0, cs_test_peer_get_port (foreign), "one.test");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 2, 0, cs_test_peer_get_port (trusted), "two.test");

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++) {
    g_autoptr (CsVerdict) verdict = NULL;
    g_autoptr (CsConnectionFacts) facts = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CsTlsSession) session = NULL;

    plan.server = servers[i];
    session = attempt_under (&plan, &verdict, &facts, &error);
    if (!servers[i]) {
      g_assert_no_error (error);
      g_assert_cmpstr (cs_connection_facts_get_host (facts), ==, "two.test");
    } else {
      g_assert_error (error, CS_ERROR, CS_ERROR_NOT_ALLOWED);
      g_assert_nonnull (strstr (error->message, "127.0.0.1"));
      g_assert_null (facts);
    }
    g_assert_cmpuint (cs_test_peer_count_connections (foreign), ==, 0);
  }
}

static void
test_minimum_tls (void)
{
  static const struct {
    const char *priority;
    const char *policy;
    const char *version;        /* NULL: not allowed */
  } rows[] = {
    { "NORMAL:-VERS-ALL:+VERS-TLS1.2", "[trust]\nminimum-tls=1.2\n", "TLS 1.2" },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.2", "[trust]\nminimum-tls=1.3\n", NULL },
    { "NORMAL", "[trust]\nminimum-tls=1.3\n", "TLS 1.3" },
  };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CsTestPeerScript script = { .priority = rows[i].priority };
    g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
    g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
    g_autoptr (CsPolicy) policy = policy_from (rows[i].policy);
    const CsAttemptPlan plan = {
      .identity = tls->identity, .server = server, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT, .policy = policy
    };
    g_autoptr (CsVerdict) verdict = NULL;
    g_autoptr (CsConnectionFacts) facts = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CsTlsSession) session = attempt_under (&plan, &verdict, &facts, &error);

    if (rows[i].version) {
      g_assert_no_error (error);
      g_assert_cmpstr (cs_connection_facts_get_tls_version (facts), ==, rows[i].version);
    } else {
      g_assert_error (error, CS_ERROR, CS_ERROR_NOT_ALLOWED);
      g_assert_nonnull (strstr (error->message, "TLS 1.3"));
    }
  }
}

static void
test_wildcard (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (tls->root, "*.hosting.test");
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer_with (leaf, NULL);
  g_autoptr (CsHost) host = cs_host_parse ("sip.hosting.test", NULL);
  g_autoptr (CsEndpoint) typed = cs_endpoint_new (host, cs_test_peer_get_port (peer));
  g_autoptr (CsReferenceIdentity) with_host = cs_test_tls_identity ("example.test", "sip.hosting.test");
  g_autoptr (CsReferenceIdentity) without = cs_test_tls_identity ("sip.hosting.test", NULL);
  g_autoptr (CsPolicy) policy = policy_from ("[trust]\nwildcard-for-typed-hosts=true\n");
  const struct {
    CsReferenceIdentity *identity;
    CsPolicy            *policy;
    gboolean             accepted;
  } rows[] = { { with_host, NULL, FALSE }, { with_host, policy, TRUE }, { without, policy, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CsAttemptPlan plan = {
      .identity = rows[i].identity, .server = typed, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT, .policy = rows[i].policy
    };
    g_autoptr (CsVerdict) verdict = NULL;
    g_autoptr (CsConnectionFacts) facts = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CsTlsSession) session = attempt_under (&plan, &verdict, &facts, &error);

    g_assert_cmpint (cs_verdict_is_accepted (verdict), ==, rows[i].accepted);
    g_assert_cmpint (session != NULL, ==, rows[i].accepted);
    g_assert_cmpint (cs_verdict_get_name_rule (verdict), ==, rows[i].accepted ? CS_NAME_RULE_WILDCARD : CS_NAME_RULE_NONE);
  }
}

/* What the server brings along counts in the handshake; what is required and nowhere to be had ends it before a byte of ours. */
static void
test_revocation (void)
{
  static const struct {
    gboolean must_staple;
    CsRevocationState staple; /* NOT_CHECKED: none */
    const char *policy;
    gboolean accepted;
    CsRevocationState found;
    int alert;
  } cases[] = {
    { FALSE, CS_REVOCATION_NOT_CHECKED, "", TRUE, CS_REVOCATION_NOT_CHECKED, 0 },
    { FALSE, CS_REVOCATION_GOOD, "", TRUE, CS_REVOCATION_GOOD, 0 },
    { FALSE, CS_REVOCATION_UNKNOWN, "", TRUE, CS_REVOCATION_UNKNOWN, 0 },
    { FALSE, CS_REVOCATION_REVOKED, "", FALSE, CS_REVOCATION_REVOKED, GNUTLS_A_CERTIFICATE_REVOKED },
    { FALSE, CS_REVOCATION_REVOKED, "[trust]\nrevocation=off\n", FALSE, CS_REVOCATION_REVOKED, GNUTLS_A_CERTIFICATE_REVOKED },
    { TRUE, CS_REVOCATION_NOT_CHECKED, "", FALSE, CS_REVOCATION_NOT_CHECKED, GNUTLS_A_BAD_CERTIFICATE },
    { TRUE, CS_REVOCATION_GOOD, "", TRUE, CS_REVOCATION_GOOD, 0 },
    { FALSE, CS_REVOCATION_GOOD, "[trust]\nrevocation=require\n", TRUE, CS_REVOCATION_GOOD, 0 },
    { FALSE, CS_REVOCATION_NOT_CHECKED, "[trust]\nrevocation=require\n", FALSE, CS_REVOCATION_NOT_CHECKED, GNUTLS_A_BAD_CERTIFICATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsTestTls) tls = cs_test_tls_new ();
    const CsTestSpec spec = {
      .name = "example.test", .dns_names = CS_TEST_NAMES ("example.test"), .must_staple = cases[i].must_staple
    };
    g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (tls->root, &spec);
    const CsTestOcsp ocsp = { .state = cases[i].staple };
    g_autoptr (GBytes) staple = cases[i].staple ? cs_test_revocation_make_ocsp (tls->root, leaf, &ocsp) : NULL;
    const CsTestPeerScript script = { .mode = CS_TEST_PEER_TLS, .staple = staple };
    g_autoptr (CsTestPeer) peer = cs_test_tls_peer_with (leaf, &script);
    g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
    g_autoptr (CsPolicy) policy = policy_from (cases[i].policy);
    const CsAttemptPlan plan = {
      .identity = tls->identity, .server = server, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT, .policy = policy
    };
    g_autoptr (CsVerdict) verdict = NULL;
    g_autoptr (CsConnectionFacts) facts = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CsTlsSession) session = attempt_under (&plan, &verdict, &facts, &error);

    g_test_message ("%u", i);
    g_assert_cmpint (session != NULL, ==, cases[i].accepted);
    g_assert_cmpint (cs_verdict_is_accepted (verdict), ==, cases[i].accepted);
    g_assert_cmpint (cs_verdict_get_revocation (verdict, 0), ==, cases[i].found);
    if (!cases[i].accepted) {
      g_assert_error (error, CS_ERROR, CS_ERROR_REFUSED);
      cs_test_wait_for (cs_test_peer_get_alert (peer) == cases[i].alert);
    }
    if (cases[i].found == CS_REVOCATION_GOOD)
      g_assert_cmpint (cs_verdict_ask_revocation (verdict, 0)->source, ==, CS_REVOCATION_BY_STAPLE);
  }
}

static void
test_cancel (void)
{
  static const CsConnectionState steps[] = {
    CS_CONNECTION_LOOKING_UP, CS_CONNECTION_CONNECTING, CS_CONNECTION_CHECKING,
  };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, NULL);
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (CsVerdict) verdict = NULL;
    g_autoptr (GError) error = NULL;
    Watch watch = { .cancel_at = steps[i], .cancellable = cancellable };

    g_assert_null (attempt (tls, server, &watch, &verdict, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_null (verdict);
    g_assert_true (g_str_has_suffix (watch.progress->str, cs_connection_state_get_nick (steps[i])) ||
                   strstr (watch.progress->str, cs_connection_state_get_nick (steps[i])));
    g_string_free (watch.progress, TRUE);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attempt/loads-the-anchors-first", test_loads_anchors_first);
  g_test_add_func ("/attempt/ends-with-a-refusal", test_refusal_ends_it);
  g_test_add_func ("/attempt/leaves-time-for-the-server-after-a-silent-one", test_silent_server);
  g_test_add_func ("/attempt/takes-no-name-from-dns-for-an-identity", test_target_is_no_identity);
  g_test_add_func ("/attempt/connects-to-trusted-servers-only", test_trusted_servers);
  g_test_add_func ("/attempt/speaks-no-tls-older-than-allowed", test_minimum_tls);
  g_test_add_func ("/attempt/takes-a-wildcard-for-a-typed-host-where-allowed", test_wildcard);
  g_test_add_func ("/attempt/looks-at-revocation-before-it-opens", test_revocation);
  g_test_add_func ("/attempt/can-be-cancelled-at-every-step", test_cancel);

  return g_test_run ();
}

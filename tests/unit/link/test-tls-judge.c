/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-tls-judge.h"

#include "base/cs-error.h"
#include "link/cs-tls-handshake.h"
#include "trust/cs-verifier.h"

#include "cs-test-tls.h"
#include "cs-test-wait.h"

/* Shakes hands with a peer that shows @chain, and expects @problem. */
static CsVerdict *
judge (CsTestTls      *tls,
       GBytes        **chain,
       const char     *priority,
       CsProblemKind   problem)
{
  const CsTestPeerScript script = { .chain = chain, .priority = priority };
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (GIOStream) stream = cs_test_tls_connect (peer);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsVerdict *verdict = NULL;

  cs_tls_handshake_async (stream, tls->identity, tls->anchors, NULL, NULL, 20000, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);
  g_assert_null (cs_tls_handshake_finish (result, &verdict, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_REFUSED);
  g_assert_nonnull (verdict);
  g_assert_false (cs_verdict_is_accepted (verdict));
  g_assert_true (cs_verdict_has_problem (verdict, problem));

  return verdict;
}

static GBytes *
make_noise (gsize size)
{
  guint8 *noise = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    noise[i] = i * 131 + 7;

  return g_bytes_new_take (noise, size);
}

static void
test_bounds (gconstpointer data)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  const CsTestSpec large = { .name = "large", .dns_names = CS_TEST_NAMES ("example.test"),
    .padding = 70 * 1024, .same_key_as = tls->leaf };
  const CsTestSpec big = { .name = "big", .dns_names = CS_TEST_NAMES ("example.test"),
    .padding = 50 * 1024, .same_key_as = tls->leaf };
  const CsTestSpec huge = { .name = "huge", .dns_names = CS_TEST_NAMES ("example.test"),
    .padding = 200 * 1000, .same_key_as = tls->leaf };
  g_autoptr (CsTestCertificate) too_large = cs_test_authority_make (tls->root, &large);
  g_autoptr (CsTestCertificate) part = cs_test_authority_make (tls->root, &big);
  g_autoptr (CsTestCertificate) too_huge = cs_test_authority_make (tls->root, &huge);
  GBytes *one_too_large[] = { too_large->der, NULL };
  GBytes *too_large_together[] = { part->der, part->der, part->der, NULL };
  GBytes *one_too_huge[] = { too_huge->der, NULL };
  GBytes *too_many[18];

  for (guint i = 0; i < 17; i++)
    too_many[i] = tls->leaf->der;
  too_many[17] = NULL;

  g_object_unref (judge (tls, one_too_large, data, CS_PROBLEM_TOO_LARGE));
  g_object_unref (judge (tls, too_large_together, data, CS_PROBLEM_TOO_LARGE));
  g_object_unref (judge (tls, one_too_huge, data, CS_PROBLEM_TOO_LARGE));
  g_object_unref (judge (tls, too_many, data, CS_PROBLEM_TOO_LARGE));
}

static void
test_malformed (gconstpointer data)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (GBytes) noise = make_noise (700);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (tls->leaf->der, 0, g_bytes_get_size (tls->leaf->der) / 2);
  GBytes *only_noise[] = { noise, NULL };
  GBytes *only_half[] = { half, NULL };
  GBytes *noise_behind[] = { tls->leaf->der, noise, NULL };

  g_object_unref (judge (tls, only_noise, data, CS_PROBLEM_MALFORMED));
  g_object_unref (judge (tls, only_half, data, CS_PROBLEM_MALFORMED));
  g_object_unref (judge (tls, noise_behind, data, CS_PROBLEM_MALFORMED));
}

static void
test_failures (void)
{
  static const struct {
    int           code;
    gboolean      is_refusal;
    CsProblemKind problem;
  } rows[] = {
    { GNUTLS_E_HANDSHAKE_TOO_LARGE, TRUE, CS_PROBLEM_TOO_LARGE },
    { GNUTLS_E_NO_CERTIFICATE_FOUND, TRUE, CS_PROBLEM_NO_CERTIFICATE },
    { GNUTLS_E_CERTIFICATE_ERROR, TRUE, CS_PROBLEM_MALFORMED },
    { GNUTLS_E_PREMATURE_TERMINATION, FALSE, 0 },
    { GNUTLS_E_FATAL_ALERT_RECEIVED, FALSE, 0 },
    { GNUTLS_E_UNSUPPORTED_VERSION_PACKET, FALSE, 0 },
  };
  g_autoptr (CsReferenceIdentity) identity = cs_test_tls_identity ("example.test", NULL);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (CsAnchorSet) none = cs_anchor_set_new (nobody, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CsVerdict) verdict = cs_tls_judge_failure (NULL, rows[i].code, identity, none);

    g_assert_cmpint (verdict != NULL, ==, rows[i].is_refusal);
    if (!verdict)
      continue;
    g_assert_false (cs_verdict_is_accepted (verdict));
    g_assert_true (cs_verdict_has_problem (verdict, rows[i].problem));
    g_assert_true (cs_verdict_get_identity (verdict) == identity);
  }
}

static void
test_alerts (void)
{
  static const struct {
    CsProblemKind              problem;
    gnutls_alert_description_t alert;
  } rows[] = {
    { CS_PROBLEM_UNKNOWN_AUTHORITY, GNUTLS_A_UNKNOWN_CA },
    { CS_PROBLEM_EXPIRED, GNUTLS_A_CERTIFICATE_EXPIRED },
    { CS_PROBLEM_REVOKED, GNUTLS_A_CERTIFICATE_REVOKED },
    { CS_PROBLEM_NAME_MISMATCH, GNUTLS_A_BAD_CERTIFICATE },
    { CS_PROBLEM_UNKNOWN, GNUTLS_A_BAD_CERTIFICATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CsVerdict) verdict = cs_verifier_refuse (rows[i].problem, NULL, NULL, 0);

    g_assert_cmpint (cs_tls_judge_get_alert (verdict), ==, rows[i].alert);
  }
}

static void
test_again (void)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (CsAnchorSet) none = cs_anchor_set_new (nobody, NULL);
  g_autoptr (CsVerdict) first = NULL;
  g_autoptr (CsVerdict) same = NULL;
  g_autoptr (CsVerdict) other = NULL;

  g_ptr_array_add (chain, tls->leaf->certificate);
  first = cs_verifier_judge (tls->anchors, chain, tls->identity, g_get_real_time () / G_USEC_PER_SEC, NULL);
  g_assert_true (cs_verdict_is_accepted (first));

  same = cs_tls_judge_again (first, tls->anchors);
  g_assert_true (cs_verdict_is_accepted (same));
  other = cs_tls_judge_again (first, none);
  g_assert_false (cs_verdict_is_accepted (other));
  g_assert_true (cs_verdict_has_problem (other, CS_PROBLEM_UNKNOWN_AUTHORITY));
}

int
main (int    argc,
      char **argv)
{
  static const char tls12[] = "NORMAL:-VERS-ALL:+VERS-TLS1.2";
  static const char tls13[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3";

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/tls-judge/bounds-what-it-reads-over-tls-1.2", tls12, test_bounds);
  g_test_add_data_func ("/tls-judge/bounds-what-it-reads-over-tls-1.3", tls13, test_bounds);
  g_test_add_data_func ("/tls-judge/refuses-what-is-no-certificate-over-tls-1.2", tls12, test_malformed);
  g_test_add_data_func ("/tls-judge/refuses-what-is-no-certificate-over-tls-1.3", tls13, test_malformed);
  g_test_add_func ("/tls-judge/tells-refusals-from-trouble", test_failures);
  g_test_add_func ("/tls-judge/says-why-by-an-alert", test_alerts);
  g_test_add_func ("/tls-judge/judges-again-with-other-anchors", test_again);

  return g_test_run ();
}

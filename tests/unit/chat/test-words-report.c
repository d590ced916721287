/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-words.h"
#include "trust/cs-anchor-store.h"
#include "trust/cs-verifier.h"

#include "cs-test-authority.h"
#include "cs-test-store.h"

static CsAnchorStore *
load_anchors (void)
{
  CsAnchorStore *anchors = cs_anchor_store_new (NULL, NULL, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_anchor_store_load_async (anchors, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_anchor_store_load_finish (anchors, cs_test_wait (&result), &error));
  g_assert_no_error (error);

  return anchors;
}

static void
test_report (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Example Corp Root CA");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "other.test");
  g_autoptr (CsAnchorStore) anchors = load_anchors ();
  g_autoptr (CsHost) host = cs_host_parse ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_new (host, NULL);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsConnectionFacts) bare = cs_connection_facts_new ("sip1.example.test", 5061, CS_FOUND_SRV, 0);
  g_autoptr (CsConnectionFacts) facts = cs_connection_facts_with_tls (bare, "TLS 1.3", "AES-256-GCM", "X25519");
  g_autoptr (CsVerdict) verdict = NULL;
  g_autofree char *report = NULL;
  g_autofree char *short_report = NULL;
  static const char * const parts[] = {
    "The certificate comes from “Example Corp Root CA”", "Verdict: refused\n", "Expected: example.test\n",
    "Server: sip1.example.test:5061 (found by SRV)\n", "Connection: TLS 1.3, X25519, AES-256-GCM\n", "[unknown-authority]\n",
    "[name-mismatch]\n", "DNS name: other.test\n", "SHA-256: ", "Countersign " CS_VERSION "\n",
  };

  g_ptr_array_add (chain, leaf->certificate);
  verdict = cs_verifier_judge (cs_anchor_store_get_anchors (anchors), chain, identity, g_get_real_time () / G_USEC_PER_SEC, NULL);
  report = cs_words_for_report (verdict, facts);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (!strstr (report, parts[i]))
      g_error ("no “%s” in: %s", parts[i], report);
  }

  short_report = cs_words_for_report (verdict, NULL);
  g_assert_null (strstr (short_report, "Server:"));
}

static void
test_report_accepted (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Example Corp Root CA");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsAnchorStore) anchors = load_anchors ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsVerdict) verdict = NULL;
  g_autofree char *report = NULL;

  cs_anchor_store_give (anchors, root->certificate);
  g_ptr_array_add (chain, leaf->certificate);
  verdict = cs_verifier_judge (cs_anchor_store_get_anchors (anchors), chain, NULL, g_get_real_time () / G_USEC_PER_SEC, NULL);
  report = cs_words_for_report (verdict, NULL);
  g_assert_nonnull (strstr (report, "Verdict: verified\n"));
  g_assert_nonnull (strstr (report, "Vouched for by: Example Corp Root CA. It was given for this one time.\n"));
  g_assert_nonnull (strstr (report, "\n[1] "));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/report-a-refusal", test_report);
  g_test_add_func ("/words/report-an-accepted-server", test_report_accepted);

  return g_test_run ();
}

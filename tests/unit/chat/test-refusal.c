/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-refusal.h"
#include "trust/cs-verifier.h"

#include "cs-test-authority.h"

/* Each problem has a sentence and a remedy of its own; some share what can be done. */
static const struct {
  const char *reason;
  const char *remedy;
  CsRefusalMend mend;
} cases[] = {
  [CS_PROBLEM_NO_CERTIFICATE] = { "showed no certificate", "proves nothing" },
  [CS_PROBLEM_MALFORMED] = { "cannot be read", "better certificate" },
  [CS_PROBLEM_REVOKED] = { "was revoked", "Somebody may be in between" },
  [CS_PROBLEM_DISTRUSTED] = { "told not to trust", "Somebody may be in between" },
  [CS_PROBLEM_BAD_SIGNATURE] = { "forged or damaged", "Somebody may be in between" },
  [CS_PROBLEM_UNKNOWN_AUTHORITY] = { "nothing on this computer vouches for", "import its root certificate", CS_REFUSAL_MEND_IMPORT },
  [CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE] = { "which you trust, but not for", "choose the domain", CS_REFUSAL_MEND_IMPORT },
  [CS_PROBLEM_NAME_MISMATCH] = { "not for example.test", "correct the server name", CS_REFUSAL_MEND_ACCOUNT },
  [CS_PROBLEM_EXPIRED] = { " expired on ", "renewed" },
  [CS_PROBLEM_NOT_YET_VALID] = { "Your clock says", "If your clock is wrong, set it." },
  [CS_PROBLEM_ISSUER_NOT_AUTHORITY] = { "without being an authority", "an authority that may issue it" },
  [CS_PROBLEM_LEAF_IS_AUTHORITY] = { "the certificate of an authority as its own", "made for servers" },
  [CS_PROBLEM_PURPOSE] = { "not made for servers", "made for servers" },
  [CS_PROBLEM_KEY_USAGE] = { "may not be used for this", "made for servers" },
  [CS_PROBLEM_NAME_CONSTRAINT] = { "may not vouch for the names in it", "an authority that may issue it" },
  [CS_PROBLEM_PATH_LENGTH] = { "may not appoint further authorities", "an authority that may issue it" },
  [CS_PROBLEM_CRITICAL_EXTENSION] = { "a condition that Countersign does not know", "better certificate" },
  [CS_PROBLEM_WEAK_KEY] = { "too weak", "strong enough today" },
  [CS_PROBLEM_WEAK_SIGNATURE] = { "a method that is too weak", "strong enough today" },
  [CS_PROBLEM_TOO_LARGE] = { "more certificates than anyone needs", "must not show more" },
  [CS_PROBLEM_OTHER_AUTHORITY] = { "vouched for by", "accept it for this server" },
  [CS_PROBLEM_REVOCATION_UNKNOWN] = { "could not be found out", "Try again later" },
  [CS_PROBLEM_STAPLE_MISSING] = { "demands fresh proof", "OCSP stapling" },
  [CS_PROBLEM_UNKNOWN] = { "that Countersign does not know", "better certificate" },
};

static void
assert_has (const char *text,
            const char *words)
{
  if (!strstr (text, words))
    g_error ("no “%s” in “%s”", words, text);
}

static void
test_verdicts (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Example Corp Root CA");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "other.test");
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsHost) host = cs_host_parse ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_new (host, NULL);
  g_autoptr (GHashTable) reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_ptr_array_add (chain, leaf->certificate);
  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, CS_PROBLEM_UNKNOWN + 1);
  for (CsProblemKind kind = CS_PROBLEM_NO_CERTIFICATE; kind <= CS_PROBLEM_UNKNOWN; kind++) {
    g_autoptr (CsVerdict) verdict = cs_verifier_refuse (kind, chain, identity, 1795253999);
    g_autoptr (CsRefusal) refusal = cs_refusal_new (verdict, "somebody.test");

    g_assert_cmpstr (cs_refusal_get_title (refusal), ==, "example.test could not prove who it is");
    assert_has (cs_refusal_get_reason (refusal), cases[kind].reason);
    assert_has (cs_refusal_get_remedy (refusal), cases[kind].remedy);
    g_assert_true (g_str_has_prefix (cs_refusal_get_remedy (refusal), "Countersign sent nothing. "));
    g_assert_true (g_hash_table_add (reasons, g_strdup (cs_refusal_get_reason (refusal))));
    g_assert_cmpint (cs_refusal_get_mend (refusal), ==, cases[kind].mend);
    g_assert_true (cs_refusal_get_verdict (refusal) == verdict);
    g_assert_cmpuint (cs_refusal_get_rows (refusal)->len, >=, 1);
  }
}

static void
test_errors (void)
{
  static const struct {
    CsError code;
    const char *title;
    const char *expected;
    const char *presented;
    const char *remedy;
    CsRefusalMend mend;
  } rows[] = {
    { CS_ERROR_NOT_TLS, "could not prove who it is", "protected by TLS", "anybody can read", "port 5061", CS_REFUSAL_MEND_ACCOUNT },
    { CS_ERROR_TLS_TOO_OLD, "could not prove who it is", "TLS that is safe today", "only older versions", "a newer version of TLS",
      CS_REFUSAL_MEND_NOTHING },
    { CS_ERROR_TLS, "could not prove who it is", "safe today", "Why it is so.", "safe today", CS_REFUSAL_MEND_NOTHING },
    { CS_ERROR_CLIENT_CERTIFICATE, "wants proof of who you are", "a certificate of yours", "Why it is so.",
      "Your password was not sent. Choose the certificate", CS_REFUSAL_MEND_CERTIFICATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = g_error_new_literal (CS_ERROR, (int) rows[i].code, "Why it is so.");
    g_autoptr (CsRefusal) refusal = NULL;
    const CsRefusalRow *row;

    g_assert_true (cs_refusal_is_error (error));
    refusal = cs_refusal_new_for_error (error, "example.test");
    g_assert_true (g_str_has_prefix (cs_refusal_get_title (refusal), "example.test "));
    assert_has (cs_refusal_get_title (refusal), rows[i].title);
    g_assert_cmpstr (cs_refusal_get_reason (refusal), ==, "Why it is so.");
    assert_has (cs_refusal_get_remedy (refusal), rows[i].remedy);
    g_assert_cmpint (cs_refusal_get_mend (refusal), ==, rows[i].mend);
    g_assert_null (cs_refusal_get_verdict (refusal));
    g_assert_cmpuint (cs_refusal_get_rows (refusal)->len, ==, 1);
    row = g_ptr_array_index (cs_refusal_get_rows (refusal), 0);
    g_assert_false (row->fits);
    assert_has (row->expected, rows[i].expected);
    assert_has (row->presented, rows[i].presented);
  }
}

static void
test_no_refusal (void)
{
  static const CsError codes[] = { CS_ERROR_LOOKUP, CS_ERROR_UNREACHABLE, CS_ERROR_TIMED_OUT, CS_ERROR_AUTHENTICATION };

  g_assert_false (cs_refusal_is_error (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = g_error_new_literal (CS_ERROR, (int) codes[i], "Why it is so.");

    g_assert_false (cs_refusal_is_error (error));
  }
}

static void
test_text (void)
{
  g_autoptr (GError) error = g_error_new_literal (CS_ERROR, CS_ERROR_NOT_TLS, "Why it is so.");
  g_autoptr (CsRefusal) refusal = cs_refusal_new_for_error (error, "example\u202e.test");
  g_autoptr (CsConnectionFacts) facts = cs_connection_facts_new ("sip1.example.test", 5061, CS_FOUND_SRV, 0);
  g_autofree char *text = cs_refusal_to_text (refusal, facts);
  g_autofree char *short_text = cs_refusal_to_text (refusal, NULL);

  assert_has (text, "example‹U+202E›.test could not prove who it is\nWhy it is so.\nsip1.example.test:5061 (found by SRV)\n\nCountersign ");
  assert_has (short_text, "Why it is so.\n\nCountersign " CS_VERSION "\n");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/refusal/words-every-problem-in-its-own-way", test_verdicts);
  g_test_add_func ("/refusal/words-what-comes-before-a-verdict", test_errors);
  g_test_add_func ("/refusal/tells-what-is-no-refusal", test_no_refusal);
  g_test_add_func ("/refusal/is-written-down", test_text);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-verifier.h"

#include <gnutls/x509.h>

#include "cs-test-authority.h"

#define DAY (24 * 3600)

typedef struct {
  gint64 now;
  CsTestCertificate *root;
  CsTestCertificate *middle;
  CsAnchorSet *anchors;
  CsReferenceIdentity *identity;
} Fixture;

static CsAnchorSet *
anchor_set_new (CsCertificate      *certificate,
                const char * const *domains)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (anchors, cs_anchor_new (certificate, CS_ANCHOR_IMPORTED, domains, 0));

  return cs_anchor_set_new (anchors, NULL);
}

static CsReferenceIdentity *
identity_new (const char *name)
{
  g_autoptr (CsHost) host = cs_host_parse (name, NULL);

  return cs_reference_identity_new (host, NULL);
}

static CsTestCertificate *
middle_new (CsTestCertificate *issuer,
            const char        *name)
{
  const CsTestSpec spec = { .authority = TRUE, .name = name };

  return cs_test_authority_make (issuer, &spec);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->now = g_get_real_time () / G_USEC_PER_SEC;
  fixture->root = cs_test_authority_new_root ("Root");
  fixture->middle = middle_new (fixture->root, "Middle");
  fixture->anchors = anchor_set_new (fixture->root->certificate, NULL);
  fixture->identity = identity_new ("example.test");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_test_certificate_free (fixture->root);
  cs_test_certificate_free (fixture->middle);
  cs_anchor_set_unref (fixture->anchors);
  cs_reference_identity_unref (fixture->identity);
}

static CsVerdict *
judge (Fixture           *fixture,
       CsTestCertificate *first,
       ...)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  va_list args;

  va_start (args, first);
  for (CsTestCertificate *certificate = first; certificate; certificate = va_arg (args, CsTestCertificate *))
    g_ptr_array_add (chain, certificate->certificate);
  va_end (args);

  return cs_verifier_judge (fixture->anchors, chain, fixture->identity, fixture->now, NULL);
}

static char *
describe (CsVerdict *verdict)
{
  GString *text = g_string_new (cs_verdict_is_accepted (verdict) ? "accepted" : "refused");
  GListModel *problems = cs_verdict_get_problems (verdict);

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);

    g_string_append_printf (text, " %s", cs_problem_kind_get_nick (cs_problem_get_kind (problem)));
  }

  return g_string_free (text, FALSE);
}

static void
assert_verdict (CsVerdict  *verdict,
                const char *expected)
{
  g_autofree char *text = describe (verdict);

  g_assert_cmpstr (text, ==, expected);
}

static const struct {
  const char *description;
  CsTestSpec spec;
  gint64 not_before;
  gint64 not_after;
  const char *expected;
} leaves[] = {
  { "sound", { .name = "x", .dns_names = CS_TEST_NAMES ("example.test") }, 0, 0, "accepted" },
  { "only a sip uri", { .uris = CS_TEST_NAMES ("sip:example.test") }, 0, 0, "accepted" },
  { "for sip domains alone", { .dns_names = CS_TEST_NAMES ("example.test"), .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_SIP_DOMAIN) }, 0, 0,
    "accepted" },
  { "for any purpose", { .dns_names = CS_TEST_NAMES ("example.test"), .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_ANY) }, 0, 0, "accepted" },
  { "for no purpose in particular", { .dns_names = CS_TEST_NAMES ("example.test"), .purposes = CS_TEST_NO_NAMES }, 0, 0, "accepted" },
  { "ed25519", { .dns_names = CS_TEST_NAMES ("example.test"), .key = CS_TEST_KEY_ED25519 }, 0, 0, "accepted" },
  { "rsa 2048", { .dns_names = CS_TEST_NAMES ("example.test"), .key = CS_TEST_KEY_RSA_2048 }, 0, 0, "accepted" },
  { "other name", { .dns_names = CS_TEST_NAMES ("other.test") }, 0, 0, "refused name-mismatch" },
  { "dns name beside a foreign sip uri", { .uris = CS_TEST_NAMES ("sip:other.test"), .dns_names = CS_TEST_NAMES ("example.test") }, 0, 0,
    "refused name-mismatch" },
  { "common name only", { .name = "example.test" }, 0, 0, "refused name-mismatch" },
  { "wildcard", { .dns_names = CS_TEST_NAMES ("*.test") }, 0, 0, "refused name-mismatch" },
  { "expired", { .dns_names = CS_TEST_NAMES ("example.test") }, -10 * DAY, -DAY, "refused expired" },
  { "not yet valid", { .dns_names = CS_TEST_NAMES ("example.test") }, DAY, 10 * DAY, "refused not-yet-valid" },
  { "for clients only", { .dns_names = CS_TEST_NAMES ("example.test"), .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_CLIENT) }, 0, 0,
    "refused purpose" },
  { "rsa 1024", { .dns_names = CS_TEST_NAMES ("example.test"), .key = CS_TEST_KEY_RSA_1024 }, 0, 0, "refused weak-key" },
  { "sha-1", { .dns_names = CS_TEST_NAMES ("example.test"), .digest = CS_TEST_DIGEST_SHA1 }, 0, 0, "refused weak-signature" },
  { "an authority", { .dns_names = CS_TEST_NAMES ("example.test"), .authority = TRUE,
                      .key_usage = GNUTLS_KEY_DIGITAL_SIGNATURE }, 0, 0, "refused leaf-is-authority" },
  { "no signing", { .dns_names = CS_TEST_NAMES ("example.test"), .key_usage = GNUTLS_KEY_KEY_ENCIPHERMENT }, 0, 0, "refused key-usage" },
  { "signs certificates", { .dns_names = CS_TEST_NAMES ("example.test"),
                            .key_usage = GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_CERT_SIGN }, 0, 0, "refused key-usage" },
  { "unknown critical extension", { .dns_names = CS_TEST_NAMES ("example.test"), .critical_extension = "1.2.3.4" }, 0, 0,
    "refused critical-extension" },
  { "bad signature", { .dns_names = CS_TEST_NAMES ("example.test"), .bad_signature = TRUE }, 0, 0, "refused bad-signature" },
  { "expired and for another", { .dns_names = CS_TEST_NAMES ("other.test") }, -10 * DAY, -DAY, "refused name-mismatch expired" },
  { "malformed name beside a good one", { .dns_names = CS_TEST_NAMES ("example.test", "b\xc3\xbc" "cher.test") }, 0, 0,
    "refused malformed" },
  { "version 1", { .name = "example.test", .version_1 = TRUE }, 0, 0, "refused malformed name-mismatch" },
};

static void
test_judges_each_leaf (Fixture       *fixture,
                       gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (leaves); i++) {
    CsTestSpec spec = leaves[i].spec;
    g_autoptr (CsTestCertificate) leaf = NULL;
    g_autoptr (CsVerdict) verdict = NULL;

    spec.not_before = leaves[i].not_before ? fixture->now + leaves[i].not_before : 0;
    spec.not_after = leaves[i].not_after ? fixture->now + leaves[i].not_after : 0;
    leaf = cs_test_authority_make (fixture->root, &spec);
    verdict = judge (fixture, leaf, NULL);

    g_test_message ("%s", leaves[i].description);
    assert_verdict (verdict, leaves[i].expected);
    g_assert_true (cs_verdict_get_leaf (verdict) == leaf->certificate);
  }
}

static const struct {
  const char *description;
  CsTestSpec root;
  CsTestSpec middle;
  gint64 not_before;
  gint64 not_after;
  const char *expected;
} authorities[] = {
  { "sound", { .authority = TRUE }, { .authority = TRUE }, 0, 0, "accepted" },
  { "rsa roots", { .authority = TRUE, .key = CS_TEST_KEY_RSA_2048 }, { .authority = TRUE }, 0, 0, "accepted" },
  { "root signed with sha-1", { .authority = TRUE, .digest = CS_TEST_DIGEST_SHA1 }, { .authority = TRUE }, 0, 0, "accepted" },
  { "root with a weak key", { .authority = TRUE, .key = CS_TEST_KEY_RSA_1024 }, { .authority = TRUE }, 0, 0, "refused weak-key" },
  { "middle signed with sha-1", { .authority = TRUE }, { .authority = TRUE, .digest = CS_TEST_DIGEST_SHA1 }, 0, 0, "refused weak-signature" },
  { "middle signed with md5", { .authority = TRUE, .key = CS_TEST_KEY_RSA_2048 }, { .authority = TRUE, .digest = CS_TEST_DIGEST_MD5 }, 0, 0,
    "refused weak-signature" },
  { "middle with a weak key", { .authority = TRUE }, { .authority = TRUE, .key = CS_TEST_KEY_RSA_1024 }, 0, 0, "refused weak-key" },
  { "middle is no authority", { .authority = TRUE }, { .key_usage = GNUTLS_KEY_KEY_CERT_SIGN }, 0, 0, "refused issuer-not-authority" },
  { "middle without constraints", { .authority = TRUE }, { .authority = TRUE, .no_basic_constraints = TRUE }, 0, 0,
    "refused issuer-not-authority" },
  { "middle may not sign", { .authority = TRUE }, { .authority = TRUE, .key_usage = GNUTLS_KEY_CRL_SIGN }, 0, 0, "refused key-usage" },
  { "middle for clients", { .authority = TRUE }, { .authority = TRUE, .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_CLIENT) }, 0, 0,
    "refused purpose" },
  { "middle for servers", { .authority = TRUE }, { .authority = TRUE, .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_SERVER) }, 0, 0, "accepted" },
  { "path too long", { .authority = TRUE, .limited = TRUE, .path_length = 0 }, { .authority = TRUE }, 0, 0, "refused path-length" },
  { "path just right", { .authority = TRUE, .limited = TRUE, .path_length = 1 }, { .authority = TRUE }, 0, 0, "accepted" },
  { "middle expired", { .authority = TRUE }, { .authority = TRUE }, -10 * DAY, -DAY, "refused expired" },
  { "middle not yet valid", { .authority = TRUE }, { .authority = TRUE }, DAY, 10 * DAY, "refused not-yet-valid" },
  { "name permitted", { .authority = TRUE }, { .authority = TRUE, .permitted_dns = CS_TEST_NAMES ("test") }, 0, 0, "accepted" },
  { "name not permitted", { .authority = TRUE }, { .authority = TRUE, .permitted_dns = CS_TEST_NAMES ("other.test") }, 0, 0,
    "refused name-constraint" },
  { "name excluded", { .authority = TRUE }, { .authority = TRUE, .excluded_dns = CS_TEST_NAMES ("example.test") }, 0, 0,
    "refused name-constraint" },
  { "name excluded by the root", { .authority = TRUE, .excluded_dns = CS_TEST_NAMES ("example.test") }, { .authority = TRUE }, 0, 0,
    "refused name-constraint" },
  { "critical extension in the middle", { .authority = TRUE }, { .authority = TRUE, .critical_extension = "1.2.3.4" }, 0, 0,
    "refused critical-extension" },
};

static void
test_judges_each_authority (Fixture       *fixture,
                            gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (authorities); i++) {
    CsTestSpec root_spec = authorities[i].root;
    CsTestSpec middle_spec = authorities[i].middle;
    g_autoptr (CsTestCertificate) root = NULL;
    g_autoptr (CsTestCertificate) middle = NULL;
    g_autoptr (CsTestCertificate) leaf = NULL;
    g_autoptr (CsVerdict) verdict = NULL;

    root_spec.name = "Some Root";
    middle_spec.name = "Some Middle";
    middle_spec.not_before = authorities[i].not_before ? fixture->now + authorities[i].not_before : 0;
    middle_spec.not_after = authorities[i].not_after ? fixture->now + authorities[i].not_after : 0;
    root = cs_test_authority_make (NULL, &root_spec);
    middle = cs_test_authority_make (root, &middle_spec);
    leaf = cs_test_authority_new_leaf (middle, "example.test");
    cs_anchor_set_unref (fixture->anchors);
    fixture->anchors = anchor_set_new (root->certificate, NULL);
    verdict = judge (fixture, leaf, middle, NULL);

    g_test_message ("%s", authorities[i].description);
    assert_verdict (verdict, authorities[i].expected);
  }
}

static void
test_root_counts_in_time (Fixture       *fixture,
                          gconstpointer  data)
{
  const CsTestSpec spec = { .authority = TRUE, .name = "Old", .not_before = fixture->now - 10 * DAY, .not_after = fixture->now - DAY };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsVerdict) verdict = NULL;

  cs_anchor_set_unref (fixture->anchors);
  fixture->anchors = anchor_set_new (root->certificate, NULL);
  verdict = judge (fixture, leaf, NULL);
  assert_verdict (verdict, "refused expired");
  g_assert_true (cs_problem_get_certificate (cs_verdict_get_worst (verdict)) == root->certificate);
}

static void
test_tells_how_it_came_to_accept (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->middle, "example.test");
  g_autoptr (CsVerdict) verdict = judge (fixture, leaf, fixture->middle, NULL);
  GListModel *chain = cs_verdict_get_chain (verdict);
  g_autoptr (CsCertificate) last = g_list_model_get_item (chain, 2);

  assert_verdict (verdict, "accepted");
  g_assert_cmpuint (g_list_model_get_n_items (chain), ==, 3);
  g_assert_true (last == fixture->root->certificate);
  g_assert_cmpuint (g_list_model_get_n_items (cs_verdict_get_presented (verdict)), ==, 2);
  g_assert_true (cs_anchor_get_certificate (cs_verdict_get_anchor (verdict)) == fixture->root->certificate);
  g_assert_cmpint (cs_verdict_get_name_rule (verdict), ==, CS_NAME_RULE_DNS);
  g_assert_cmpstr (cs_verdict_get_matched (verdict), ==, "example.test");
  g_assert_cmpint (cs_verdict_get_time (verdict), ==, fixture->now);
  g_assert_cmpint (cs_verdict_get_revocation (verdict, 0), ==, CS_REVOCATION_NOT_CHECKED);
}

static void
test_refuses_unknown_authority (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Stranger");
  g_autoptr (CsTestCertificate) middle = middle_new (root, "Stranger's Middle");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (middle, "example.test");
  g_autoptr (CsVerdict) whole = judge (fixture, leaf, middle, root, NULL);
  g_autoptr (CsVerdict) part = judge (fixture, leaf, middle, NULL);
  g_autoptr (CsVerdict) alone = judge (fixture, leaf, NULL);

  assert_verdict (whole, "refused unknown-authority");
  g_assert_true (cs_problem_get_certificate (cs_verdict_get_worst (whole)) == root->certificate);
  g_assert_null (cs_verdict_get_anchor (whole));
  assert_verdict (part, "refused unknown-authority");
  g_assert_true (cs_problem_get_certificate (cs_verdict_get_worst (part)) == middle->certificate);
  assert_verdict (alone, "refused unknown-authority");
  g_assert_true (cs_problem_get_certificate (cs_verdict_get_worst (alone)) == leaf->certificate);
}

static void
test_lists_two_problems_worst_first (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Stranger");
  const CsTestSpec spec = { .dns_names = CS_TEST_NAMES ("other.test"), .not_before = fixture->now - 10 * DAY, .not_after = fixture->now - DAY };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &spec);
  g_autoptr (CsVerdict) verdict = judge (fixture, leaf, root, NULL);

  assert_verdict (verdict, "refused unknown-authority name-mismatch expired");
}

static void
test_finds_its_way_through_disorder (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr (CsTestCertificate) second = middle_new (fixture->middle, "Second");
  g_autoptr (CsTestCertificate) third = middle_new (second, "Third");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (third, "example.test");
  g_autoptr (CsTestCertificate) stranger = cs_test_authority_new_root ("Stranger");
  g_autoptr (CsVerdict) unordered = judge (fixture, leaf, fixture->middle, second, third, NULL);
  g_autoptr (CsVerdict) surplus = judge (fixture, leaf, stranger, third, second, stranger, fixture->middle, fixture->root, leaf, NULL);
  g_autoptr (CsVerdict) missing = judge (fixture, leaf, fixture->middle, third, NULL);

  assert_verdict (unordered, "accepted");
  assert_verdict (surplus, "accepted");
  g_assert_cmpuint (g_list_model_get_n_items (cs_verdict_get_chain (surplus)), ==, 5);
  assert_verdict (missing, "refused unknown-authority");
}

static void
test_passes_by_an_expired_sibling (Fixture       *fixture,
                                   gconstpointer  data)
{
  const CsTestSpec spec = {
    .authority = TRUE, .name = "Middle", .same_key_as = fixture->middle,
    .not_before = fixture->now - 10 * DAY, .not_after = fixture->now - DAY,
  };
  g_autoptr (CsTestCertificate) old = cs_test_authority_make (fixture->root, &spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->middle, "example.test");
  g_autoptr (CsVerdict) before = judge (fixture, leaf, old, fixture->middle, NULL);
  g_autoptr (CsVerdict) after = judge (fixture, leaf, fixture->middle, old, NULL);
  g_autoptr (CsVerdict) alone = judge (fixture, leaf, old, NULL);

  assert_verdict (before, "accepted");
  assert_verdict (after, "accepted");
  assert_verdict (alone, "refused expired");
  g_assert_true (cs_problem_get_certificate (cs_verdict_get_worst (alone)) == old->certificate);
}

static void
test_tries_every_cross_signature (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (CsTestCertificate) stranger = cs_test_authority_new_root ("Stranger");
  const CsTestSpec spec = { .authority = TRUE, .name = "Middle", .same_key_as = fixture->middle };
  g_autoptr (CsTestCertificate) crossed = cs_test_authority_make (stranger, &spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->middle, "example.test");
  g_autoptr (CsVerdict) before = judge (fixture, leaf, crossed, stranger, fixture->middle, NULL);
  g_autoptr (CsVerdict) alone = judge (fixture, leaf, crossed, stranger, NULL);

  assert_verdict (before, "accepted");
  assert_verdict (alone, "refused unknown-authority");
}

static void
test_leaves_loops (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (CsTestCertificate) a = cs_test_authority_new_root ("A");
  g_autoptr (CsTestCertificate) b = middle_new (a, "B");
  const CsTestSpec spec = { .authority = TRUE, .name = "A", .same_key_as = a };
  g_autoptr (CsTestCertificate) a_by_b = cs_test_authority_make (b, &spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (b, "example.test");
  g_autoptr (CsVerdict) verdict = judge (fixture, leaf, b, a_by_b, NULL);

  assert_verdict (verdict, "refused unknown-authority");
}

static void
test_gives_up_on_a_thicket (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (GPtrArray) thicket = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_test_certificate_free);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsTestCertificate) self = cs_test_authority_new_root ("Thicket");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (self, "example.test");
  const CsTestSpec spec = { .authority = TRUE, .name = "Thicket", .same_key_as = self };
  g_autoptr (CsVerdict) verdict = NULL;

  g_ptr_array_add (chain, leaf->certificate);
  for (guint i = 0; i < 30; i++) {
    CsTestCertificate *certificate = cs_test_authority_make (NULL, &spec);

    g_ptr_array_add (thicket, certificate);
    g_ptr_array_add (chain, certificate->certificate);
  }

  verdict = cs_verifier_judge (fixture->anchors, chain, fixture->identity, fixture->now, NULL);
  assert_verdict (verdict, "refused unknown-authority");
}

static void
test_goes_eight_deep_and_no_further (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr (GPtrArray) authorities_made = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_test_certificate_free);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  CsTestCertificate *issuer = fixture->root;

  for (guint length = 2; length <= 9; length++) {
    g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (issuer, "example.test");
    g_autofree char *name = g_strdup_printf ("Middle %u", length);
    g_autoptr (CsVerdict) verdict = NULL;

    g_ptr_array_insert (chain, 0, leaf->certificate);
    verdict = cs_verifier_judge (fixture->anchors, chain, fixture->identity, fixture->now, NULL);
    g_assert_cmpint (cs_verdict_is_accepted (verdict), ==, length <= 8);
    g_ptr_array_remove_index (chain, 0);

    issuer = middle_new (issuer, name);
    g_ptr_array_add (authorities_made, issuer);
    g_ptr_array_add (chain, issuer->certificate);
  }
}

static void
test_keeps_anchors_in_their_scope (Fixture       *fixture,
                                   gconstpointer  data)
{
  const struct {
    const char * const *domains;
    const char *expected;
  } scopes[] = {
    { CS_TEST_NAMES ("example.test"), "accepted" },
    { CS_TEST_NAMES ("other.test", "EXAMPLE.test"), "accepted" },
    { CS_TEST_NAMES ("other.test"), "refused authority-out-of-scope" },
    { CS_TEST_NAMES ("test"), "refused authority-out-of-scope" },
    { CS_TEST_NO_NAMES, "refused authority-out-of-scope" },
  };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->root, "example.test");

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++) {
    g_autoptr (CsVerdict) verdict = NULL;

    cs_anchor_set_unref (fixture->anchors);
    fixture->anchors = anchor_set_new (fixture->root->certificate, scopes[i].domains);
    verdict = judge (fixture, leaf, NULL);
    assert_verdict (verdict, scopes[i].expected);
  }
}

static void
test_scope_holds_for_the_domain_not_the_host (Fixture       *fixture,
                                              gconstpointer  data)
{
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->root, "sip.example.net");
  g_autoptr (CsHost) domain = cs_host_parse ("example.test", NULL);
  g_autoptr (CsHost) host = cs_host_parse ("sip.example.net", NULL);
  g_autoptr (CsVerdict) inside = NULL;
  g_autoptr (CsVerdict) outside = NULL;

  cs_reference_identity_unref (fixture->identity);
  fixture->identity = cs_reference_identity_new (domain, host);
  cs_anchor_set_unref (fixture->anchors);
  fixture->anchors = anchor_set_new (fixture->root->certificate, CS_TEST_NAMES ("example.test"));
  inside = judge (fixture, leaf, NULL);
  assert_verdict (inside, "accepted");

  cs_anchor_set_unref (fixture->anchors);
  fixture->anchors = anchor_set_new (fixture->root->certificate, CS_TEST_NAMES ("sip.example.net"));
  outside = judge (fixture, leaf, NULL);
  assert_verdict (outside, "refused authority-out-of-scope");
}

static void
test_refuses_a_leaf_that_is_its_own_anchor (Fixture       *fixture,
                                            gconstpointer  data)
{
  const CsTestSpec spec = { .name = "Self", .dns_names = CS_TEST_NAMES ("example.test") };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (NULL, &spec);
  g_autoptr (CsVerdict) own = NULL;
  g_autoptr (CsVerdict) root = NULL;

  root = judge (fixture, fixture->root, NULL);
  assert_verdict (root, "refused unknown-authority name-mismatch leaf-is-authority key-usage");
  cs_anchor_set_unref (fixture->anchors);
  fixture->anchors = anchor_set_new (leaf->certificate, NULL);
  own = judge (fixture, leaf, NULL);
  assert_verdict (own, "refused unknown-authority");
}

static void
test_never_trusts_the_distrusted (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->middle, "example.test");
  CsTestCertificate *each[] = { leaf, fixture->middle, fixture->root };

  for (guint i = 0; i < G_N_ELEMENTS (each); i++) {
    g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
    g_autoptr (GPtrArray) distrusted = g_ptr_array_new ();
    g_autoptr (CsVerdict) verdict = NULL;

    g_ptr_array_add (anchors, cs_anchor_new (fixture->root->certificate, CS_ANCHOR_SYSTEM, NULL, 0));
    g_ptr_array_add (distrusted, each[i]->certificate);
    cs_anchor_set_unref (fixture->anchors);
    fixture->anchors = cs_anchor_set_new (anchors, distrusted);
    verdict = judge (fixture, leaf, fixture->middle, NULL);
    assert_verdict (verdict, "refused distrusted");
    g_assert_true (cs_problem_get_certificate (cs_verdict_get_worst (verdict)) == each[i]->certificate);
  }
}

static void
test_refuses_the_revoked (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->middle, "example.test");
  g_autoptr (GPtrArray) crls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  const CsRevocationEvidence evidence = { .crls = crls };
  g_autoptr (CsVerdict) clean = NULL;
  g_autoptr (CsVerdict) verdict = NULL;

  g_ptr_array_add (chain, leaf->certificate);
  g_ptr_array_add (chain, fixture->middle->certificate);
  g_ptr_array_add (crls, cs_test_authority_make_crl (fixture->root, fixture->now, fixture->now + DAY, leaf));
  clean = cs_verifier_judge (fixture->anchors, chain, fixture->identity, fixture->now, &evidence);
  assert_verdict (clean, "accepted");
  g_ptr_array_add (crls, cs_test_authority_make_crl (fixture->middle, fixture->now, fixture->now + DAY, leaf));
  verdict = cs_verifier_judge (fixture->anchors, chain, fixture->identity, fixture->now, &evidence);
  assert_verdict (verdict, "refused revoked");
  g_assert_cmpint (cs_verdict_get_revocation (verdict, 0), ==, CS_REVOCATION_REVOKED);
  g_assert_cmpint (cs_verdict_get_revocation (verdict, 1), ==, CS_REVOCATION_GOOD);
}

static void
test_judges_the_path_alone_without_a_name (Fixture       *fixture,
                                           gconstpointer  data)
{
  const CsTestSpec spec = { .dns_names = CS_TEST_NAMES ("example.test"), .key_usage = GNUTLS_KEY_KEY_ENCIPHERMENT };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->root, "example.test");
  g_autoptr (CsTestCertificate) other_use = NULL;
  g_autoptr (CsVerdict) verdict = NULL;

  g_clear_pointer (&fixture->identity, cs_reference_identity_unref);
  verdict = judge (fixture, leaf, NULL);
  assert_verdict (verdict, "accepted");
  g_assert_null (cs_verdict_get_identity (verdict));
  g_assert_cmpint (cs_verdict_get_name_rule (verdict), ==, CS_NAME_RULE_NONE);
  g_assert_null (cs_verdict_get_matched (verdict));

  /* A leaf that cannot sign could still serve for another key exchange than ours. */
  other_use = cs_test_authority_make (fixture->root, &spec);
  g_clear_object (&verdict);
  verdict = judge (fixture, other_use, NULL);
  assert_verdict (verdict, "accepted");
  fixture->identity = identity_new ("example.test");
}

static void
test_refuses_nothing_and_too_much (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsVerdict) nothing = cs_verifier_judge (fixture->anchors, NULL, fixture->identity, fixture->now, NULL);
  g_autoptr (CsVerdict) empty = cs_verifier_judge (fixture->anchors, chain, fixture->identity, fixture->now, NULL);
  g_autoptr (CsVerdict) unreadable = cs_verifier_refuse (CS_PROBLEM_MALFORMED, NULL, fixture->identity, fixture->now);
  g_autoptr (CsVerdict) many = NULL;

  for (guint i = 0; i < 101; i++)
    g_ptr_array_add (chain, fixture->root->certificate);
  many = cs_verifier_judge (fixture->anchors, chain, fixture->identity, fixture->now, NULL);

  assert_verdict (nothing, "refused no-certificate");
  assert_verdict (empty, "refused no-certificate");
  assert_verdict (unreadable, "refused malformed");
  assert_verdict (many, "refused too-large");
}

#define ADD(path, test) g_test_add ("/verifier/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("judges-each-leaf", test_judges_each_leaf);
  ADD ("judges-each-authority", test_judges_each_authority);
  ADD ("root-counts-in-time", test_root_counts_in_time);
  ADD ("tells-how-it-came-to-accept", test_tells_how_it_came_to_accept);
  ADD ("refuses-unknown-authority", test_refuses_unknown_authority);
  ADD ("lists-two-problems-worst-first", test_lists_two_problems_worst_first);
  ADD ("finds-its-way-through-disorder", test_finds_its_way_through_disorder);
  ADD ("passes-by-an-expired-sibling", test_passes_by_an_expired_sibling);
  ADD ("tries-every-cross-signature", test_tries_every_cross_signature);
  ADD ("leaves-loops", test_leaves_loops);
  ADD ("gives-up-on-a-thicket", test_gives_up_on_a_thicket);
  ADD ("goes-eight-deep-and-no-further", test_goes_eight_deep_and_no_further);
  ADD ("keeps-anchors-in-their-scope", test_keeps_anchors_in_their_scope);
  ADD ("scope-holds-for-the-domain-not-the-host", test_scope_holds_for_the_domain_not_the_host);
  ADD ("refuses-a-leaf-that-is-its-own-anchor", test_refuses_a_leaf_that_is_its_own_anchor);
  ADD ("never-trusts-the-distrusted", test_never_trusts_the_distrusted);
  ADD ("refuses-the-revoked", test_refuses_the_revoked);
  ADD ("judges-the-path-alone-without-a-name", test_judges_the_path_alone_without_a_name);
  ADD ("refuses-nothing-and-too-much", test_refuses_nothing_and_too_much);

  return g_test_run ();
}

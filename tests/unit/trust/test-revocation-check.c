/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-verifier.h"

#include "cs-test-revocation.h"

#define DAY (24 * 3600)

typedef struct {
  CsTestCertificate *root;
  CsTestCertificate *middle;
  CsTestCertificate *leaf;
  CsAnchorSet *anchors;
  CsReferenceIdentity *identity;
  GPtrArray *chain;
  GBytes *leaf_good;
  GBytes *leaf_revoked;
  GBytes *middle_good;
  gint64 now;
} Fixture;

static void
make_leaf (Fixture          *self,
           const CsTestSpec *spec)
{
  const CsTestOcsp good = { .state = CS_REVOCATION_GOOD };
  const CsTestOcsp revoked = { .state = CS_REVOCATION_REVOKED };

  self->leaf = cs_test_authority_make (self->middle, spec);
  g_ptr_array_add (self->chain, self->leaf->certificate);
  g_ptr_array_add (self->chain, self->middle->certificate);
  self->leaf_good = cs_test_revocation_make_ocsp (self->middle, self->leaf, &good);
  self->leaf_revoked = cs_test_revocation_make_ocsp (self->middle, self->leaf, &revoked);
  self->middle_good = cs_test_revocation_make_ocsp (self->root, self->middle, &good);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const gboolean *must_staple = data;
  const CsTestSpec middle = { .authority = TRUE, .name = "Middle" };
  const CsTestSpec leaf = {
    .name = "example.test", .dns_names = CS_TEST_NAMES ("example.test"),
    .ocsp_address = "http://ocsp.test/", .must_staple = must_staple && *must_staple,
  };
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CsHost) host = cs_host_parse ("example.test", NULL);

  self->now = g_get_real_time () / G_USEC_PER_SEC;
  self->root = cs_test_authority_new_root ("Root");
  self->middle = cs_test_authority_make (self->root, &middle);
  self->chain = g_ptr_array_new ();
  make_leaf (self, &leaf);
  g_ptr_array_add (anchors, cs_anchor_new (self->root->certificate, CS_ANCHOR_GIVEN, NULL, 0));
  self->anchors = cs_anchor_set_new (anchors, NULL);
  self->identity = cs_reference_identity_new (host, NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_ptr_array_unref (self->chain);
  g_bytes_unref (self->leaf_good);
  g_bytes_unref (self->leaf_revoked);
  g_bytes_unref (self->middle_good);
  cs_test_certificate_free (self->leaf);
  cs_test_certificate_free (self->middle);
  cs_test_certificate_free (self->root);
  cs_anchor_set_unref (self->anchors);
  cs_reference_identity_unref (self->identity);
}

static CsVerdict *
judge (Fixture                    *self,
       const CsRevocationEvidence *evidence)
{
  return cs_verifier_judge (self->anchors, self->chain, self->identity, self->now, evidence);
}

static GPtrArray *
list (GBytes *item)
{
  GPtrArray *items = g_ptr_array_new ();

  g_ptr_array_add (items, item);

  return items;
}

static void
test_tells_who_said_what (Fixture       *self,
                          gconstpointer  data)
{
  const CsTestCrl spec = { .said = self->now - 60, .next = self->now + DAY };
  g_autoptr (GBytes) crl = cs_test_revocation_make_crl (self->middle, &spec);
  g_autoptr (GPtrArray) responses = list (self->leaf_good);
  g_autoptr (GPtrArray) crls = list (crl);
  const struct {
    CsRevocationEvidence evidence;
    CsRevocationState state;
    CsRevocationSource source;
  } cases[] = {
    { { .staple = NULL }, CS_REVOCATION_UNKNOWN, CS_REVOCATION_BY_NOBODY },
    { { .policy = CS_REVOCATION_OFF }, CS_REVOCATION_NOT_CHECKED, CS_REVOCATION_BY_NOBODY },
    { { .staple = self->leaf_good, .crls = crls }, CS_REVOCATION_GOOD, CS_REVOCATION_BY_STAPLE },
    { { .staple = self->middle_good, .crls = crls, .responses = responses }, CS_REVOCATION_GOOD, CS_REVOCATION_BY_LIST_AT_HAND },
    { { .responses = responses, .fetched = crls }, CS_REVOCATION_GOOD, CS_REVOCATION_BY_RESPONDER },
    { { .fetched = crls }, CS_REVOCATION_GOOD, CS_REVOCATION_BY_LIST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsVerdict) verdict = judge (self, &cases[i].evidence);
    const CsRevocation *found = cs_verdict_ask_revocation (verdict, 0);

    g_test_message ("%u", i);
    g_assert_true (cs_verdict_is_accepted (verdict));
    g_assert_cmpint (found->state, ==, cases[i].state);
    g_assert_cmpint (found->source, ==, cases[i].source);
    if (found->source == CS_REVOCATION_BY_LIST) {
      g_assert_cmpint (found->said, ==, spec.said);
      g_assert_cmpint (cs_verdict_get_holds_until (verdict), ==, spec.next + CS_REVOCATION_SKEW);
    }
  }
}

static void
test_refuses_the_revoked_under_every_policy (Fixture       *self,
                                             gconstpointer  data)
{
  static const CsRevocationPolicy policies[] = { CS_REVOCATION_PREFER, CS_REVOCATION_REQUIRE, CS_REVOCATION_OFF };
  g_autoptr (GPtrArray) good = list (self->leaf_good);
  g_autoptr (GPtrArray) revoked = list (self->leaf_revoked);

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++) {
    const CsRevocationEvidence late = { .staple = self->leaf_good, .responses = revoked, .policy = policies[i] };
    const CsRevocationEvidence early = { .staple = self->leaf_revoked, .responses = good, .policy = policies[i] };
    g_autoptr (CsVerdict) by_responder = judge (self, &late);
    g_autoptr (CsVerdict) by_staple = judge (self, &early);

    g_assert_cmpint (cs_problem_get_kind (cs_verdict_get_worst (by_responder)), ==, CS_PROBLEM_REVOKED);
    g_assert_cmpint (cs_verdict_ask_revocation (by_responder, 0)->source, ==, CS_REVOCATION_BY_RESPONDER);
    g_assert_false (cs_verdict_has_problem (by_responder, CS_PROBLEM_STAPLE_MISSING));
    g_assert_cmpint (cs_problem_get_kind (cs_verdict_get_worst (by_staple)), ==, CS_PROBLEM_REVOKED);
    g_assert_cmpint (cs_verdict_ask_revocation (by_staple, 0)->source, ==, CS_REVOCATION_BY_STAPLE);
  }
}

static void
test_requires_an_answer_for_each (Fixture       *self,
                                  gconstpointer  data)
{
  g_autoptr (GPtrArray) responses = list (self->middle_good);
  const struct {
    CsRevocationEvidence evidence;
    gboolean accepted;
  } cases[] = {
    { { .policy = CS_REVOCATION_REQUIRE }, FALSE },
    { { .policy = CS_REVOCATION_REQUIRE, .staple = self->leaf_good }, FALSE },
    { { .policy = CS_REVOCATION_REQUIRE, .responses = responses }, FALSE },
    { { .policy = CS_REVOCATION_REQUIRE, .staple = self->leaf_good, .responses = responses }, TRUE },
    { { .policy = CS_REVOCATION_REQUIRE, .staple = self->leaf_good, .staples = responses }, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsVerdict) verdict = judge (self, &cases[i].evidence);

    g_test_message ("%u", i);
    g_assert_cmpint (cs_verdict_is_accepted (verdict), ==, cases[i].accepted);
    g_assert_cmpint (cs_verdict_has_problem (verdict, CS_PROBLEM_REVOCATION_UNKNOWN), ==, !cases[i].accepted);
  }
}

static void
test_wants_the_staple_that_was_promised (Fixture       *self,
                                         gconstpointer  data)
{
  g_autoptr (GPtrArray) responses = list (self->leaf_good);
  const struct {
    CsRevocationEvidence evidence;
    gboolean missing;
  } cases[] = {
    { { .staple = NULL }, TRUE },
    { { .staple = self->middle_good }, TRUE },
    { { .responses = responses }, TRUE },
    { { .staple = self->leaf_good }, FALSE },
    { { .responses = responses, .was_stapled = TRUE }, FALSE },
    { { .policy = CS_REVOCATION_OFF }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsVerdict) verdict = judge (self, &cases[i].evidence);

    g_test_message ("%u", i);
    g_assert_cmpint (cs_verdict_has_problem (verdict, CS_PROBLEM_STAPLE_MISSING), ==, cases[i].missing);
    g_assert_cmpint (cs_verdict_is_accepted (verdict), ==, !cases[i].missing);
  }
}

int
main (int   argc,
      char *argv[])
{
  static const gboolean must_staple = TRUE;

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/revocation-check/tells-who-said-what", Fixture, NULL, set_up, test_tells_who_said_what, tear_down);
  g_test_add ("/revocation-check/refuses-the-revoked-under-every-policy", Fixture, &must_staple, set_up,
              test_refuses_the_revoked_under_every_policy, tear_down);
  g_test_add ("/revocation-check/requires-an-answer-for-each", Fixture, NULL, set_up, test_requires_an_answer_for_each, tear_down);
  g_test_add ("/revocation-check/wants-the-staple-that-was-promised", Fixture, &must_staple, set_up,
              test_wants_the_staple_that_was_promised, tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-ocsp.h"

#include <gnutls/x509.h>

#include "cs-test-revocation.h"

#define DAY (24 * 3600)
#define PURPOSE_OCSP "1.3.6.1.5.5.7.3.9"

typedef struct {
  CsTestCertificate *root;
  CsTestCertificate *leaf;
  CsTestCertificate *other;
  GPtrArray *issuers;
  gint64 now;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  {
    const CsTestSpec spec = { .name = "example.test", .dns_names = CS_TEST_NAMES ("example.test"), .not_before = self->now - 50 * DAY };

    self->root = cs_test_authority_new_root ("Root");
    self->leaf = cs_test_authority_make (self->root, &spec);
  }
  self->other = cs_test_authority_new_leaf (self->root, "other.test");
  self->issuers = g_ptr_array_new ();
  g_ptr_array_add (self->issuers, self->root->certificate);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_ptr_array_unref (self->issuers);
  cs_test_certificate_free (self->root);
  cs_test_certificate_free (self->leaf);
  cs_test_certificate_free (self->other);
}

static CsRevocation
judge (Fixture *self,
       GBytes  *response)
{
  const CsRevocationQuestion question = { self->leaf->certificate, self->issuers, self->now, 0 };
  CsRevocation answer;

  cs_ocsp_judge (response, &question, &answer);

  return answer;
}

static CsRevocationState
judge_spec (Fixture          *self,
            const CsTestOcsp *spec)
{
  g_autoptr (GBytes) response = cs_test_revocation_make_ocsp (self->root, self->leaf, spec);

  return judge (self, response).state;
}

static void
test_looks_at_all_that_is_said (Fixture       *self,
                                gconstpointer  data)
{
  static const struct {
    CsTestOcsp spec;
    CsRevocationState state;
  } cases[] = {
    { { .state = CS_REVOCATION_GOOD }, CS_REVOCATION_GOOD },
    { { .state = CS_REVOCATION_GOOD, .by_key = TRUE }, CS_REVOCATION_GOOD },
    { { .state = CS_REVOCATION_GOOD, .sha256 = TRUE }, CS_REVOCATION_GOOD },
    { { .state = CS_REVOCATION_UNKNOWN }, CS_REVOCATION_UNKNOWN },
    { { .state = CS_REVOCATION_REVOKED }, CS_REVOCATION_REVOKED },
    { { .state = CS_REVOCATION_GOOD, .again = CS_REVOCATION_GOOD }, CS_REVOCATION_GOOD },
    { { .state = CS_REVOCATION_GOOD, .again = CS_REVOCATION_UNKNOWN }, CS_REVOCATION_UNKNOWN },
    { { .state = CS_REVOCATION_GOOD, .again = CS_REVOCATION_REVOKED }, CS_REVOCATION_REVOKED },
    { { .state = CS_REVOCATION_UNKNOWN, .again = CS_REVOCATION_REVOKED }, CS_REVOCATION_REVOKED },
    { { .critical = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .critical_single = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .bad_signature = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .bad_signature = TRUE, .state = CS_REVOCATION_REVOKED }, CS_REVOCATION_UNKNOWN },
    { { .failure = TRUE }, CS_REVOCATION_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%u", i);
    g_assert_cmpint (judge_spec (self, &cases[i].spec), ==, cases[i].state);
  }
}

static void
test_leaves_others_alone (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr (CsTestCertificate) namesake = cs_test_authority_new_root ("Root");
  const CsTestOcsp good = { .signer = self->root };
  g_autoptr (GBytes) about_other = cs_test_revocation_make_ocsp (self->root, self->other, &good);
  g_autoptr (GBytes) about_namesake = cs_test_revocation_make_ocsp (namesake, self->leaf, &good);

  g_assert_cmpint (judge (self, about_other).state, ==, CS_REVOCATION_NOT_CHECKED);
  g_assert_cmpint (judge (self, about_namesake).state, ==, CS_REVOCATION_NOT_CHECKED);
}

static void
test_counts_in_its_time (Fixture       *self,
                         gconstpointer  data)
{
  const gint64 now = self->now;
  const struct {
    CsTestOcsp spec;
    CsRevocationState state;
  } cases[] = {
    { { .said = now - DAY, .next = now + DAY }, CS_REVOCATION_GOOD },
    { { .said = now + 200, .next = now + DAY }, CS_REVOCATION_GOOD },
    { { .said = now + 400, .next = now + DAY }, CS_REVOCATION_UNKNOWN },
    { { .said = now - DAY, .next = now - 200 }, CS_REVOCATION_GOOD },
    { { .said = now - DAY, .next = now - 400 }, CS_REVOCATION_UNKNOWN },
    { { .said = now - 6 * DAY, .next = -1 }, CS_REVOCATION_GOOD },
    { { .said = now - 8 * DAY, .next = -1 }, CS_REVOCATION_UNKNOWN },
    { { .said = now - 30 * DAY, .next = now - 20 * DAY, .state = CS_REVOCATION_REVOKED }, CS_REVOCATION_REVOKED },
    { { .produced = now + 400 }, CS_REVOCATION_UNKNOWN },
    { { .produced = now - 60 * DAY }, CS_REVOCATION_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%u", i);
    g_assert_cmpint (judge_spec (self, &cases[i].spec), ==, cases[i].state);
  }
}

static void
test_believes_those_in_charge (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr (CsTestCertificate) middle = cs_test_authority_new_root ("Other");
  const gint64 now = self->now;
  const struct {
    CsTestCertificate *issuer;
    CsTestSpec spec;
    gboolean hidden;
    CsRevocationState state;
  } cases[] = {
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP) }, FALSE, CS_REVOCATION_GOOD },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP) }, TRUE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_SERVER) }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_ANY) }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NO_NAMES }, FALSE, CS_REVOCATION_UNKNOWN },
    { middle, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP) }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .not_after = now - 1 }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .not_before = now + DAY }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .key_usage = GNUTLS_KEY_KEY_ENCIPHERMENT }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .critical_extension = "1.2.3.4" }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .bad_signature = TRUE }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .key = CS_TEST_KEY_RSA_1024 }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .digest = CS_TEST_DIGEST_SHA1 }, FALSE, CS_REVOCATION_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsTestSpec spec = cases[i].spec;
    g_autoptr (CsTestCertificate) signer = NULL;
    CsTestOcsp ocsp = { .send_signer = !cases[i].hidden };

    g_test_message ("%u", i);
    spec.name = "Responder";
    ocsp.signer = signer = cs_test_authority_make (cases[i].issuer, &spec);
    g_assert_cmpint (judge_spec (self, &ocsp), ==, cases[i].state);
    ocsp.by_key = TRUE;
    g_assert_cmpint (judge_spec (self, &ocsp), ==, cases[i].state);
  }
}

static void
test_takes_no_damaged_response (Fixture       *self,
                                gconstpointer  data)
{
  const CsTestOcsp spec = { .state = CS_REVOCATION_GOOD };
  g_autoptr (GBytes) response = cs_test_revocation_make_ocsp (self->root, self->leaf, &spec);
  gsize size = g_bytes_get_size (response);

  for (gsize i = 0; i < size; i++) {
    g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (response, NULL), size);
    g_autoptr (GBytes) damaged = NULL;
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (response, 0, i);

    copy[i] ^= 0x15;
    damaged = g_bytes_new_take (g_steal_pointer (&copy), size);
    g_assert_cmpint (judge (self, damaged).state, !=, CS_REVOCATION_GOOD);
    g_assert_cmpint (judge (self, cut).state, !=, CS_REVOCATION_GOOD);
  }
}

static void
test_tells_answers_from_replays (Fixture       *self,
                                 gconstpointer  data)
{
  g_autoptr (GBytes) nonce = NULL;
  g_autoptr (GBytes) other_nonce = NULL;
  g_autoptr (GBytes) request = cs_ocsp_make_request (self->leaf->certificate, self->root->certificate, &nonce);
  g_autoptr (GBytes) other_request = cs_ocsp_make_request (self->leaf->certificate, self->root->certificate, &other_nonce);
  g_autoptr (GBytes) received = cs_test_revocation_find_nonce (request);
  const CsTestOcsp fresh = { .nonce = nonce };
  const CsTestOcsp replayed = { .nonce = other_nonce };
  const CsTestOcsp prepared = { .nonce = NULL };
  const CsTestOcsp failure = { .failure = TRUE };
  const struct {
    const CsTestOcsp *spec;
    gboolean answers;
  } cases[] = { { &fresh, TRUE }, { &replayed, FALSE }, { &prepared, TRUE }, { &failure, FALSE } };

  g_assert_true (g_bytes_equal (nonce, received));
  g_assert_false (g_bytes_equal (nonce, other_nonce));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) response = cs_test_revocation_make_ocsp (self->root, self->leaf, cases[i].spec);

    g_assert_cmpint (cs_ocsp_is_answer (response, nonce), ==, cases[i].answers);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/ocsp/looks-at-all-that-is-said", Fixture, NULL, set_up, test_looks_at_all_that_is_said, tear_down);
  g_test_add ("/ocsp/leaves-others-alone", Fixture, NULL, set_up, test_leaves_others_alone, tear_down);
  g_test_add ("/ocsp/counts-in-its-time", Fixture, NULL, set_up, test_counts_in_its_time, tear_down);
  g_test_add ("/ocsp/believes-those-in-charge", Fixture, NULL, set_up, test_believes_those_in_charge, tear_down);
  g_test_add ("/ocsp/takes-no-damaged-response", Fixture, NULL, set_up, test_takes_no_damaged_response, tear_down);
  g_test_add ("/ocsp/tells-answers-from-replays", Fixture, NULL, set_up, test_tells_answers_from_replays, tear_down);

  return g_test_run ();
}

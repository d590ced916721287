/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-ocsp.h"

#include <gnutls/x509.h>

#include "cs-test-revocation.h"

#define DAY (24 * 3600)
#define PURPOSE_OCSP "1.3.6.1.5.5.7.3.9"

typedef CsTestRevocation Fixture;

static CsRevocation
judge (Fixture *self,
       GBytes  *response)
{
  const CsRevocationQuestion question = cs_test_revocation_ask (self, self->leaf);
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
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE }, FALSE, CS_REVOCATION_GOOD },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE }, TRUE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_SERVER) }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_ANY) }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NO_NAMES }, FALSE, CS_REVOCATION_UNKNOWN },
    { middle, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE, .not_after = now - 1 }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE, .not_before = now + DAY }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE, .key_usage = GNUTLS_KEY_KEY_ENCIPHERMENT }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE, .critical_extension = "1.2.3.4" }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE, .bad_signature = TRUE }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE, .key = CS_TEST_KEY_RSA_1024 }, FALSE, CS_REVOCATION_UNKNOWN },
    { self->root, { .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = TRUE, .digest = CS_TEST_DIGEST_SHA1 }, FALSE, CS_REVOCATION_UNKNOWN },
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

/* RFC 6960 4.2.2.2.1: who watches the watchman? */
static void
test_checks_those_in_charge (Fixture       *self,
                             gconstpointer  data)
{
  static const struct {
    gboolean          no_check;
    enum { NO_LIST, OF_OTHERS, OF_SIGNER, TOO_OLD, OF_STRANGER } list;
    CsRevocationState said;
    CsRevocationState state;
  } cases[] = {
    { TRUE, NO_LIST, CS_REVOCATION_GOOD, CS_REVOCATION_GOOD },
    { FALSE, NO_LIST, CS_REVOCATION_GOOD, CS_REVOCATION_UNKNOWN },
    { FALSE, NO_LIST, CS_REVOCATION_UNKNOWN, CS_REVOCATION_UNKNOWN },
    { FALSE, NO_LIST, CS_REVOCATION_REVOKED, CS_REVOCATION_REVOKED },
    { FALSE, OF_OTHERS, CS_REVOCATION_GOOD, CS_REVOCATION_GOOD },
    { FALSE, TOO_OLD, CS_REVOCATION_GOOD, CS_REVOCATION_UNKNOWN },
    { FALSE, OF_STRANGER, CS_REVOCATION_GOOD, CS_REVOCATION_UNKNOWN },
    { FALSE, OF_SIGNER, CS_REVOCATION_GOOD, CS_REVOCATION_UNKNOWN },
    { FALSE, OF_SIGNER, CS_REVOCATION_REVOKED, CS_REVOCATION_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CsTestSpec spec = { .name = "Responder", .purposes = CS_TEST_NAMES (PURPOSE_OCSP), .no_check = cases[i].no_check };
    g_autoptr (CsTestCertificate) signer = cs_test_authority_make (self->root, &spec);
    g_autoptr (CsTestCertificate) stranger = cs_test_authority_new_root ("Stranger");
    const CsTestOcsp ocsp = { .signer = signer, .send_signer = TRUE, .state = cases[i].said };
    const CsTestCrl crl = {
      .revoked = cases[i].list == OF_SIGNER ? signer : self->other,
      .said = self->now - 2 * DAY,
      .next = cases[i].list == TOO_OLD ? self->now - DAY : self->now + DAY,
    };

    g_test_message ("%u", i);
    g_ptr_array_set_size (self->lists, 0);
    if (cases[i].list != NO_LIST)
      g_ptr_array_add (self->lists, cs_test_revocation_make_crl (cases[i].list == OF_STRANGER ? stranger : self->root, &crl));
    g_assert_cmpint (judge_spec (self, &ocsp), ==, cases[i].state);
  }
}

/* What cleared the signer ends before what it signed. */
static void
test_counts_as_long_as_its_signer (Fixture       *self,
                                   gconstpointer  data)
{
  const CsTestSpec spec = { .name = "Responder", .purposes = CS_TEST_NAMES (PURPOSE_OCSP) };
  g_autoptr (CsTestCertificate) signer = cs_test_authority_make (self->root, &spec);
  const CsTestOcsp ocsp = { .signer = signer, .send_signer = TRUE, .state = CS_REVOCATION_GOOD, .next = self->now + 9 * DAY };
  const CsTestCrl crl = { .next = self->now + DAY };
  g_autoptr (GBytes) response = cs_test_revocation_make_ocsp (self->root, self->leaf, &ocsp);

  g_ptr_array_add (self->lists, cs_test_revocation_make_crl (self->root, &crl));
  g_assert_cmpint (judge (self, response).until, ==, self->now + DAY + CS_REVOCATION_SKEW);
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

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, cs_test_revocation_set_up, function, cs_test_revocation_tear_down)
  ADD ("/ocsp/looks-at-all-that-is-said", test_looks_at_all_that_is_said);
  ADD ("/ocsp/leaves-others-alone", test_leaves_others_alone);
  ADD ("/ocsp/counts-in-its-time", test_counts_in_its_time);
  ADD ("/ocsp/believes-those-in-charge", test_believes_those_in_charge);
  ADD ("/ocsp/checks-those-in-charge", test_checks_those_in_charge);
  ADD ("/ocsp/counts-as-long-as-its-signer", test_counts_as_long_as_its_signer);
  ADD ("/ocsp/takes-no-damaged-response", test_takes_no_damaged_response);
  ADD ("/ocsp/tells-answers-from-replays", test_tells_answers_from_replays);
#undef ADD

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-crl.h"

#include <string.h>

#include <gnutls/x509.h>

#include "base/cs-error.h"
#include "cs-test-revocation.h"

#define DAY (24 * 3600)

typedef CsTestRevocation Fixture;

static CsRevocation
judge (Fixture           *self,
       GBytes            *list,
       CsTestCertificate *certificate)
{
  const CsRevocationQuestion question = cs_test_revocation_ask (self, certificate);
  CsRevocation answer;

  cs_crl_judge (list, &question, &answer);

  return answer;
}

static void
test_proves_by_full_lists_alone (Fixture       *self,
                                 gconstpointer  data)
{
  const struct {
    CsTestCrl spec;
    CsRevocationState state;
  } cases[] = {
    { { .said = 0 }, CS_REVOCATION_GOOD },
    { { .revoked = self->other }, CS_REVOCATION_GOOD },
    { { .revoked = self->other, .also_revoked = self->leaf }, CS_REVOCATION_REVOKED },
    { { .revoked = self->leaf, .reason = 6 }, CS_REVOCATION_REVOKED },
    { { .revoked = self->leaf, .reason = 8 }, CS_REVOCATION_GOOD },
    { { .revoked = self->leaf, .reason = 11 }, CS_REVOCATION_UNKNOWN },
    { { .revoked = self->leaf, .critical_entry = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .revoked = self->other, .critical_entry = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .critical = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .padding = 300 }, CS_REVOCATION_GOOD },
    { { .point = "http://crl.test/a.crl" }, CS_REVOCATION_GOOD },
    { { .point = "http://crl.test/b.crl" }, CS_REVOCATION_UNKNOWN },
    { { .point = "http://crl.test/b.crl", .revoked = self->leaf }, CS_REVOCATION_REVOKED },
    { { .only_users = TRUE }, CS_REVOCATION_GOOD },
    { { .only_authorities = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .only_users = TRUE, .only_authorities = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .indirect = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .partial = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .partial = TRUE, .revoked = self->leaf }, CS_REVOCATION_REVOKED },
    { { .delta = TRUE }, CS_REVOCATION_UNKNOWN },
    { { .delta = TRUE, .revoked = self->leaf }, CS_REVOCATION_REVOKED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) list = cs_test_revocation_make_crl (self->root, &cases[i].spec);

    g_test_message ("%u", i);
    g_assert_cmpint (judge (self, list, self->leaf).state, ==, cases[i].state);
  }
}

static void
test_counts_in_its_time (Fixture       *self,
                         gconstpointer  data)
{
  const gint64 now = self->now;
  const struct {
    CsTestCrl spec;
    CsRevocationState state;
    gint64 until;
  } cases[] = {
    { { .said = now - DAY, .next = now + DAY }, CS_REVOCATION_GOOD, now + DAY + CS_REVOCATION_SKEW },
    { { .said = now + 200, .next = now + DAY }, CS_REVOCATION_GOOD, now + DAY + CS_REVOCATION_SKEW },
    { { .said = now + 400, .next = now + DAY }, CS_REVOCATION_UNKNOWN, 0 },
    { { .said = now - DAY, .next = now - 200 }, CS_REVOCATION_GOOD, now - 200 + CS_REVOCATION_SKEW },
    { { .said = now - DAY, .next = now - 400 }, CS_REVOCATION_UNKNOWN, 0 },
    { { .said = now - DAY, .next = now - 2 * DAY }, CS_REVOCATION_UNKNOWN, 0 },
    { { .said = now - 6 * DAY, .next = -1 }, CS_REVOCATION_GOOD, now + DAY + CS_REVOCATION_SKEW },
    { { .said = now - 8 * DAY, .next = -1 }, CS_REVOCATION_UNKNOWN, 0 },
    { { .said = now - 100 * DAY, .next = now + 100 * DAY }, CS_REVOCATION_GOOD, now + 100 * DAY + CS_REVOCATION_SKEW },
    { { .said = now - 900 * DAY, .next = now - 800 * DAY, .revoked = self->leaf }, CS_REVOCATION_REVOKED, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) list = cs_test_revocation_make_crl (self->root, &cases[i].spec);
    CsRevocation answer = judge (self, list, self->leaf);

    g_test_message ("%u", i);
    g_assert_cmpint (answer.state, ==, cases[i].state);
    if (answer.state == CS_REVOCATION_GOOD) {
      g_assert_cmpint (answer.said, ==, cases[i].spec.said);
      g_assert_cmpint (answer.until, ==, cases[i].until);
    }
  }
}

static void
test_believes_only_the_issuer (Fixture       *self,
                               gconstpointer  data)
{
  const CsTestSpec no_lists = { .authority = TRUE, .name = "Root", .key_usage = GNUTLS_KEY_KEY_CERT_SIGN };
  g_autoptr (CsTestCertificate) impostor = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) stranger = cs_test_authority_new_root ("Stranger");
  g_autoptr (CsTestCertificate) mute = cs_test_authority_make (NULL, &no_lists);
  const CsTestCrl spec = { .revoked = self->leaf };
  g_autoptr (GBytes) forged = cs_test_revocation_make_crl (impostor, &spec);
  g_autoptr (GBytes) foreign = cs_test_revocation_make_crl (stranger, &spec);
  g_autoptr (GBytes) noise = g_bytes_new_static ("noise", 5);

  g_assert_cmpint (judge (self, forged, self->leaf).state, ==, CS_REVOCATION_UNKNOWN);
  g_assert_cmpint (judge (self, foreign, self->leaf).state, ==, CS_REVOCATION_NOT_CHECKED);
  g_assert_cmpint (judge (self, noise, self->leaf).state, ==, CS_REVOCATION_UNKNOWN);

  /* A namesake above whose key was rolled over may sign; one whose key is not for lists may not. */
  g_ptr_array_add (self->issuers, impostor->certificate);
  g_assert_cmpint (judge (self, forged, self->leaf).state, ==, CS_REVOCATION_REVOKED);
  g_ptr_array_index (self->issuers, 1) = mute->certificate;
  g_clear_pointer (&forged, g_bytes_unref);
  forged = cs_test_revocation_make_crl (mute, &spec);
  g_assert_cmpint (judge (self, forged, self->leaf).state, ==, CS_REVOCATION_UNKNOWN);
}

static void
test_takes_no_damaged_list (Fixture       *self,
                            gconstpointer  data)
{
  const CsTestCrl spec = { .revoked = self->other, .point = "http://crl.test/a.crl" };
  g_autoptr (GBytes) list = cs_test_revocation_make_crl (self->root, &spec);
  gsize size = g_bytes_get_size (list);

  for (gsize i = 0; i < size; i++) {
    g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (list, NULL), size);
    g_autoptr (GBytes) damaged = NULL;
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (list, 0, i);

    copy[i] ^= 0x15;
    damaged = g_bytes_new_take (g_steal_pointer (&copy), size);
    g_assert_cmpint (judge (self, damaged, self->leaf).state, !=, CS_REVOCATION_GOOD);
    g_assert_cmpint (judge (self, damaged, self->other).state, !=, CS_REVOCATION_REVOKED);
    g_assert_cmpint (judge (self, cut, self->leaf).state, !=, CS_REVOCATION_GOOD);
  }
}

static char *
to_pem (GBytes *der)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  g_autofree char *base64 = g_base64_encode (data, size);

  return g_strdup_printf ("-----BEGIN X509 CRL-----\n%s\n-----END X509 CRL-----\n", base64);
}

static void
test_reads_files (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) other = cs_test_authority_new_root ("Other");
  g_autoptr (GBytes) first = cs_test_authority_make_crl (root, 1600000000, 1700000000, other);
  g_autoptr (GBytes) second = cs_test_authority_make_crl (other, 1600000000, 1700000000, NULL);
  g_autofree char *first_pem = to_pem (first);
  g_autofree char *second_pem = to_pem (second);
  g_autofree char *both = g_strconcat (first_pem, second_pem, NULL);
  g_autoptr (GBytes) file = g_bytes_new (both, strlen (both));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lists = cs_crl_file_parse (file, &error);
  g_autoptr (GPtrArray) single = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (lists->len, ==, 2);
  g_assert_true (g_bytes_equal (g_ptr_array_index (lists, 0), first));
  g_assert_true (g_bytes_equal (g_ptr_array_index (lists, 1), second));
  single = cs_crl_file_parse (first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (single->len, ==, 1);
}

static void
test_refuses_other_files (void)
{
  static const struct {
    const char *text;
    int code;
  } cases[] = {
    { "", CS_ERROR_EMPTY },
    { "noise", CS_ERROR_NOT_A_CERTIFICATE },
    { "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", CS_ERROR_NOT_A_CERTIFICATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) file = g_bytes_new (cases[i].text, strlen (cases[i].text));
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_crl_file_parse (file, &error));
    g_assert_error (error, CS_ERROR, cases[i].code);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, cs_test_revocation_set_up, function, cs_test_revocation_tear_down)
  ADD ("/crl/proves-by-full-lists-alone", test_proves_by_full_lists_alone);
  ADD ("/crl/counts-in-its-time", test_counts_in_its_time);
  ADD ("/crl/believes-only-the-issuer", test_believes_only_the_issuer);
  ADD ("/crl/takes-no-damaged-list", test_takes_no_damaged_list);
#undef ADD
  g_test_add_func ("/crl/reads-files", test_reads_files);
  g_test_add_func ("/crl/refuses-other-files", test_refuses_other_files);

  return g_test_run ();
}

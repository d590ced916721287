/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-crl.h"

#include <string.h>

#include "base/cs-error.h"
#include "cs-test-authority.h"

static void
test_believes_only_the_issuer (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) impostor = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) bad = cs_test_authority_new_leaf (root, "bad.test");
  g_autoptr (CsTestCertificate) good = cs_test_authority_new_leaf (root, "good.test");
  g_autoptr (GBytes) crl = cs_test_authority_make_crl (root, 1600000000, 1700000000, bad);
  g_autoptr (GBytes) forged = cs_test_authority_make_crl (impostor, 1600000000, 1700000000, good);
  g_autoptr (GBytes) noise = g_bytes_new_static ("noise", 5);

  g_assert_true (cs_crl_lists (crl, bad->certificate, root->certificate));
  g_assert_false (cs_crl_lists (crl, good->certificate, root->certificate));
  g_assert_false (cs_crl_lists (crl, bad->certificate, impostor->certificate));
  g_assert_false (cs_crl_lists (forged, good->certificate, root->certificate));
  g_assert_false (cs_crl_lists (noise, good->certificate, root->certificate));
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

  g_test_add_func ("/crl/believes-only-the-issuer", test_believes_only_the_issuer);
  g_test_add_func ("/crl/reads-files", test_reads_files);
  g_test_add_func ("/crl/refuses-other-files", test_refuses_other_files);

  return g_test_run ();
}

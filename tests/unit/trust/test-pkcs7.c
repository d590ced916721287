/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-pkcs7.h"

#include "cs-test-authority.h"

static void
test_takes_out_certificates (void)
{
  g_autoptr (CsTestCertificate) first = cs_test_authority_new_root ("First");
  g_autoptr (CsTestCertificate) second = cs_test_authority_new_root ("Second");
  g_autoptr (GBytes) bundle = cs_test_authority_make_pkcs7 ((CsTestCertificate *[]) { first, second }, 2);
  g_autoptr (GPtrArray) certificates = cs_pkcs7_read (bundle, 2);
  gboolean found = FALSE;

  g_assert_nonnull (certificates);
  g_assert_cmpuint (certificates->len, ==, 2);
  for (guint i = 0; i < certificates->len; i++)
    found = found || g_bytes_equal (g_ptr_array_index (certificates, i), second->der);
  g_assert_true (found);
}

static void
test_keeps_to_its_limit (void)
{
  g_autoptr (CsTestCertificate) first = cs_test_authority_new_root ("First");
  g_autoptr (CsTestCertificate) second = cs_test_authority_new_root ("Second");
  g_autoptr (GBytes) bundle = cs_test_authority_make_pkcs7 ((CsTestCertificate *[]) { first, second }, 2);

  g_assert_null (cs_pkcs7_read (bundle, 1));
}

static void
test_refuses_what_is_none (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (GBytes) bundle = cs_test_authority_make_pkcs7 ((CsTestCertificate *[]) { root }, 1);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bundle, 0, g_bytes_get_size (bundle) - 1);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  GBytes *inputs[] = { root->der, cut, empty };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    g_assert_null (cs_pkcs7_read (inputs[i], 10));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pkcs7/takes-out-certificates", test_takes_out_certificates);
  g_test_add_func ("/pkcs7/keeps-to-its-limit", test_keeps_to_its_limit);
  g_test_add_func ("/pkcs7/refuses-what-is-none", test_refuses_what_is_none);

  return g_test_run ();
}

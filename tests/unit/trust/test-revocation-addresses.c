/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-revocation-addresses.h"

#include "cs-test-authority.h"

static void
test_finds_where_to_ask (void)
{
  const CsTestSpec spec = { .name = "a.test", .ocsp_address = "http://ocsp.test/", .crl_address = "http://crl.test/a", .must_staple = TRUE };
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &spec);
  g_auto (GStrv) responders = cs_revocation_list_responders (leaf->certificate);
  g_auto (GStrv) lists = cs_revocation_list_lists (leaf->certificate);

  g_assert_cmpuint (g_strv_length (responders), ==, 1);
  g_assert_cmpstr (responders[0], ==, "http://ocsp.test/");
  g_assert_cmpuint (g_strv_length (lists), ==, 1);
  g_assert_cmpstr (lists[0], ==, "http://crl.test/a");
  g_assert_true (cs_revocation_has_addresses (leaf->certificate));
  g_assert_true (cs_revocation_must_staple (leaf->certificate));
  g_assert_false (cs_revocation_has_addresses (root->certificate));
  g_assert_false (cs_revocation_must_staple (root->certificate));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/revocation-addresses/finds-where-to-ask", test_finds_where_to_ask);

  return g_test_run ();
}

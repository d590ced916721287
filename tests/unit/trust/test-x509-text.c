/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-x509-text.h"

#include "cs-test-authority.h"

static void
test_writes_hex (void)
{
  const guint8 data[] = { 0x00, 0x0a, 0xff };
  g_autofree char *some = cs_x509_text_hex (data, sizeof data);
  g_autofree char *none = cs_x509_text_hex (data, 0);

  g_assert_cmpstr (some, ==, "000aff");
  g_assert_cmpstr (none, ==, "");
}

static void
test_reads_names_without_escapes (void)
{
  static const char * const names[] = {
    "Server",
    "Example, Inc.",
    "a+b=c;d<e>f\"g\\h",
    "#1 ",
    "b\xc3\xbc" "cher \xe6\x9b\xb8",
    "\\41",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const CsTestSpec spec = { .authority = TRUE, .name = names[i] };
    g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &spec);
    g_autofree char *subject = cs_x509_text_dn_part (root->handle, gnutls_x509_crt_get_dn_by_oid, GNUTLS_OID_X520_COMMON_NAME, 0);
    g_autofree char *issuer = cs_x509_text_dn_part (root->handle, gnutls_x509_crt_get_issuer_dn_by_oid, GNUTLS_OID_X520_COMMON_NAME, 0);
    g_autofree char *second = cs_x509_text_dn_part (root->handle, gnutls_x509_crt_get_dn_by_oid, GNUTLS_OID_X520_COMMON_NAME, 1);

    g_assert_cmpstr (subject, ==, names[i]);
    g_assert_cmpstr (issuer, ==, names[i]);
    g_assert_null (second);
  }
}

static void
test_reads_whole_names (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autofree char *text = cs_x509_text_dn (leaf->handle, gnutls_x509_crt_get_issuer_dn3);
  g_autoptr (GBytes) subject = cs_x509_text_raw_dn (root->handle, gnutls_x509_crt_get_raw_dn);
  g_autoptr (GBytes) issuer = cs_x509_text_raw_dn (leaf->handle, gnutls_x509_crt_get_raw_issuer_dn);

  g_assert_cmpstr (text, ==, "CN=Root");
  g_assert_true (g_bytes_equal (subject, issuer));
}

static void
test_names_algorithms (void)
{
  const CsTestSpec spec = { .authority = TRUE, .name = "Root", .key = CS_TEST_KEY_RSA_2048, .digest = CS_TEST_DIGEST_SHA384 };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &spec);
  g_autofree char *key = cs_x509_text_key (root->handle);
  g_autofree char *signature = cs_x509_text_signature (root->handle);

  g_assert_cmpstr (key, ==, "RSA 2048");
  g_assert_cmpstr (signature, ==, "RSA-SHA384");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/x509-text/writes-hex", test_writes_hex);
  g_test_add_func ("/x509-text/reads-names-without-escapes", test_reads_names_without_escapes);
  g_test_add_func ("/x509-text/reads-whole-names", test_reads_whole_names);
  g_test_add_func ("/x509-text/names-algorithms", test_names_algorithms);

  return g_test_run ();
}

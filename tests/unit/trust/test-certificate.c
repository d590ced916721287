/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-certificate.h"

#include <string.h>

#include "base/cs-error.h"
#include "cs-test-authority.h"
#include "trust/cs-certificate-private.h"

static void
test_reads_what_a_certificate_says (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Test Root");
  const CsTestSpec spec = {
    .name = "Server",
    .organization = "Example Corp",
    .not_before = 1600000000,
    .not_after = 1700000000,
    .dns_names = CS_TEST_NAMES ("example.test"),
    .uris = CS_TEST_NAMES ("sip:example.test"),
    .ip_addresses = CS_TEST_NAMES ("127.0.0.1", "::1"),
  };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &spec);
  CsCertificate *certificate = leaf->certificate;

  g_assert_cmpstr (cs_certificate_get_title (certificate), ==, "Server");
  g_assert_cmpstr (cs_certificate_get_organization (certificate), ==, "Example Corp");
  g_assert_cmpstr (cs_certificate_get_subject (certificate), ==, "CN=Server,O=Example Corp");
  g_assert_cmpstr (cs_certificate_get_issuer_title (certificate), ==, "Test Root");
  g_assert_cmpstr (cs_certificate_get_issuer (certificate), ==, "CN=Test Root");
  g_assert_cmpint (cs_certificate_get_not_before (certificate), ==, 1600000000);
  g_assert_cmpint (cs_certificate_get_not_after (certificate), ==, 1700000000);
  g_assert_cmpstr (cs_certificate_get_key_description (certificate), ==, "ECDSA P-256");
  g_assert_cmpstr (cs_certificate_get_signature_name (certificate), ==, "ECDSA-SHA256");
  g_assert_false (cs_certificate_is_authority (certificate));
  g_assert_false (cs_certificate_is_self_issued (certificate));
  g_assert_cmpstrv (cs_certificate_get_dns_names (certificate), CS_TEST_NAMES ("example.test"));
  g_assert_cmpstrv (cs_certificate_get_uris (certificate), CS_TEST_NAMES ("sip:example.test"));
  g_assert_cmpstrv (cs_certificate_get_ip_addresses (certificate), CS_TEST_NAMES ("127.0.0.1", "::1"));
  g_assert_cmpuint (strlen (cs_certificate_get_sha256 (certificate)), ==, 64);
  g_assert_cmpuint (strlen (cs_certificate_get_serial (certificate)), ==, 10);
  g_assert_null (cs_certificate_get_malformed (certificate));

  g_assert_true (cs_certificate_is_authority (root->certificate));
  g_assert_true (cs_certificate_is_self_issued (root->certificate));
  g_assert_false (cs_certificate_equal (root->certificate, certificate));
}

static void
test_makes_its_handle_again (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Test Root");
  g_autofree char *name = NULL;

  cs_certificate_forget_handle (root->certificate);
  name = cs_certificate_dup_subject_part (root->certificate, GNUTLS_OID_X520_COMMON_NAME, 0);

  g_assert_cmpstr (name, ==, "Test Root");
  g_assert_nonnull (cs_certificate_get_handle (root->certificate));
}

static void
test_goes_through_pem (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Test Root");
  g_autofree char *pem = cs_certificate_to_pem (root->certificate);
  gnutls_datum_t data = { NULL, 0 };

  g_assert_cmpint (gnutls_x509_crt_export2 (root->handle, GNUTLS_X509_FMT_PEM, &data), >=, 0);
  g_assert_cmpstr (pem, ==, (const char *) data.data);
  gnutls_free (data.data);
}

static void
test_describes_keys (void)
{
  static const struct {
    CsTestKey key;
    const char *text;
  } keys[] = {
    { CS_TEST_KEY_P384, "ECDSA P-384" },
    { CS_TEST_KEY_ED25519, "Ed25519" },
    { CS_TEST_KEY_RSA_1024, "RSA 1024" },
    { CS_TEST_KEY_RSA_2048, "RSA 2048" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    const CsTestSpec spec = { .authority = TRUE, .name = "Root", .key = keys[i].key };
    g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &spec);

    g_assert_cmpstr (cs_certificate_get_key_description (root->certificate), ==, keys[i].text);
  }
}

static void
test_refuses_what_is_no_certificate (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Test Root");
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autofree guint8 *zeros = g_malloc0 (64 * 1024 + 1);
  gsize size;
  const guint8 *der = g_bytes_get_data (root->der, &size);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) cut = g_bytes_new (der, size - 1);
  g_autoptr (GBytes) trailing = NULL;
  g_autoptr (GBytes) pem = g_bytes_new (root->pem, strlen (root->pem));
  g_autoptr (GBytes) huge = g_bytes_new (zeros, 64 * 1024 + 1);

  g_byte_array_append (longer, der, size);
  g_byte_array_append (longer, (const guint8 *) "", 1);
  trailing = g_bytes_new (longer->data, longer->len);

  {
    const struct {
      GBytes *der;
      int code;
    } cases[] = {
      { empty, CS_ERROR_NOT_A_CERTIFICATE },
      { cut, CS_ERROR_NOT_A_CERTIFICATE },
      { trailing, CS_ERROR_NOT_A_CERTIFICATE },
      { pem, CS_ERROR_NOT_A_CERTIFICATE },
      { huge, CS_ERROR_TOO_LARGE },
    };

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_null (cs_certificate_new_from_der (cases[i].der, &error));
      g_assert_error (error, CS_ERROR, cases[i].code);
    }
  }
}

static void
test_notes_malformed_names (void)
{
  static const CsTestName names[] = {
    { 2, "example.test\0.evil.test", 22 },
    { 2, "b\xc3\xbc" "cher.test", -1 },
    { 7, "\x7f\0\0", 3 },
    { 6, "sip:exa mple.test", -1 },
  };
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Test Root");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GBytes) san = cs_test_authority_make_san (&names[i], 1);
    const CsTestSpec spec = { .name = "Server", .raw_san = san };
    g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &spec);

    g_test_message ("%u", i);
    g_assert_nonnull (leaf->certificate);
    g_assert_cmpstr (cs_certificate_get_malformed (leaf->certificate), ==, "subjectAltName");
  }
}

static void
test_makes_foreign_text_valid (void)
{
  const CsTestSpec spec = { .name = "A\xef\xbf\xbdZ <b>bold</b>, Inc. \\41" };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (NULL, &spec);

  g_assert_cmpstr (cs_certificate_get_title (leaf->certificate), ==, spec.name);
  g_assert_true (g_utf8_validate (cs_certificate_get_subject (leaf->certificate), -1, NULL));
}

static void
test_finds_a_title_without_common_name (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Test Root");
  const CsTestSpec organization = { .organization = "Example Corp" };
  const CsTestSpec names = { .dns_names = CS_TEST_NAMES ("example.test") };
  g_autoptr (CsTestCertificate) first = cs_test_authority_make (root, &organization);
  g_autoptr (CsTestCertificate) second = cs_test_authority_make (root, &names);

  g_assert_cmpstr (cs_certificate_get_title (first->certificate), ==, "Example Corp");
  g_assert_cmpstr (cs_certificate_get_title (second->certificate), ==, "example.test");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/certificate/reads-what-a-certificate-says", test_reads_what_a_certificate_says);
  g_test_add_func ("/certificate/makes-its-handle-again", test_makes_its_handle_again);
  g_test_add_func ("/certificate/goes-through-pem", test_goes_through_pem);
  g_test_add_func ("/certificate/describes-keys", test_describes_keys);
  g_test_add_func ("/certificate/refuses-what-is-no-certificate", test_refuses_what_is_no_certificate);
  g_test_add_func ("/certificate/notes-malformed-names", test_notes_malformed_names);
  g_test_add_func ("/certificate/makes-foreign-text-valid", test_makes_foreign_text_valid);
  g_test_add_func ("/certificate/finds-a-title-without-common-name", test_finds_a_title_without_common_name);

  return g_test_run ();
}

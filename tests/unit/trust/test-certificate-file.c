/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-certificate-file.h"

#include <string.h>

#include <gnutls/x509.h>

#include "base/cs-error.h"
#include "cs-test-authority.h"

static GPtrArray *
parse_text (const char  *text,
            GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return cs_certificate_file_parse (bytes, error);
}

static void
test_reads_several_with_text_around (void)
{
  g_autoptr (CsTestCertificate) first = cs_test_authority_new_root ("First");
  g_autoptr (CsTestCertificate) second = cs_test_authority_new_root ("Second");
  g_autofree char *text = g_strdup_printf ("Root of Example Corp\n\n%s\nand b\xc3\xbc" "cher\n%s%s", first->pem, second->pem, first->pem);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = parse_text (text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 2);
  g_assert_true (cs_certificate_equal (g_ptr_array_index (read, 0), first->certificate));
  g_assert_true (cs_certificate_equal (g_ptr_array_index (read, 1), second->certificate));
}

static void
test_reads_lines_of_any_end (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_auto (GStrv) lines = g_strsplit (root->pem, "\n", -1);
  g_autofree char *text = g_strjoinv ("\r\n", lines);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = parse_text (text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 1);
}

static void
test_reads_der (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = cs_certificate_file_parse (root->der, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 1);
  g_assert_true (cs_certificate_equal (g_ptr_array_index (read, 0), root->certificate));
}

static char *
to_pem (GBytes     *der,
        const char *label)
{
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));

  return g_strdup_printf ("-----BEGIN %s-----\n%s\n-----END %s-----\n", label, base64, label);
}

static void
test_reads_bundles (void)
{
  static const char * const labels[] = { "PKCS7", "PKCS #7 SIGNED DATA", "CMS" };
  g_autoptr (CsTestCertificate) first = cs_test_authority_new_root ("First");
  g_autoptr (CsTestCertificate) second = cs_test_authority_new_root ("Second");
  g_autoptr (CsTestCertificate) third = cs_test_authority_new_root ("Third");
  g_autoptr (GBytes) bundle = cs_test_authority_make_pkcs7 ((CsTestCertificate *[]) { first, second }, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = cs_certificate_file_parse (bundle, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 2);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    g_autofree char *pem = to_pem (bundle, labels[i]);
    g_autofree char *text = g_strconcat ("Our roots\n", first->pem, pem, third->pem, NULL);
    g_autoptr (GPtrArray) all = parse_text (text, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (all->len, ==, 3);
    g_assert_true (cs_certificate_equal (g_ptr_array_index (all, 2), third->certificate));
  }
}

static void
test_refuses_bad_bundles (void)
{
  const CsTestSpec huge_spec = { .authority = TRUE, .name = "Huge", .padding = 70000 };
  g_autoptr (CsTestCertificate) huge = cs_test_authority_make (NULL, &huge_spec);
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (GBytes) with_huge = cs_test_authority_make_pkcs7 ((CsTestCertificate *[]) { root, huge }, 2);
  g_autoptr (GBytes) noise = g_bytes_new_static ("noise", 5);
  g_autofree char *pem = to_pem (noise, "PKCS7");
  g_autofree char *swapped = to_pem (root->der, "PKCS7");
  const struct {
    const char *description;
    const char *text;
  } cases[] = { { "noise", pem }, { "a certificate under the wrong label", swapped } };
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_certificate_file_parse (with_huge, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TOO_LARGE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].description);
    g_clear_error (&error);
    g_assert_null (parse_text (cases[i].text, &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE);
  }
}

/* What stands before the NUL would be read, and what follows it would not. */
static void
test_refuses_nul_in_the_body (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  gsize length = strlen (root->pem);
  g_autofree char *text = g_strdup (root->pem);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  *strchr (strchr (text, '\n') + 1, '\n') = '\0';
  bytes = g_bytes_new (text, length);
  g_assert_null (cs_certificate_file_parse (bytes, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE);
}

static void
test_refuses_with_a_reason (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autofree char *with_key = g_strconcat (root->pem, root->key_pem, NULL);
  g_autofree char *cut = g_strndup (root->pem, strlen (root->pem) / 2);
  g_autofree char *mended = g_strdup (root->pem);
  g_autofree char *noise = g_strnfill (2 * 1024 * 1024, 'x');
  const struct {
    const char *description;
    const char *text;
    int code;
  } cases[] = {
    { "empty", "", CS_ERROR_EMPTY },
    { "blank", " \n\t\n", CS_ERROR_EMPTY },
    { "noise", "hello", CS_ERROR_NOT_A_CERTIFICATE },
    { "too much noise", noise, CS_ERROR_TOO_LARGE },
    { "certificate and key", with_key, CS_ERROR_PRIVATE_KEY },
    { "key alone", root->key_pem, CS_ERROR_PRIVATE_KEY },
    { "old key", "-----BEGIN RSA PRIVATE KEY-----\n", CS_ERROR_PRIVATE_KEY },
    { "locked key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\n", CS_ERROR_PRIVATE_KEY },
    { "cut", cut, CS_ERROR_NOT_A_CERTIFICATE },
    { "bad character", mended, CS_ERROR_NOT_A_CERTIFICATE },
    { "another label", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", CS_ERROR_NOT_A_CERTIFICATE },
  };

  mended[100] = '!';
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].description);
    g_assert_null (parse_text (cases[i].text, &error));
    g_assert_error (error, CS_ERROR, cases[i].code);
  }
}

static void
test_knows_a_key_in_der (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  gnutls_datum_t data = { NULL, 0 };
  g_autoptr (GBytes) key = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gnutls_x509_privkey_export2 (root->key, GNUTLS_X509_FMT_DER, &data), >=, 0);
  key = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);
  g_assert_null (cs_certificate_file_parse (key, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_PRIVATE_KEY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/certificate-file/reads-several-with-text-around", test_reads_several_with_text_around);
  g_test_add_func ("/certificate-file/reads-lines-of-any-end", test_reads_lines_of_any_end);
  g_test_add_func ("/certificate-file/reads-der", test_reads_der);
  g_test_add_func ("/certificate-file/reads-bundles", test_reads_bundles);
  g_test_add_func ("/certificate-file/refuses-bad-bundles", test_refuses_bad_bundles);
  g_test_add_func ("/certificate-file/refuses-nul-in-the-body", test_refuses_nul_in_the_body);
  g_test_add_func ("/certificate-file/refuses-with-a-reason", test_refuses_with_a_reason);
  g_test_add_func ("/certificate-file/knows-a-key-in-der", test_knows_a_key_in_der);

  return g_test_run ();
}

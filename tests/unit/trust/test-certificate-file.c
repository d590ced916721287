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
  g_test_add_func ("/certificate-file/refuses-with-a-reason", test_refuses_with_a_reason);
  g_test_add_func ("/certificate-file/knows-a-key-in-der", test_knows_a_key_in_der);

  return g_test_run ();
}

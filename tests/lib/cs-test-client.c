/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-client.h"

#include <string.h>

#include <gio/gio.h>
#include <gnutls/pkcs12.h>

#define CHECK(call) g_assert_cmpint (call, >=, 0)

/* A certificate for a person. */
CsTestCertificate *
cs_test_client_new (CsTestCertificate *issuer,
                    const char        *name)
{
  const CsTestSpec spec = { .name = name, .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_CLIENT) };

  return cs_test_authority_make (issuer, &spec);
}

static void
add_bag (gnutls_pkcs12_t      p12,
         gnutls_pkcs12_bag_t  bag)
{
  CHECK (gnutls_pkcs12_set_bag (p12, bag));
  gnutls_pkcs12_bag_deinit (bag);
}

/* A certificate beside the key of another: openssl makes no such thing. Only the seal around both costs time. */
static GBytes *
make_foreign_pkcs12 (CsTestCertificate *certificate,
                     CsTestCertificate *key,
                     const char        *passphrase)
{
  gnutls_pkcs12_t p12;
  gnutls_pkcs12_bag_t bag;
  gnutls_datum_t data;
  GBytes *bytes;

  CHECK (gnutls_pkcs12_init (&p12));
  CHECK (gnutls_pkcs12_bag_init (&bag));
  CHECK (gnutls_pkcs12_bag_set_crt (bag, certificate->handle));
  add_bag (p12, bag);

  CHECK (gnutls_x509_privkey_export2_pkcs8 (key->key, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN, &data));
  CHECK (gnutls_pkcs12_bag_init (&bag));
  CHECK (gnutls_pkcs12_bag_set_data (bag, GNUTLS_BAG_PKCS8_KEY, &data));
  gnutls_free (data.data);
  add_bag (p12, bag);

  CHECK (gnutls_pkcs12_generate_mac2 (p12, GNUTLS_MAC_SHA256, passphrase));
  CHECK (gnutls_pkcs12_export2 (p12, GNUTLS_X509_FMT_DER, &data));
  bytes = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);
  gnutls_pkcs12_deinit (p12);

  return bytes;
}

/* GnuTLS derives keys in 600,000 steps and cannot be told to take fewer: under valgrind that is minutes. */
static GBytes *
run_openssl (const char * const *arguments,
             const char         *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) tool = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GBytes) input = g_bytes_new (text, strlen (text));
  GBytes *output = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (tool, input, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (tool));

  return output;
}

/* PKCS #12 with a certificate and, each where it is not NULL, the key of @key and an authority. */
GBytes *
cs_test_client_make_pkcs12 (CsTestCertificate *certificate,
                            CsTestCertificate *key,
                            CsTestCertificate *authority,
                            const char        *passphrase)
{
  g_autofree char *given = g_strconcat ("pass:", passphrase, NULL);
  g_autofree char *text = g_strconcat (key ? key->key_pem : "", certificate->pem, authority ? authority->pem : NULL, NULL);
  const char *arguments[] = {
    "openssl", "pkcs12", "-export", "-iter", "1", "-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC", "-macalg", "sha256",
    "-passout", given, key ? NULL : "-nokeys", NULL
  };

  if (key && key != certificate)
    return make_foreign_pkcs12 (certificate, key, passphrase);

  return run_openssl (arguments, text);
}

/* The key of a certificate as PKCS #8 in PEM, encrypted. */
char *
cs_test_client_encrypt_key (CsTestCertificate *certificate,
                            const char        *passphrase)
{
  g_autofree char *given = g_strconcat ("pass:", passphrase, NULL);
  const char *arguments[] = { "openssl", "pkcs8", "-topk8", "-iter", "1", "-v2", "aes-256-cbc", "-passout", given, NULL };
  g_autoptr (GBytes) output = run_openssl (arguments, certificate->key_pem);

  return g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
}

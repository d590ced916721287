/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-client.h"

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
         gnutls_pkcs12_bag_t  bag,
         const char          *passphrase,
         gboolean             encrypt)
{
  if (encrypt)
    CHECK (gnutls_pkcs12_bag_encrypt (bag, passphrase, GNUTLS_PKCS_PBES2_AES_256));
  CHECK (gnutls_pkcs12_set_bag (p12, bag));
  gnutls_pkcs12_bag_deinit (bag);
}

/* PKCS #12 with a certificate and, each where it is not NULL, the key of @key and an authority. */
GBytes *
cs_test_client_make_pkcs12 (CsTestCertificate *certificate,
                            CsTestCertificate *key,
                            CsTestCertificate *authority,
                            const char        *passphrase)
{
  gnutls_pkcs12_t p12;
  gnutls_pkcs12_bag_t bag;
  gnutls_datum_t data;
  GBytes *bytes;

  CHECK (gnutls_pkcs12_init (&p12));
  CHECK (gnutls_pkcs12_bag_init (&bag));
  if (authority)
    CHECK (gnutls_pkcs12_bag_set_crt (bag, authority->handle));
  CHECK (gnutls_pkcs12_bag_set_crt (bag, certificate->handle));
  add_bag (p12, bag, passphrase, TRUE);

  if (key) {
    CHECK (gnutls_x509_privkey_export2_pkcs8 (key->key, GNUTLS_X509_FMT_DER, passphrase, GNUTLS_PKCS_PBES2_AES_256, &data));
    CHECK (gnutls_pkcs12_bag_init (&bag));
    CHECK (gnutls_pkcs12_bag_set_data (bag, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, &data));
    gnutls_free (data.data);
    add_bag (p12, bag, passphrase, FALSE);
  }

  CHECK (gnutls_pkcs12_generate_mac2 (p12, GNUTLS_MAC_SHA256, passphrase));
  CHECK (gnutls_pkcs12_export2 (p12, GNUTLS_X509_FMT_DER, &data));
  bytes = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);
  gnutls_pkcs12_deinit (p12);

  return bytes;
}

/* The key of a certificate as PKCS #8 in PEM, encrypted. */
char *
cs_test_client_encrypt_key (CsTestCertificate *certificate,
                            const char        *passphrase)
{
  gnutls_datum_t data;
  char *text;

  CHECK (gnutls_x509_privkey_export2_pkcs8 (certificate->key, GNUTLS_X509_FMT_PEM, passphrase, GNUTLS_PKCS_PBES2_AES_256,
                                            &data));
  text = g_strndup ((const char *) data.data, data.size);
  gnutls_free (data.data);

  return text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-strength.h"

#include <string.h>

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

#include "cs-test-authority.h"

static void
test_weighs_keys (void)
{
  static const struct {
    CsTestKey key;
    gboolean strong;
  } keys[] = {
    { CS_TEST_KEY_P256, TRUE },
    { CS_TEST_KEY_P384, TRUE },
    { CS_TEST_KEY_ED25519, TRUE },
    { CS_TEST_KEY_RSA_2048, TRUE },
    { CS_TEST_KEY_RSA_1024, FALSE },
    { CS_TEST_KEY_DSA_2048, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    const CsTestSpec spec = { .authority = TRUE, .name = "Root", .key = keys[i].key };
    g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &spec);

    g_test_message ("%s", cs_certificate_get_key_description (root->certificate));
    g_assert_cmpint (cs_strength_is_key_strong (root->certificate), ==, keys[i].strong);
    g_assert_cmpint (cs_strength_is_signature_strong (root->certificate), ==, keys[i].key != CS_TEST_KEY_DSA_2048);
  }
}

static void
test_weighs_signatures (void)
{
  static const struct {
    CsTestKey key;
    CsTestDigest digest;
    gboolean strong;
  } signatures[] = {
    { CS_TEST_KEY_P256, CS_TEST_DIGEST_SHA256, TRUE },
    { CS_TEST_KEY_P256, CS_TEST_DIGEST_SHA384, TRUE },
    { CS_TEST_KEY_P256, CS_TEST_DIGEST_SHA1, FALSE },
    { CS_TEST_KEY_RSA_2048, CS_TEST_DIGEST_SHA256, TRUE },
    { CS_TEST_KEY_RSA_2048, CS_TEST_DIGEST_SHA1, FALSE },
    { CS_TEST_KEY_RSA_2048, CS_TEST_DIGEST_MD5, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++) {
    const CsTestSpec spec = { .authority = TRUE, .name = "Root", .key = signatures[i].key, .digest = signatures[i].digest };
    g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &spec);

    g_test_message ("%s", cs_certificate_get_signature_name (root->certificate));
    g_assert_cmpint (cs_strength_is_signature_strong (root->certificate), ==, signatures[i].strong);
  }
}

static CsCertificate *
certificate_new_for_rsa (gsize modulus_size,
                         gsize exponent_size)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autofree guint8 *numbers = g_malloc (MAX (modulus_size, exponent_size));
  const gnutls_datum_t modulus = { numbers, modulus_size };
  const gnutls_datum_t exponent = { numbers, exponent_size };
  gnutls_datum_t data = { NULL, 0 };
  gnutls_pubkey_t key;
  gnutls_x509_crt_t crt;
  g_autoptr (GBytes) der = NULL;

  memset (numbers, 0x55, MAX (modulus_size, exponent_size));
  numbers[0] = 0xd5;
  gnutls_pubkey_init (&key);
  g_assert_cmpint (gnutls_pubkey_import_rsa_raw (key, &modulus, &exponent), >=, 0);
  gnutls_x509_crt_init (&crt);
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, "\1", 1);
  gnutls_x509_crt_set_activation_time (crt, 1600000000);
  gnutls_x509_crt_set_expiration_time (crt, 1700000000);
  g_assert_cmpint (gnutls_x509_crt_set_pubkey (crt, key), >=, 0);
  g_assert_cmpint (gnutls_x509_crt_sign2 (crt, root->handle, root->key, GNUTLS_DIG_SHA256, 0), >=, 0);
  g_assert_cmpint (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &data), >=, 0);
  der = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);
  gnutls_x509_crt_deinit (crt);
  gnutls_pubkey_deinit (key);

  return cs_certificate_new_from_der (der, NULL);
}

static void
test_knows_what_it_can_bear (void)
{
  static const struct {
    gsize modulus;
    gsize exponent;
    gboolean bearable;
  } keys[] = {
    { 256, 3, TRUE },
    { 2048, 3, TRUE },
    { 256, 8, TRUE },
    { 256, 256, FALSE },
    { 2049, 3, FALSE },
    { 50000, 50000 / 8, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (CsCertificate) certificate = certificate_new_for_rsa (keys[i].modulus, keys[i].exponent);

    g_test_message ("%u", i);
    g_assert_nonnull (certificate);
    g_assert_cmpint (cs_strength_is_key_bearable (certificate), ==, keys[i].bearable);
    g_assert_cmpint (cs_strength_is_key_strong (certificate), ==, keys[i].bearable);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/strength/weighs-keys", test_weighs_keys);
  g_test_add_func ("/strength/knows-what-it-can-bear", test_knows_what_it_can_bear);
  g_test_add_func ("/strength/weighs-signatures", test_weighs_signatures);

  return g_test_run ();
}

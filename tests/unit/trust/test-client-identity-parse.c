/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-client-identity.h"

#include <string.h>

#include "base/cs-error.h"

#include "cs-test-client.h"

typedef struct {
  CsTestCertificate *root;
  CsTestCertificate *issuing;
  CsTestCertificate *alice;
  CsTestCertificate *bob;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const CsTestSpec issuing = { .authority = TRUE, .name = "Issuing" };

  self->root = cs_test_authority_new_root ("Root");
  self->issuing = cs_test_authority_make (self->root, &issuing);
  self->alice = cs_test_client_new (self->issuing, "Alice");
  self->bob = cs_test_client_new (self->issuing, "Bob");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  cs_test_certificate_free (self->root);
  cs_test_certificate_free (self->issuing);
  cs_test_certificate_free (self->alice);
  cs_test_certificate_free (self->bob);
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static CsSecret *
secret_of (const char *text)
{
  return text ? cs_secret_new (text) : NULL;
}

static void
read_pkcs12 (GBytes     *file,
             const char *passphrase,
             Fixture    *self,
             int         expected)
{
  g_autoptr (CsSecret) secret = secret_of (passphrase);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsClientIdentity) identity = cs_client_identity_new_from_pkcs12 (file, secret, &error);

  if (expected >= 0) {
    g_assert_error (error, CS_ERROR, expected);
    g_assert_null (identity);
    g_test_message ("%s", error->message);
    return;
  }

  g_assert_no_error (error);
  g_assert_true (cs_certificate_equal (cs_client_identity_get_certificate (identity), self->alice->certificate));
}

static void
test_pkcs12 (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GBytes) good = cs_test_client_make_pkcs12 (self->alice, self->alice, self->issuing, "open sesame");
  g_autoptr (GBytes) empty = cs_test_client_make_pkcs12 (self->alice, self->alice, NULL, "");
  g_autoptr (GBytes) keyless = cs_test_client_make_pkcs12 (self->alice, NULL, NULL, "open sesame");
  g_autoptr (GBytes) foreign = cs_test_client_make_pkcs12 (self->bob, self->alice, NULL, "open sesame");
  g_autoptr (GBytes) noise = bytes_of ("noise");
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) / 2);

  read_pkcs12 (good, "open sesame", self, -1);
  read_pkcs12 (empty, NULL, self, -1);
  read_pkcs12 (empty, "", self, -1);
  read_pkcs12 (good, NULL, self, CS_ERROR_PASSPHRASE_WANTED);
  read_pkcs12 (good, "", self, CS_ERROR_PASSPHRASE_WRONG);
  read_pkcs12 (good, "open barley", self, CS_ERROR_PASSPHRASE_WRONG);
  read_pkcs12 (keyless, "open sesame", self, CS_ERROR_NO_KEY);
  read_pkcs12 (foreign, "open sesame", self, CS_ERROR_NO_KEY);
  read_pkcs12 (noise, NULL, self, CS_ERROR_NOT_A_CERTIFICATE);
  read_pkcs12 (half, "open sesame", self, CS_ERROR_NOT_A_CERTIFICATE);
}

static void
test_chain (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *text = g_strconcat (self->root->pem, self->issuing->pem, self->bob->pem, self->alice->pem, NULL);
  g_autoptr (GBytes) certificates = bytes_of (text);
  g_autoptr (GBytes) key = bytes_of (self->alice->key_pem);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsClientIdentity) identity = cs_client_identity_new_from_pem (certificates, key, NULL, &error);
  GPtrArray *chain;

  /* Whatever the order, the own one comes first, and the root stays at home. */
  g_assert_no_error (error);
  chain = cs_client_identity_get_chain (identity);
  g_assert_cmpuint (chain->len, ==, 2);
  g_assert_true (cs_certificate_equal (g_ptr_array_index (chain, 0), self->alice->certificate));
  g_assert_true (cs_certificate_equal (g_ptr_array_index (chain, 1), self->issuing->certificate));
}

static void
test_pem (Fixture       *self,
          gconstpointer  data)
{
  g_autofree char *sealed = cs_test_client_encrypt_key (self->alice, "open sesame");
  g_autofree char *both = g_strconcat (self->alice->key_pem, self->alice->pem, NULL);
  const struct {
    const char *certificates;
    const char *key;
    const char *passphrase;
    int         expected;
  } rows[] = {
    { self->alice->pem, self->alice->key_pem, NULL, -1 },
    { self->alice->pem, self->alice->key_pem, "of no use", -1 },
    { both, both, NULL, -1 },
    { self->alice->pem, sealed, "open sesame", -1 },
    { self->alice->pem, sealed, NULL, CS_ERROR_PASSPHRASE_WANTED },
    { self->alice->pem, sealed, "open barley", CS_ERROR_PASSPHRASE_WRONG },
    { self->alice->pem, self->alice->pem, NULL, CS_ERROR_NO_KEY },
    { self->alice->pem, self->bob->key_pem, NULL, CS_ERROR_KEY_MISMATCH },
    { self->alice->key_pem, self->alice->key_pem, NULL, CS_ERROR_NOT_A_CERTIFICATE },
    { "noise", self->alice->key_pem, NULL, CS_ERROR_NOT_A_CERTIFICATE },
    { self->alice->pem, "-----BEGIN PRIVATE KEY-----\nnoise\n-----END PRIVATE KEY-----\n", NULL, CS_ERROR_NO_KEY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) certificates = bytes_of (rows[i].certificates);
    g_autoptr (GBytes) key = bytes_of (rows[i].key);
    g_autoptr (CsSecret) passphrase = secret_of (rows[i].passphrase);
    g_autoptr (GError) error = NULL;
    g_autoptr (CsClientIdentity) identity = cs_client_identity_new_from_pem (certificates, key, passphrase, &error);

    g_test_message ("row %zu", i);
    if (rows[i].expected < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, CS_ERROR, rows[i].expected);
    g_assert_true ((identity != NULL) == (rows[i].expected < 0));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client-identity-parse/reads-pkcs12-and-says-what-is-wrong", test_pkcs12);
  ADD ("/client-identity-parse/reads-pem-and-says-what-is-wrong", test_pem);
  ADD ("/client-identity-parse/puts-the-chain-in-order", test_chain);
#undef ADD

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-strength.h"

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/strength/weighs-keys", test_weighs_keys);
  g_test_add_func ("/strength/weighs-signatures", test_weighs_signatures);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-client-identity.h"

#include <string.h>

#include "base/cs-error.h"

#include "cs-test-card.h"
#include "cs-test-client.h"

static CsTestCertificate *root;
static CsTestCertificate *alice;
static CsTestCard *card;

static void
try_pin (const char *pin,
         int         expected,
         const char *words,
         int         tries)
{
  g_autoptr (CsSecret) secret = pin ? cs_secret_new (pin) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsClientIdentity) identity = cs_client_identity_new_from_token (cs_test_card_get_uri (card), secret, &error);

  g_test_message ("%s: %s", pin ? pin : "none", error ? error->message : "taken");
  g_assert_cmpint (cs_test_card_get_tries (card), ==, tries);
  if (expected < 0) {
    g_assert_no_error (error);
    g_assert_true (cs_certificate_equal (cs_client_identity_get_certificate (identity), alice->certificate));
  } else {
    g_assert_null (identity);
    g_assert_error (error, CS_ERROR, expected);
    g_assert_nonnull (strstr (error->message, words));
  }
}

/* Each one given is used up once. */
static void
test_counts_wrong_pins (void)
{
  try_pin (NULL, CS_ERROR_PASSPHRASE_WANTED, "asks for its PIN.", 0);
  try_pin ("1111", CS_ERROR_PASSPHRASE_WRONG, "A few more", 1);
  try_pin (NULL, CS_ERROR_PASSPHRASE_WANTED, "was wrong before", 1);
  try_pin (CS_TEST_CARD_PIN, -1, NULL, 0);
  try_pin ("1111", CS_ERROR_PASSPHRASE_WRONG, "A few more", 1);
  try_pin ("2222", CS_ERROR_PASSPHRASE_WRONG, "One try is left", 2);
  try_pin (NULL, CS_ERROR_PIN_LAST_TRY, "One try is left", 2);
  try_pin ("3333", CS_ERROR_PIN_LOCKED, "is locked now", 3);
  try_pin (CS_TEST_CARD_PIN, CS_ERROR_PIN_LOCKED, "is locked after too many", 3);
  try_pin (NULL, CS_ERROR_PIN_LOCKED, "is locked after too many", 3);
  cs_test_card_unlock (card);
  try_pin (CS_TEST_CARD_PIN, -1, NULL, 0);
}

static void
test_says_that_it_was_pulled_out (void)
{
  cs_test_card_set_gone (card, TRUE);
  try_pin (CS_TEST_CARD_PIN, CS_ERROR_NOT_FOUND, "plugged in", 0);
  cs_test_card_set_gone (card, FALSE);
  try_pin (CS_TEST_CARD_PIN, -1, NULL, 0);
}

static void
test_says_that_there_is_no_such_token (void)
{
  static const char * const uris[] = {
    "pkcs11:token=Nobody%20has%20this;object=nor%20that",
    "pkcs11:token=Nobody%20has%20this;object=nor%20that;type=cert",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (CsSecret) pin = cs_secret_new ("1234");
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_client_identity_new_from_token (uris[i], pin, &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
  }
}

static void
test_says_that_it_is_no_token (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_client_identity_new_from_token ("pkcs11:%zz", NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NO_KEY);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  root = cs_test_authority_new_root ("Root");
  alice = cs_test_client_new (root, "Alice");
  card = cs_test_card_new (alice);

  g_test_add_func ("/client-identity-token/says-that-there-is-no-such-token", test_says_that_there_is_no_such_token);
  g_test_add_func ("/client-identity-token/says-that-it-is-no-token", test_says_that_it_is_no_token);

  g_test_add_func ("/client-identity-token/counts-wrong-pins-and-uses-none-twice", test_counts_wrong_pins);
  g_test_add_func ("/client-identity-token/says-that-it-was-pulled-out", test_says_that_it_was_pulled_out);

  status = g_test_run ();
  cs_test_card_free (card);
  cs_test_certificate_free (alice);
  cs_test_certificate_free (root);

  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-client-identity.h"

#include "base/cs-error.h"

/* What a token does is tested with one, together with the server that asks for the certificate. */
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
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-identity-token/says-that-there-is-no-such-token", test_says_that_there_is_no_such_token);
  g_test_add_func ("/client-identity-token/says-that-it-is-no-token", test_says_that_it_is_no_token);

  return g_test_run ();
}

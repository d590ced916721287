/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-pkcs11.h"

#include <gnutls/pkcs11.h>

static void
test_stays_open_for_the_last_one (void)
{
  char *found = NULL;

  cs_pkcs11_open ();
  cs_pkcs11_open ();
  cs_pkcs11_close ();

  /* A machine may have no token at all; asking for one works as long as the modules are open. */
  g_assert_cmpint (gnutls_pkcs11_token_get_url (9999, GNUTLS_PKCS11_URL_GENERIC, &found), ==,
                   GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
  cs_pkcs11_close ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pkcs11/stays-open-for-the-last-one", test_stays_open_for_the_last_one);

  return g_test_run ();
}

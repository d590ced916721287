/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Prints a header with the private keys that take long to make: the build makes them once, no test under valgrind does. */

#include <stdio.h>
#include <stdlib.h>

#include <gnutls/x509.h>

#include "cs-test-authority.h"

static void
check (int         result,
       const char *what)
{
  if (result >= 0)
    return;

  fprintf (stderr, "%s: %s\n", what, gnutls_strerror (result));
  exit (1);
}

static void
print_key (CsTestKey             kind,
           gnutls_pk_algorithm_t algorithm,
           guint                 bits)
{
  gnutls_x509_privkey_t key;
  gnutls_datum_t pem;

  check (gnutls_x509_privkey_init (&key), "gnutls_x509_privkey_init");
  check (gnutls_x509_privkey_generate (key, algorithm, bits, 0), "gnutls_x509_privkey_generate");
  check (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &pem), "gnutls_x509_privkey_export2");
  printf ("  [%d] = \"", kind);
  for (guint i = 0; i < pem.size; i++) {
    if (pem.data[i] == '\n')
      printf ("\\n");
    else
      putchar (pem.data[i]);
  }
  printf ("\",\n");
  gnutls_free (pem.data);
  gnutls_x509_privkey_deinit (key);
}

int
main (void)
{
  printf ("static const char * const slow_keys[] = {\n");
  print_key (CS_TEST_KEY_RSA_1024, GNUTLS_PK_RSA, 1024);
  print_key (CS_TEST_KEY_RSA_2048, GNUTLS_PK_RSA, 2048);
  print_key (CS_TEST_KEY_DSA_2048, GNUTLS_PK_DSA, 2048);
  printf ("};\n");

  return 0;
}

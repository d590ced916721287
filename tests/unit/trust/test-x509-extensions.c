/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include "trust/cs-x509-extensions.h"

#include <string.h>

#include "cs-test-authority.h"
#include "trust/cs-certificate-private.h"

static void
test_takes_a_sound_certificate (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");

  g_assert_true (cs_x509_extensions_are_sound (cs_certificate_get_handle (root->certificate)));
}

/* The key usage becomes a second subject key identifier. */
static void
test_refuses_one_that_comes_twice (void)
{
  static const guint8 key_usage[] = { 0x06, 0x03, 0x55, 0x1d, 0x0f };
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  gsize size;
  const guint8 *der = g_bytes_get_data (root->der, &size);
  g_autofree guint8 *copy = g_memdup2 (der, size);
  guint8 *found = memmem (copy, size, key_usage, sizeof key_usage);
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (CsCertificate) certificate = NULL;

  g_assert_nonnull (found);
  found[4] = 0x0e;
  changed = g_bytes_new (copy, size);
  certificate = cs_certificate_new_from_der (changed, NULL);
  /* GnuTLS refuses to read it, and where it does read such a thing, we refuse it. */
  if (certificate)
    g_assert_cmpstr (cs_certificate_get_malformed (certificate), ==, "extensions");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/x509-extensions/takes-a-sound-certificate", test_takes_a_sound_certificate);
  g_test_add_func ("/x509-extensions/refuses-one-that-comes-twice", test_refuses_one_that_comes_twice);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"

static void
test_domain (void)
{
  g_autoptr (GError) error = g_error_new_literal (CS_ERROR, CS_ERROR_REFUSED, "refused");

  g_assert_cmpstr (g_quark_to_string (CS_ERROR), ==, "cs-error-quark");
  g_assert_error (error, CS_ERROR, CS_ERROR_REFUSED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/has-a-domain-of-its-own", test_domain);

  return g_test_run ();
}

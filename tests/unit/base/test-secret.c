/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-secret.h"

static void
test_keeps (void)
{
  static const char * const cases[] = { "", "x", "pässwörd with spaces" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup (cases[i]);
    g_autoptr (CsSecret) secret = cs_secret_new (text);

    *text = '\0';
    g_assert_cmpstr (cs_secret_peek (secret), ==, cases[i]);
  }
}

static void
test_shared (void)
{
  CsSecret *secret = cs_secret_new ("secret");
  CsSecret *other = g_boxed_copy (CS_TYPE_SECRET, secret);

  cs_secret_unref (secret);
  g_assert_cmpstr (cs_secret_peek (other), ==, "secret");
  g_boxed_free (CS_TYPE_SECRET, other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/keeps-a-copy", test_keeps);
  g_test_add_func ("/secret/lives-until-the-last-owner-lets-go", test_shared);

  return g_test_run ();
}

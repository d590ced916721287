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

static void
test_bytes (void)
{
  g_autoptr (GBytes) bytes = cs_secret_bytes_new_take ((guint8 *) g_strdup ("a key, and more"), 5);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 2, 3);

  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 5);
  g_clear_pointer (&bytes, g_bytes_unref);
  g_assert_cmpmem (g_bytes_get_data (part, NULL), g_bytes_get_size (part), "key", 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/keeps-a-copy", test_keeps);
  g_test_add_func ("/secret/lives-until-the-last-owner-lets-go", test_shared);
  g_test_add_func ("/secret/bytes-live-until-nobody-needs-them", test_bytes);

  return g_test_run ();
}

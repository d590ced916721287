/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-name-text.h"

static void
test_compares_by_rfc_5280 (void)
{
  static const struct {
    const char *a;
    const char *b;
    gboolean same;
  } cases[] = {
    { "CN=Root,O=Example Corp", "CN=Root,O=Example Corp", TRUE },
    { "CN=ROOT,O=Example   corp ", "cn=root,O= example Corp", TRUE },
    { "O=\\ Example Corp\\ ", "O=Example Corp", TRUE },
    { "CN=B\xc3\xbc" "cher", "CN=BU\xcc\x88" "CHER", TRUE },
    { "CN=Root,O=Example Corp", "O=Example Corp,CN=Root", FALSE },
    { "CN=Root,O=Example", "CN=Root", FALSE },
    { "CN=a\\,O=b", "CN=a,O=b", FALSE },
    { "CN=Root", "OU=Root", FALSE },
    { "", "", TRUE },
    { "", "CN=", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *a = cs_name_text_normalize (cases[i].a);
    g_autofree char *b = cs_name_text_normalize (cases[i].b);

    g_test_message ("%s | %s", cases[i].a, cases[i].b);
    g_assert_cmpint (g_str_equal (a, b), ==, cases[i].same);
  }
}

static void
test_splits_at_commas_that_are_not_escaped (void)
{
  g_autoptr (GPtrArray) parts = cs_name_text_split ("CN=One\\, Two,O=Example  Corp");
  g_autoptr (GPtrArray) none = cs_name_text_split ("");

  g_assert_cmpuint (parts->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (parts, 0), ==, "cn=one\\, two");
  g_assert_cmpstr (g_ptr_array_index (parts, 1), ==, "o=example corp");
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/name-text/compares-by-rfc-5280", test_compares_by_rfc_5280);
  g_test_add_func ("/name-text/splits-at-commas-that-are-not-escaped", test_splits_at_commas_that_are_not_escaped);

  return g_test_run ();
}

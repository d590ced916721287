/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-scripts.h"

static void
test_mixed (void)
{
  static const struct {
    const char *name;
    gboolean    mixed;
  } cases[] = {
    { "", FALSE },
    { "alice-2", FALSE },
    { "\u0430lice", TRUE },         /* a Cyrillic letter among Latin ones */
    { "alic\u0435", TRUE },
    { "\u03b1lpha", TRUE },         /* a Greek one */
    { "иван", FALSE },
    { "иван.petrov", FALSE },
    { "иванpetrov", TRUE },
    { "tシャツ", FALSE },
    { "tシャツ.иван", FALSE },
    { "ivan\u0301", FALSE },
    { "한국漢字", FALSE },
    { "한국カメラ", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].name);
    g_assert_cmpint (cs_scripts_are_mixed (cases[i].name), ==, cases[i].mixed);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scripts/finds-one-among-others", test_mixed);

  return g_test_run ();
}

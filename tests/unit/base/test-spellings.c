/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-spellings.h"

static void
test_list (void)
{
  static const struct {
    const char *word;
    const char *spellings;
  } cases[] = {
    { "room", "room ｒｏｏｍ" },
    { "Strasse", "Strasse straße Ｓｔｒａｓｓｅ" },
    { "Größe", "Größe Gro\314\210ße grösse Ｇｒößｅ" },
    { "ＡＢ１", "ＡＢ１ AB1" },
    { "ガラス", "ガラス カ\343\202\231ラス ｶﾞﾗｽ" },
    { "ｶﾞﾗｽ", "ｶﾞﾗｽ ガラス" },
    { "東京", "東京" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) list = cs_spellings_list (cases[i].word);
    g_autofree char *joined = NULL;

    g_ptr_array_add (list, NULL);
    joined = g_strjoinv (" ", (char **) list->pdata);
    g_assert_cmpstr (joined, ==, cases[i].spellings);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spellings/knows-how-a-word-may-be-written", test_list);

  return g_test_run ();
}

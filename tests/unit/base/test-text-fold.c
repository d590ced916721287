/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-text-fold.h"

static char *
repeat (const char *text,
        guint       times)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (string, text);

  return g_string_free (string, FALSE);
}

static void
test_cases (void)
{
  static const struct {
    const char *words;
    guint       times;
    gboolean    folded;
    gsize       length;
  } cases[] = {
    { "", 0, FALSE, 0 },
    { "one line", 1, FALSE, 8 },
    { "line\n", 23, FALSE, 115 },
    { "line\n", 24, TRUE, 99 },
    { "line\n", 5000, TRUE, 99 },
    { "\n", 100, TRUE, 19 },
    { "123456789 ", 200, FALSE, 2000 },
    { "123456789 ", 230, FALSE, 2300 },
    { "123456789 ", 231, TRUE, 1999 },
    /* A word that is longer than any. */
    { "x", 10000, TRUE, 2000 },
    /* In characters, not in bytes. */
    { "会", 2300, FALSE, 6900 },
    { "会", 2301, TRUE, 6000 },
    /* A letter with an accent stays whole, and so does a family. */
    { "xe\u0301", 2000, TRUE, 2665 },
    { "\U0001f468\u200d\U0001f469\u200d\U0001f467", 1000, TRUE, 7200 },
    { "x\U0001f44b\U0001f3fb", 1000, TRUE, 5995 },
    { "\U0001f468\u200d\U0001f469", 1000, TRUE, 7326 },
    { "x\U0001f468\u200d\U0001f469\u200d\U0001f467", 1000, TRUE, 6328 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = repeat (cases[i].words, cases[i].times);
    gsize length = 0;

    g_test_message ("%u times %s", cases[i].times, cases[i].words);
    g_assert_cmpint (cs_text_fold (text, &length), ==, cases[i].folded);
    g_assert_cmpuint (length, ==, cases[i].length);
    g_assert_true (g_utf8_validate (text, (gssize) length, NULL));
  }
}

/* A quarter of a megabyte costs as much as two thousand letters. */
static void
test_long (void)
{
  g_autofree char *text = g_strnfill (256 * 1024, 'x');
  gsize length = 0;

  /* What is behind the place where it looks is not even text. */
  text[200 * 1024] = '\xff';
  g_assert_true (cs_text_fold (text, &length));
  g_assert_cmpuint (length, ==, CS_TEXT_FOLD_CHARACTERS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-fold/cuts-between-lines-words-and-letters", test_cases);
  g_test_add_func ("/text-fold/looks-at-the-beginning-only", test_long);

  return g_test_run ();
}

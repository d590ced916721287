/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-match.h"

static void
test_find (void)
{
  static const struct {
    const char *text;
    const char *words;
    const char *before;    /* NULL: not there */
  } cases[] = {
    { "Is the room booked?", "room", "Is the " },
    { "Is the ROOM booked?", "rOOm", "Is the " },
    { "Schöne Grüße aus Köln", "GRÜ", "Schöne " },
    { "Über den Wolken", "über", "" },
    { "会議室は正午まで", "正午", "会議室は" },
    { "aab", "ab", "a" },
    { "ab", "abc", NULL },
    { "a* OR \"b\"", "\"B\"", "a* OR " },
    { "", "a", NULL },
    { "a", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsMatch match;
    gboolean found = cs_match_find (cases[i].text, cases[i].words, &match);

    g_test_message ("%s in %s", cases[i].words, cases[i].text);
    g_assert_cmpint (found, ==, cases[i].before != NULL);
    if (found) {
      g_assert_cmpuint (match.start, ==, strlen (cases[i].before));
      g_assert_cmpuint (match.end, ==, strlen (cases[i].before) + strlen (cases[i].words));
    }
  }
}

static void
test_excerpt (void)
{
  static const char text[] = "A message that goes on and on\nuntil it comes to the boat.";
  g_autofree char *start = cs_match_excerpt (text, "a message");
  g_autofree char *middle = cs_match_excerpt (text, "BOAT");
  g_autofree char *hidden = cs_match_excerpt ("a\u202eb", "b");
  g_autofree char *long_text = g_strnfill (10000, 'x');
  g_autofree char *cut = cs_match_excerpt (long_text, "nothing");

  g_assert_cmpstr (start, ==, "A message that goes on and on until it comes to the boat.");
  g_assert_cmpstr (middle, ==, "…n until it comes to the boat.");
  g_assert_null (strstr (hidden, "\u202e"));
  g_assert_true (g_str_has_suffix (cut, "x…"));
  g_assert_cmpuint (strlen (cut), <, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/finds-large-and-small-letters-alike", test_find);
  g_test_add_func ("/match/shows-what-stands-around", test_excerpt);

  return g_test_run ();
}

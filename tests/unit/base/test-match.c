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
    { "wo die Bank steht, da steht", "DA STEHT", "wo die Bank steht, " },
    { "wo die Bank steht", "steht wo", "wo die Bank " },
    { "wo die Bank steht", "Haus bank", "wo die " },
    { "schön", "o", NULL },
    { "scho\314\210n", "o", NULL },
    { "ガ", "カ", NULL },
    { "weiß", "weis", NULL },
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
      g_assert_cmpuint (match.end, >, match.start);
      g_assert_cmpuint (match.end, <=, strlen (cases[i].before) + strlen (cases[i].words));
    }
  }
}

static void
test_has (void)
{
  static const struct {
    const char *text;
    const char *words;
    gboolean    has;
  } cases[] = {
    { "The room is booked until noon", "booked room", TRUE },
    { "The room is booked until noon", " noon   un ", TRUE },
    { "The room is booked until noon", "booked house", FALSE },
    { "The room is booked until noon", " ", FALSE },
    { "Hauptstraße 5", "STRASSE", TRUE },
    { "Hauptstrasse 5", "straße", TRUE },
    { "HAUPTSTRASSE 5", "Straße", TRUE },
    { "Donaudampfschiff", "dampf", TRUE },
    { "Ärger", "ärger", TRUE },
    { "A\314\210rger", "ÄRGER", TRUE },
    { "Ärger", "a\314\210rger", TRUE },
    { "Ärger", "arger", FALSE },
    { "ＡＢＣ１２３", "abc12", TRUE },
    { "abc", "ＢＣ", TRUE },
    { "ｶﾞﾗｽ", "ガラス", TRUE },
    { "ガラス", "ｶﾞﾗｽ", TRUE },
    { "ｶﾞﾗｽ", "カ", FALSE },
    { "今日は東京タワーに行きました", "タワー　東京", TRUE },
    { "東京", "京都", FALSE },
    { "I ❤️ it", "❤", TRUE },
    { "I ❤ it", "❤️", TRUE },
    { "ﬁne", "fin", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s in %s", cases[i].words, cases[i].text);
    g_assert_cmpint (cs_match_has (cases[i].text, cases[i].words), ==, cases[i].has);
  }
}

static void
test_words (void)
{
  const char *words = " one\ntwo　三 ";
  g_autofree char *one = cs_match_take_word (&words);
  g_autofree char *two = cs_match_take_word (&words);
  g_autofree char *three = cs_match_take_word (&words);

  g_assert_cmpstr (one, ==, "one");
  g_assert_cmpstr (two, ==, "two");
  g_assert_cmpstr (three, ==, "三");
  g_assert_null (cs_match_take_word (&words));
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
  g_test_add_func ("/match/has-all-words-however-they-are-written", test_has);
  g_test_add_func ("/match/takes-words-one-by-one", test_words);
  g_test_add_func ("/match/shows-what-stands-around", test_excerpt);

  return g_test_run ();
}

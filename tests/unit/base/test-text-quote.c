/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-text-quote.h"

static void
test_quote (void)
{
  static const struct {
    const char *text;
    const char *name;
    const char *quote;
  } cases[] = {
    { "Is the room booked?", "Bob", "> Bob:\n> Is the room booked?\n" },
    { "one\ntwo\n", NULL, "> one\n> two\n" },
    { "\n\none\n\n\ntwo\n\n", NULL, "> one\n>\n> two\n" },
    /* The answer, not what it answers. */
    { "> Alice:\n> When?\nAt nine.", "Bob", "> Bob:\n> At nine.\n" },
    /* Nothing but a quote. */
    { "> When?\n> Where?", "Bob", "> Bob:\n> When?\n> Where?\n" },
    { ">:-(", NULL, "> >:-(\n" },
    { "", "Bob", "> Bob:\n" },
    { "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11", NULL, "> 1\n> 2\n> 3\n> 4\n> 5\n> 6\n> 7\n> 8\n> 9\n> 10\n> …\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *quote = cs_text_quote (cases[i].text, cases[i].name);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (quote, ==, cases[i].quote);
  }
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (256 * 1024, 'x');
  g_autofree char *lines = g_strconcat (text, "\ny", NULL);
  g_autofree char *quote = cs_text_quote (lines, NULL);
  g_autofree char *just = g_strndup (text, CS_TEXT_QUOTE_CHARACTERS);
  g_autofree char *whole = cs_text_quote (just, NULL);

  g_assert_cmpint (g_utf8_strlen (quote, -1), ==, CS_TEXT_QUOTE_CHARACTERS + 4);
  g_assert_true (g_str_has_suffix (quote, "x…\n"));
  g_assert_true (g_str_has_suffix (whole, "x\n"));
}

static void
test_find (void)
{
  /* Quotes stand between brackets. */
  static const struct {
    const char *text;
    const char *parts;
  } cases[] = {
    { "", "" },
    { "\n\n", "" },
    { "hello", "hello|" },
    { "> Bob:\n> When?\n\nAt nine.\n", "[Bob:\nWhen?]|At nine.|" },
    { "> a\nb\n> c\nd", "[a]|b|[c]|d|" },
    { "> a\n>\n> b", "[a\n\nb]|" },
    { ">> a\n> b\nc", "[> a\nb]|c|" },
    { "a\n\n\nb", "a\n\n\nb|" },
    { "  indented\n> a", "  indented|[a]|" },
    { ">:-(", ">:-(|" },
    { "1 > 2", "1 > 2|" },
    { ">", "[]|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GArray) parts = cs_text_find_quotes (cases[i].text);
    g_autoptr (GString) found = g_string_new (NULL);

    for (guint k = 0; k < parts->len; k++) {
      const CsTextPart *part = &g_array_index (parts, CsTextPart, k);
      const char *start = cases[i].text + part->start;
      gsize length = part->end - part->start;
      g_autofree char *text = part->is_quote ? cs_text_unquote (start, length) : g_strndup (start, length);

      g_string_append_printf (found, part->is_quote ? "[%s]|" : "%s|", text);
    }
    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (found->str, ==, cases[i].parts);
  }
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) parts = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "> a\nb\n");
  parts = cs_text_find_quotes (text->str);
  g_assert_cmpuint (parts->len, ==, CS_TEXT_QUOTE_PARTS);
  g_assert_cmpuint (g_array_index (parts, CsTextPart, parts->len - 1).end, ==, text->len - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-quote/quotes-what-a-message-says", test_quote);
  g_test_add_func ("/text-quote/quotes-the-beginning-of-a-long-one", test_long);
  g_test_add_func ("/text-quote/finds-quotes", test_find);
  g_test_add_func ("/text-quote/finds-so-many-quotes-only", test_many);

  return g_test_run ();
}

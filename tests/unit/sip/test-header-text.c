/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>

#include "sip/cs-header-text.h"

static const struct {
  const char *name;
  const char *tag;
  const char *expected;
} made[] = {
  { NULL, NULL, "<sip:a@b>" },
  { "", "t", "<sip:a@b>;tag=t" },
  { "Alice", "t", "\"Alice\" <sip:a@b>;tag=t" },
  { "\303\204nne", NULL, "\"\303\204nne\" <sip:a@b>" },
  { "A \"B\" C\\", NULL, "\"A \\\"B\\\" C\\\\\" <sip:a@b>" },
  { "Alice\r\nX: y", NULL, "<sip:a@b>" },
  { "Alice\nX", NULL, "<sip:a@b>" },
  { "\377", NULL, "<sip:a@b>" },
};

static const struct {
  const char *text;
  const char *expected;
} unquoted[] = {
  { NULL, NULL },
  { "", NULL },
  { "\"\"", NULL },
  { "\"  \"", NULL },
  { "Alice", "Alice" },
  { "\"Alice\"", "Alice" },
  { "\"A \\\"B\\\" \\\\\"", "A \"B\" \\" },
  { "\"", "\"" },
  { "\"A\\\"", "A\\" },
  { "\"Al\001ice\"", NULL },
  { "\"\377\"", NULL },
};

static void
test_make (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (made); i++) {
    g_autofree char *text = cs_header_text_name_address (made[i].name, "sip:a@b", made[i].tag);

    g_assert_cmpstr (text, ==, made[i].expected);
  }
}

static void
test_unquote (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unquoted); i++) {
    g_autofree char *text = cs_header_text_unquote (unquoted[i].text);

    g_assert_cmpstr (text, ==, unquoted[i].expected);
  }
}

static void
test_too_long (void)
{
  g_autofree char *name = g_strnfill (257, 'x');
  g_autofree char *text = cs_header_text_name_address (name, "sip:a@b", NULL);

  g_assert_cmpstr (text, ==, "<sip:a@b>");
  g_assert_null (cs_header_text_unquote (name));
}

static void
test_tag (void)
{
  g_autofree char *one = cs_header_text_new_tag ();
  g_autofree char *other = cs_header_text_new_tag ();

  g_assert_cmpstr (one, !=, other);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/header-text/quotes-names-and-drops-what-would-end-the-header", test_make);
  g_test_add_func ("/header-text/reads-names", test_unquote);
  g_test_add_func ("/header-text/drops-endless-names", test_too_long);
  g_test_add_func ("/header-text/makes-new-tags", test_tag);

  return g_test_run ();
}

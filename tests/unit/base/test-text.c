/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

static void
test_message (void)
{
  static const struct
  {
    const char *text;
    gsize       length;
    gboolean    valid;
  } cases[] = {
    { "", 0, TRUE },
    { "hello", 5, TRUE },
    { "two\nlines\tand a tab", 19, TRUE },
    { "grüße 👋🏽 日本", 23, TRUE },
    { "a\r\nb", 4, FALSE },
    { "a\0b", 3, FALSE },
    { "a\0", 2, FALSE },
    { "\x1b[31m", 5, FALSE },
    { "\x07", 1, FALSE },
    { "\xff", 1, FALSE },
    { "\xc3", 1, FALSE },
    { "\xc0\xaf", 2, FALSE },
    { "\xed\xa0\x80", 3, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (cs_text_check_message (cases[i].text, cases[i].length, &error), ==, cases[i].valid);
    if (cases[i].valid)
      g_assert_no_error (error);
    else
      g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_TEXT);
  }
}

static void
test_message_length (void)
{
  g_autofree char *text = g_strnfill (CS_TEXT_MAX_MESSAGE + 1, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (cs_text_check_message (text, CS_TEXT_MAX_MESSAGE, &error));
  g_assert_no_error (error);
  g_assert_false (cs_text_check_message (text, CS_TEXT_MAX_MESSAGE + 1, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TOO_LARGE);
}

static void
test_header (void)
{
  static const struct
  {
    const char *text;
    gsize       length;
    gboolean    safe;
  } cases[] = {
    { "", 0, TRUE },
    { "Alice Müller", 13, TRUE },
    { "a\rb", 3, FALSE },
    { "a\nb", 3, FALSE },
    { "a\r\nVia: x", 9, FALSE },
    { "a\0b", 3, FALSE },
    { "a\tb", 3, FALSE },
    { "a\x7f", 2, FALSE },
    { "a\xc2\x85", 3, FALSE },
    { "a\xff", 2, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cs_text_is_header_safe (cases[i].text, cases[i].length), ==, cases[i].safe);
}

static void
test_visible (void)
{
  static const struct
  {
    const char *text;
    const char *visible;
  } cases[] = {
    { "", "" },
    { "Example Corp Root CA", "Example Corp Root CA" },
    { "Müller & Söhne <b>日本　語</b>", "Müller & Söhne <b>日本　語</b>" },
    { "e\u0301 👋", "e\u0301 👋" },
    { "a\u202eb", "a‹U+202E›b" },
    { "\u2066x\u2069", "‹U+2066›x‹U+2069›" },
    { "a\u200bb\u200d", "a‹U+200B›b‹U+200D›" },
    { "\ufeff", "‹U+FEFF›" },
    { "so\u00adft", "so‹U+00AD›ft" },
    { "a\nb\tc\x1b", "a‹U+000A›b‹U+0009›c‹U+001B›" },
    { "\xc2\x85\u2028", "‹U+0085›‹U+2028›" },
    { "\u034f\u3164\u115f\u2800\ufe0f", "‹U+034F›‹U+3164›‹U+115F›‹U+2800›‹U+FE0F›" },
    { "\U000e0041", "‹U+E0041›" },
    { "\ue000", "‹U+E000›" },
    { "a\u2009b", "a‹U+2009›b" },
    { "a\xe4z", "a‹0xE4›z" },
    { "\xc3", "‹0xC3›" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *visible = cs_text_make_visible (cases[i].text);

    g_assert_cmpstr (visible, ==, cases[i].visible);
    g_assert_true (g_utf8_validate (visible, -1, NULL));
  }
}

static void
test_readable (void)
{
  static const struct
  {
    const char *text;
    const char *readable;
  } cases[] = {
    { "", "" },
    { "two\nlines\tand <b>more</b>", "two\nlines\tand <b>more</b>" },
    { "a\r\nb\rc", "a\nb‹U+000D›c" },
    { "\U0001f469\u200d\U0001f680 \u2764\ufe0f", "\U0001f469\u200d\U0001f680 \u2764\ufe0f" },
    { "\u200e\u0645\u06cc\u200c\u062e", "\u200e\u0645\u06cc\u200c\u062e" },
    { "a\u202eb\u202e\n", "a‹U+202E›b‹U+202E›\n" },
    { "a\u200bb\x1b", "a‹U+200B›b‹U+001B›" },
    { "a\xe4z", "a‹0xE4›z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *readable = cs_text_make_readable (cases[i].text);

    g_assert_cmpstr (readable, ==, cases[i].readable);
  }
}

static void
test_group (void)
{
  static const struct
  {
    const char *hex;
    guint       group;
    const char *grouped;
  } cases[] = {
    { "", 4, "" },
    { "ab", 4, "AB" },
    { "0123abcd", 4, "0123 ABCD" },
    { "01:23:ab:cd:e", 2, "01 23 AB CD E" },
    { "01 23", 1, "0 1 2 3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *grouped = cs_text_group_hex (cases[i].hex, cases[i].group);

    g_assert_cmpstr (grouped, ==, cases[i].grouped);
  }
}

static void
test_same (void)
{
  static const struct
  {
    const char *typed;
    const char *hex;
    gboolean    same;
  } cases[] = {
    { "0123abcd", "0123abcd", TRUE },
    { "01:23:AB:CD", "0123abcd", TRUE },
    { " 0123 ABCD\n", "0123abcd", TRUE },
    { "SHA256:0123abcd", "01:23:ab:cd", TRUE },
    { "sha-256 0123abcd", "0123abcd", TRUE },
    { "sha256 Fingerprint=01:23:AB:CD", "0123abcd", TRUE },
    { "0123abce", "0123abcd", FALSE },
    { "0123abc", "0123abcd", FALSE },
    { "0123abcd0", "0123abcd", FALSE },
    { "0123-abcd", "0123abcd", FALSE },
    { "", "0123abcd", FALSE },
    { "", "", FALSE },
    { "SHA256:", "", FALSE },
    { "xyz", "xyz", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cs_text_same_hex (cases[i].typed, cases[i].hex), ==, cases[i].same);
}

static void
test_isolate (void)
{
  static const struct {
    const char *text;
    const char *isolated;
  } cases[] = {
    { "Bob", "Bob" },
    { "会議 Köln", "会議 Köln" },
    { "\u05d3\u05e0\u05d9 2", "\u2068\u05d3\u05e0\u05d9 2\u2069" },
    { "Bob \u0645", "\u2068Bob \u0645\u2069" },
    { "\ufb2a", "\u2068\ufb2a\u2069" },
    { "\ufe8d", "\u2068\ufe8d\u2069" },
    { "\U00010900", "\u2068\U00010900\u2069" },
    { "\U0001e900", "\u2068\U0001e900\u2069" },
    { "a\u200fb", "\u2068a\u200fb\u2069" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *isolated = cs_text_isolate (cases[i].text);

    g_assert_cmpstr (isolated, ==, cases[i].isolated);
  }
}

static void
test_embed (void)
{
  g_autofree char *plain = cs_text_embed ("Bob");
  g_autofree char *turned = cs_text_embed ("\u05d3\u05e0\u05d9\u202e 2");

  g_assert_cmpstr (plain, ==, "Bob");
  g_assert_null (strstr (turned, "\u202e"));
  g_assert_true (g_str_has_prefix (turned, "\u2068\u05d3\u05e0\u05d9"));
  g_assert_true (g_str_has_suffix (turned, " 2\u2069"));
}

static void
test_shorten (void)
{
  static const struct { const char *text; guint length; const char *expected; } cases[] = {
    { "Bob", 4, "Bob" },
    { "Robert", 6, "Robert" },
    { "Robert", 5, "Ro…rt" },
    { "Robert", 4, "Ro…t" },
    { "bob@a-long-name.example.test", 16, "bob@a-lo…le.test" },
    { "日本語の名前です", 5, "日本…です" },
    { "Renee\u0301", 4, "Re…" },
    { "", 3, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shortened = cs_text_shorten (cases[i].text, cases[i].length);

    g_assert_cmpstr (shortened, ==, cases[i].expected);
  }
}

static void
test_like_address (void)
{
  g_assert_true (cs_text_is_like_address ("bob@example.test"));
  g_assert_true (cs_text_is_like_address ("Bob (bob＠example.test)"));
  g_assert_true (cs_text_is_like_address ("bob﹫example.test"));
  g_assert_false (cs_text_is_like_address ("Bob at example.test"));
  g_assert_false (cs_text_is_like_address (""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/checks-message", test_message);
  g_test_add_func ("/text/limits-message-length", test_message_length);
  g_test_add_func ("/text/checks-header-value", test_header);
  g_test_add_func ("/text/makes-the-unseen-visible", test_visible);
  g_test_add_func ("/text/keeps-what-messages-are-made-of", test_readable);
  g_test_add_func ("/text/isolates-what-is-read-from-the-right", test_isolate);
  g_test_add_func ("/text/embeds-a-name", test_embed);
  g_test_add_func ("/text/takes-what-is-too-much-out-of-the-middle", test_shorten);
  g_test_add_func ("/text/knows-names-that-are-addresses", test_like_address);
  g_test_add_func ("/text/groups-fingerprint", test_group);
  g_test_add_func ("/text/compares-fingerprints", test_same);

  return g_test_run ();
}

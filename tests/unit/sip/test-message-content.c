/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "base/cs-text.h"
#include "sip/cs-message-content.h"

static const struct {
  const char *type;
  const char *charset;
  const char *encoding;
  const char *body;
  guint       status;
  const char *text;
} cases[] = {
  { "text/plain", NULL, NULL, "hello", 200, "hello" },
  { "Text/Plain", "UTF-8", NULL, "h\303\251llo", 200, "h\303\251llo" },
  { NULL, NULL, NULL, "hello", 200, "hello" },
  { "text/plain", "us-ascii", "identity", "hello", 200, "hello" },
  { "text/plain", NULL, NULL, "a\r\nb\rc\nd\r\n", 200, "a\nb\nc\nd\n" },
  { "text/plain", NULL, NULL, "bell\007tab\t", 200, "bell\357\277\275tab\t" },
  { "text/plain", NULL, NULL, "", 200, NULL },
  { "text/plain", "iso-8859-1", NULL, "hello", 415, NULL },
  { "text/html", NULL, NULL, "<b>hello</b>", 415, NULL },
  { "message/cpim", NULL, NULL, "From: x", 415, NULL },
  { "application/im-iscomposing+xml", NULL, NULL, "<x/>", 415, NULL },
  { "text/plain", NULL, "gzip", "hello", 415, NULL },
  { "text/plain", NULL, "identity,gzip", "hello", 415, NULL },
  { "text/plain", "utf-8", NULL, "h\351llo", 400, NULL },
  { "text/plain", "utf-8", NULL, "\355\240\200", 400, NULL },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
    g_autofree char *text = NULL;

    g_assert_cmpuint (cs_message_content_read (cases[i].type, cases[i].charset, cases[i].encoding, body, &text), ==,
                      cases[i].status);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_bytes (void)
{
  g_autoptr (GBytes) nul = g_bytes_new_static ("a\0b", 3);
  g_autofree char *text = NULL;

  g_assert_cmpuint (cs_message_content_read ("text/plain", NULL, NULL, nul, &text), ==, 400);
  g_assert_null (text);
  g_assert_cmpuint (cs_message_content_read (NULL, NULL, NULL, NULL, &text), ==, 200);
  g_assert_null (text);
}

static void
test_length (void)
{
  g_autofree char *long_text = g_strnfill (CS_TEXT_MAX_MESSAGE + 1, 'x');
  g_autoptr (GBytes) largest = g_bytes_new_static (long_text, CS_TEXT_MAX_MESSAGE);
  g_autoptr (GBytes) too_large = g_bytes_new_static (long_text, CS_TEXT_MAX_MESSAGE + 1);
  g_autofree char *text = NULL;

  g_assert_cmpuint (cs_message_content_read (NULL, NULL, NULL, too_large, &text), ==, 413);
  g_assert_null (text);
  g_assert_cmpuint (cs_message_content_read (NULL, NULL, NULL, largest, &text), ==, 200);
  g_assert_cmpuint (strlen (text), ==, CS_TEXT_MAX_MESSAGE);
}

static void
test_time (void)
{
  const gint64 now = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC + 5;

  g_assert_cmpint (cs_message_content_time (0, now), ==, now);
  g_assert_cmpint (cs_message_content_time (1790000000 - 3600, now), ==, G_GINT64_CONSTANT (1789996400) * G_USEC_PER_SEC);
  g_assert_cmpint (cs_message_content_time (1790000000 + 60, now), ==, now);
  g_assert_cmpint (cs_message_content_time (1790000000 + 3600, now), ==, now);
  g_assert_cmpint (cs_message_content_time (G_MININT64 / 2, now), ==, now);
  g_assert_cmpint (cs_message_content_time (1000000000, now), ==, now);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-content/takes-and-refuses", test_table);
  g_test_add_func ("/message-content/takes-no-nul-and-no-body", test_bytes);
  g_test_add_func ("/message-content/has-a-limit", test_length);
  g_test_add_func ("/message-content/believes-likely-dates", test_time);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-text-link.h"

static void
test_find (void)
{
  static const struct {
    const char *text;
    const char *target;    /* NULL: no link */
    const char *party;
  } cases[] = {
    { "see https://example.com/a?b=c#d now", "https://example.com/a?b=c#d", "example.com" },
    { "HTTP://Example.COM", "HTTP://Example.COM", "Example.COM" },
    { "(https://example.com/a_(b)).", "https://example.com/a_(b)", "example.com" },
    { "https://example.com/, and", "https://example.com/", "example.com" },
    { "https://example.com。", "https://example.com", "example.com" },
    { "会議https://example.com/室", "https://example.com/", "example.com" },
    { "https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x", "2001:db8::1" },
    { "<https://example.com/><b>", "https://example.com/", "example.com" },
    { "sip:bob@example.test?Subject=x", "sip:bob@example.test", "bob@example.test" },
    { "mailto:bob@example.test?attach=/etc/passwd", "mailto:bob@example.test", "bob@example.test" },
    /* Somebody else's name before the host. */
    { "https://bank.example@evil.example/", NULL, NULL },
    /* Somebody else's name in what is one host to GLib, and a host and a path, or a name, to others. */
    { "https://bank.example%2flogin.evil.example/", NULL, NULL },
    { "https://bank.example%40evil.example/", NULL, NULL },
    { "https://bank.example%23.evil.example/", NULL, NULL },
    { "https://bank.example%20.evil.example/", NULL, NULL },
    /* Cut short. */
    { "https://example.com/a…", NULL, NULL },
    /* A host that only begins in ASCII, or looks as if it did. */
    { "https://exämple.com/", NULL, NULL },
    { "https://ex\u0430mple.com/", NULL, NULL },
    /* The scheme is another one, or none. */
    { "javascript:alert(1)", NULL, NULL },
    { "file:///etc/passwd", NULL, NULL },
    { "xhttps://example.com", NULL, NULL },
    { "data:text/html,x", NULL, NULL },
    { "example.com", NULL, NULL },
    { "https://", NULL, NULL },
    { "https:///x", NULL, NULL },
    { "sip:", NULL, NULL },
    { "mailto:@x", NULL, NULL },
    { "mailto:a@b,c@d", NULL, NULL },
    { "mailto:a%0abcc@d.example", NULL, NULL },
    { "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) links = cs_text_link_find (cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpuint (links->len, ==, cases[i].target ? 1 : 0);
    if (cases[i].target) {
      CsTextLink *link = links->pdata[0];
      g_autofree char *shown = g_strndup (cases[i].text + link->start, link->end - link->start);

      g_assert_cmpstr (link->target, ==, cases[i].target);
      g_assert_cmpstr (link->party, ==, cases[i].party);
      /* What stands there is where it leads. */
      g_assert_cmpstr (shown, ==, link->target);
    }
  }
}

static void
test_several (void)
{
  g_autoptr (GPtrArray) links = cs_text_link_find ("https://a.example sip:b@c.example\nmailto:d@e.example");
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GPtrArray) limited = NULL;
  g_autofree char *path = g_strnfill (10000, 'x');
  g_autofree char *long_link = g_strconcat ("https://example.com/", path, NULL);
  g_autoptr (GPtrArray) none = cs_text_link_find (long_link);

  g_assert_cmpuint (links->len, ==, 3);
  g_assert_cmpint (((CsTextLink *) links->pdata[0])->kind, ==, CS_TEXT_LINK_WEB);
  g_assert_cmpint (((CsTextLink *) links->pdata[1])->kind, ==, CS_TEXT_LINK_SIP);
  g_assert_cmpint (((CsTextLink *) links->pdata[2])->kind, ==, CS_TEXT_LINK_MAIL);

  for (guint i = 0; i < 1000; i++)
    g_string_append (many, "https://a.example ");
  limited = cs_text_link_find (many->str);
  g_assert_cmpuint (limited->len, ==, 100);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-link/finds-what-may-be-followed", test_find);
  g_test_add_func ("/text-link/has-its-limits", test_several);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-text-link.h"

static const struct {
  const char *text;
  const char *target;    /* NULL: no link */
  const char *party;
} addresses[] = {
  { "see https://example.com/a?b=c#d now", "https://example.com/a?b=c#d", "example.com" },
  { "HTTP://Example.COM", "HTTP://Example.COM", "Example.COM" },
  { "(https://example.com/a_(b)).", "https://example.com/a_(b)", "example.com" },
  { "https://example.com/, and", "https://example.com/", "example.com" },
  { "https://example.com。", "https://example.com", "example.com" },
  { "会議https://example.com/室", "https://example.com/室", "example.com" },
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
  /* What looks like ASCII, stands for other letters, or does so for some programs only. */
  { "https://ex\u0430mple.com/", NULL, NULL },
  { "https://bank\u2488ä.example/", NULL, NULL },
  { "https://\uff45xample.com/", NULL, NULL },
  { "https://exampl\uff45.com/", NULL, NULL },
  { "https://exämple.com\u0627/", NULL, NULL },
  /* The next word, right behind the host. */
  { "https://example.comを見て", NULL, NULL },
  { "https://example.com中文", NULL, NULL },
  /* A name before it, in another script, too. */
  { "https://bänk.example@evil.example/", NULL, NULL },
  { "https://bänk:x@evil.example/", NULL, NULL },
  { "https://[ä::1]/", NULL, NULL },
  { "https://ä%2f.evil.example/", NULL, NULL },
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

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (GPtrArray) links = cs_text_link_find (addresses[i].text);

    g_test_message ("%s", addresses[i].text);
    g_assert_cmpuint (links->len, ==, addresses[i].target ? 1 : 0);
    if (addresses[i].target) {
      CsTextLink *link = links->pdata[0];
      g_autofree char *shown = g_strndup (addresses[i].text + link->start, link->end - link->start);

      g_assert_cmpstr (link->target, ==, addresses[i].target);
      g_assert_cmpstr (link->party, ==, addresses[i].party);
      /* What stands there is where it leads. */
      g_assert_cmpstr (shown, ==, link->target);
    }
  }
}

static const struct {
  const char *text;
  const char *shown;     /* what of it is the link */
  const char *target;    /* NULL: the same */
  const char *uri;
} scripts[] = {
  { "https://de.wikipedia.org/wiki/Köln!", "https://de.wikipedia.org/wiki/Köln", NULL, "https://de.wikipedia.org/wiki/K%C3%B6ln" },
  { "https://de.wikipedia.org/wiki/Ko\u0308ln", "https://de.wikipedia.org/wiki/Ko\u0308ln", NULL,
    "https://de.wikipedia.org/wiki/Ko%CC%88ln" },
  { "「https://ja.wikipedia.org/wiki/日本」を", "https://ja.wikipedia.org/wiki/日本", NULL,
    "https://ja.wikipedia.org/wiki/%E6%97%A5%E6%9C%AC" },
  { "https://ja.wikipedia.org/wiki/佐々木。次", "https://ja.wikipedia.org/wiki/佐々木", NULL,
    "https://ja.wikipedia.org/wiki/%E4%BD%90%E3%80%85%E6%9C%A8" },
  { "https://example.com/あ、い", "https://example.com/あ", NULL, "https://example.com/%E3%81%82" },
  { "（https://example.com/室）", "https://example.com/室", NULL, "https://example.com/%E5%AE%A4" },
  { "https://example.com/室！", "https://example.com/室", NULL, "https://example.com/%E5%AE%A4" },
  { "https://example.com/\uff21", "https://example.com/", NULL, "https://example.com/" },
  { "https://example.com/ジョン・レノン・", "https://example.com/ジョン・レノン", NULL,
    "https://example.com/%E3%82%B8%E3%83%A7%E3%83%B3%E3%83%BB%E3%83%AC%E3%83%8E%E3%83%B3" },
  { "詳細はhttps://example.com/aをご覧ください", "https://example.com/a", NULL, "https://example.com/a" },
  { "https://example.com/?q=Größe&l=de#fußnote", "https://example.com/?q=Größe&l=de#fußnote", NULL,
    "https://example.com/?q=Gr%C3%B6%C3%9Fe&l=de#fu%C3%9Fnote" },
  { "https://example.com/%E5%AE%A4室[1]", "https://example.com/%E5%AE%A4室[1]", NULL, "https://example.com/%E5%AE%A4%E5%AE%A4[1]" },
  { "https://example.com/(ö)", "https://example.com/(ö)", NULL, "https://example.com/(%C3%B6)" },
  { "(https://example.com/ö)", "https://example.com/ö", NULL, "https://example.com/%C3%B6" },
  { "https://example.com/שלום עולם", "https://example.com/שלום", NULL, "https://example.com/%D7%A9%D7%9C%D7%95%D7%9D" },
  /* What turns the direction, what is not seen, and spaces. */
  { "https://example.com/ö\u202egnp.exe", "https://example.com/ö", NULL, "https://example.com/%C3%B6" },
  { "https://example.com/ö\u200bx", "https://example.com/ö", NULL, "https://example.com/%C3%B6" },
  { "https://example.com/ö\ufe0fx", "https://example.com/ö", NULL, "https://example.com/%C3%B6" },
  { "https://example.com/ö\u3164x", "https://example.com/ö", NULL, "https://example.com/%C3%B6" },
  { "https://example.com/ö\u00a0x", "https://example.com/ö", NULL, "https://example.com/%C3%B6" },
  { "https://example.com/ö\u3000x", "https://example.com/ö", NULL, "https://example.com/%C3%B6" },
  { "https://example.com/ö😀", "https://example.com/ö", NULL, "https://example.com/%C3%B6" },
  { "https://example.com\u00ad.evil.example/", "https://example.com", NULL, "https://example.com" },
  { "https://example.com\u200b.evil.example/", "https://example.com", NULL, "https://example.com" },
  /* Two hosts that look the same are not the same to the reader. */
  { "https://Exämple.com:80/ö", "https://Exämple.com:80/ö", "https://xn--exmple-cua.com:80/ö", "https://xn--exmple-cua.com:80/%C3%B6" },
  { "https://stra\u00dfe.example/", "https://stra\u00dfe.example/", "https://xn--strae-oqa.example/", "https://xn--strae-oqa.example/" },
  { "https://例え.テスト。", "https://例え.テスト", "https://xn--r8jz45g.xn--zckzah", "https://xn--r8jz45g.xn--zckzah" },
  { "http://\u0430\u0440\u0440\u04cf\u0435.com/", "http://\u0430\u0440\u0440\u04cf\u0435.com/", "http://xn--80ak6aa92e.com/",
    "http://xn--80ak6aa92e.com/" },
  { "sip:bob@example.testö", NULL },
  { "mailto:bob@example.testö", NULL },
  { "sip:bob@example.test。", "sip:bob@example.test", NULL, "sip:bob@example.test" },
};

/* As people write them, and how they are passed on. */
static void
test_scripts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autoptr (GPtrArray) links = cs_text_link_find (scripts[i].text);

    g_test_message ("%s", scripts[i].text);
    g_assert_cmpuint (links->len, ==, scripts[i].shown ? 1 : 0);
    if (scripts[i].shown) {
      CsTextLink *link = links->pdata[0];
      g_autofree char *shown = g_strndup (scripts[i].text + link->start, link->end - link->start);
      g_autofree char *uri = cs_text_link_make_uri (link);
      g_autoptr (CsTextLink) again = cs_text_link_parse (link->target);

      g_assert_cmpstr (shown, ==, scripts[i].shown);
      g_assert_cmpstr (link->target, ==, scripts[i].target ? scripts[i].target : scripts[i].shown);
      g_assert_cmpstr (uri, ==, scripts[i].uri);
      g_assert_true (g_str_is_ascii (link->party));
      g_assert_cmpstr (again->party, ==, link->party);
      g_assert_cmpstr (again->target, ==, link->target);
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
  g_test_add_func ("/text-link/goes-on-in-other-scripts", test_scripts);
  g_test_add_func ("/text-link/has-its-limits", test_several);

  return g_test_run ();
}

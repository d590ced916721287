/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "base/cs-host.h"

#define LABEL_63 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg"

static const struct
{
  const char *input;
  CsHostKind  kind;
  const char *ascii;
  const char *display;
} good[] = {
  { "example.test", CS_HOST_DNS, "example.test", "example.test" },
  { "Example.TEST", CS_HOST_DNS, "example.test", "example.test" },
  { "example.test.", CS_HOST_DNS, "example.test", "example.test" },
  { "localhost", CS_HOST_DNS, "localhost", "localhost" },
  { "a-b.1.x2", CS_HOST_DNS, "a-b.1.x2", "a-b.1.x2" },
  { "bücher.example", CS_HOST_DNS, "xn--bcher-kva.example", "bücher.example" },
  { "BÜCHER.example", CS_HOST_DNS, "xn--bcher-kva.example", "bücher.example" },
  { "XN--BCHER-KVA.example", CS_HOST_DNS, "xn--bcher-kva.example", "bücher.example" },
  { "日本語。jp", CS_HOST_DNS, "xn--wgv71a119e.jp", "日本語.jp" },
  { LABEL_63 ".test", CS_HOST_DNS, LABEL_63 ".test", LABEL_63 ".test" },
  { "192.0.2.1", CS_HOST_IPV4, "192.0.2.1", "192.0.2.1" },
  { "2001:db8::1", CS_HOST_IPV6, "2001:db8::1", "2001:db8::1" },
  { "[2001:DB8:0:0:0:0:0:1]", CS_HOST_IPV6, "2001:db8::1", "2001:db8::1" },
  { "::ffff:192.0.2.1", CS_HOST_IPV6, "::ffff:192.0.2.1", "::ffff:192.0.2.1" },
};

static const char * const bad[] = {
  "", ".", "..", ".example.test", "example..test", "example.test..", "-a.test", "a-.test", "a_b.test", "_sips._tcp.test",
  "*.example.test", "exa mple.test", "example.test/", "example.test\n", "user@example.test", "a\xff.test", "\u202eexample.test",
  "a\u2100b.test", LABEL_63 "h.test", LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_63,
  "xn--\u00fc.test", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4.", "127.1", "0x7f.1", "127.0x1", "0x7f000001",
  "2130706433", "fe80::1%eth0", "[fe80::1%25eth0]", "[::1", "::1]", "[]", "[192.0.2.1]", "1:2:3", "[[::1]]", "::1::",
};

static void
test_accepts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsHost) host = cs_host_parse (good[i].input, &error);

    g_assert_no_error (error);
    g_assert_cmpint (cs_host_get_kind (host), ==, good[i].kind);
    g_assert_cmpstr (cs_host_get_ascii (host), ==, good[i].ascii);
    g_assert_cmpstr (cs_host_get_display (host), ==, good[i].display);
  }
}

static void
test_refuses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsHost) host = cs_host_parse (bad[i], &error);

    if (host)
      g_error ("“%s” was taken for “%s”", bad[i], cs_host_get_ascii (host));
    g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

static void
test_length (void)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (CsHost) fits = NULL;

  for (guint i = 0; i < 126; i++)
    g_string_append (name, "a.");
  g_string_append (name, "a");
  g_assert_cmpuint (name->len, ==, 253);
  fits = cs_host_parse (name->str, NULL);
  g_assert_nonnull (fits);

  g_string_append (name, "b");
  g_assert_null (cs_host_parse (name->str, NULL));

  g_string_set_size (name, 0);
  for (guint i = 0; i < 100000; i++)
    g_string_append (name, "ü");
  g_assert_null (cs_host_parse (name->str, NULL));
}

static void
test_equality (void)
{
  g_autoptr (CsHost) a = cs_host_parse ("bücher.example", NULL);
  g_autoptr (CsHost) b = cs_host_parse ("Xn--Bcher-Kva.Example.", NULL);
  g_autoptr (CsHost) c = cs_host_parse ("example.test", NULL);

  g_assert_true (cs_host_equal (a, b));
  g_assert_false (cs_host_equal (a, c));
}

/* An A-label whose U-label would hide something, or mean another name, is shown as it is. */
static void
test_misleading (void)
{
  static const char * const cases[] = { "xn--abc-8n0a.example", "xn--example-.test" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsHost) host = cs_host_parse (cases[i], NULL);

    if (host)
      g_assert_cmpstr (cs_host_get_display (host), ==, cases[i]);
  }
}

static void
test_mixed_scripts (void)
{
  static const struct
  {
    const char *input;
    gboolean    readable;
  } cases[] = {
    { "ex\u0430mple.test", FALSE },        /* a Cyrillic letter among Latin ones */
    { "\u03b1lpha.test", FALSE },          /* a Greek one */
    { "пример.test", TRUE },
    { "παράδειγμα.test", TRUE },
    { "日本のカメラ.test", TRUE },
    { "tシャツ.test", TRUE },
    { "한국漢字.test", TRUE },
    { "bücher-2.test", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsHost) host = cs_host_parse (cases[i].input, NULL);

    g_assert_nonnull (host);
    if (cases[i].readable)
      g_assert_cmpstr (cs_host_get_display (host), ==, cases[i].input);
    else
      g_assert_cmpstr (cs_host_get_display (host), ==, cs_host_get_ascii (host));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/normalises-what-it-accepts", test_accepts);
  g_test_add_func ("/host/refuses-what-is-no-host", test_refuses);
  g_test_add_func ("/host/limits-the-length", test_length);
  g_test_add_func ("/host/compares-normal-forms", test_equality);
  g_test_add_func ("/host/shows-no-misleading-label", test_misleading);
  g_test_add_func ("/host/shows-mixed-scripts-as-a-labels", test_mixed_scripts);

  return g_test_run ();
}

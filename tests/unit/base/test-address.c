/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-address.h"
#include "base/cs-error.h"

static const struct
{
  const char *input;
  const char *uri;
  const char *display;
} good[] = {
  { "alice@example.test", "sip:alice@example.test", "alice@example.test" },
  { "sip:alice@example.test", "sip:alice@example.test", "alice@example.test" },
  { "SIP:Alice@Example.TEST.", "sip:Alice@example.test", "Alice@example.test" },
  { "sips:alice@example.test", "sip:alice@example.test", "alice@example.test" },
  { "  alice@example.test ", "sip:alice@example.test", "alice@example.test" },
  { "alice@example.test:5071", "sip:alice@example.test:5071", "alice@example.test:5071" },
  { "alice@192.0.2.1", "sip:alice@192.0.2.1", "alice@192.0.2.1" },
  { "alice@[2001:DB8::0:1]", "sip:alice@[2001:db8::1]", "alice@[2001:db8::1]" },
  { "alice@[2001:db8::1]:5061", "sip:alice@[2001:db8::1]:5061", "alice@[2001:db8::1]:5061" },
  { "alice@bücher.example", "sip:alice@xn--bcher-kva.example", "alice@bücher.example" },
  { "alice@xn--bcher-kva.example:5061", "sip:alice@xn--bcher-kva.example:5061", "alice@bücher.example:5061" },
  { "+49-30-(12)@example.test", "sip:+49-30-(12)@example.test", "+49-30-(12)@example.test" },
  { "a&=$,;?/b@example.test", "sip:a&=$,;?/b@example.test", "a&=$,;?/b@example.test" },

  /* Needless escapes are undone, needed ones get upper case digits. */
  { "%61lice%2d@example.test", "sip:alice-@example.test", "alice-@example.test" },
  { "a%3ab%40c@example.test", "sip:a%3Ab%40c@example.test", "a%3Ab%40c@example.test" },
  { "a%26b@example.test", "sip:a%26b@example.test", "a%26b@example.test" },
  { "a%25b@example.test", "sip:a%25b@example.test", "a%25b@example.test" },
  { "a%20b@example.test", "sip:a%20b@example.test", "a%20b@example.test" },

  /* Other scripts; both spellings of an umlaut are one. */
  { "jürgen@example.test", "sip:j%C3%BCrgen@example.test", "jürgen@example.test" },
  { "ju\u0308rgen@example.test", "sip:j%C3%BCrgen@example.test", "jürgen@example.test" },
  { "j%c3%bcrgen@example.test", "sip:j%C3%BCrgen@example.test", "jürgen@example.test" },
  { "太郎@example.test", "sip:%E5%A4%AA%E9%83%8E@example.test", "太郎@example.test" },

  { "иван@example.test", "sip:%D0%B8%D0%B2%D0%B0%D0%BD@example.test", "иван@example.test" },
  { "иван.2.petrov@example.test", "sip:%D0%B8%D0%B2%D0%B0%D0%BD.2.petrov@example.test", "иван.2.petrov@example.test" },

  /* A letter of another script among those that it looks like. */
  { "\u0430lice@example.test", "sip:%D0%B0lice@example.test", "%D0%B0lice@example.test" },
  { "%D0%B0lice@example.test", "sip:%D0%B0lice@example.test", "%D0%B0lice@example.test" },

  /* Escapes that must not be shown undone: Latin-1, direction override, no-break space. */
  { "j%FCrgen@example.test", "sip:j%FCrgen@example.test", "j%FCrgen@example.test" },
  { "a%E2%80%AEb@example.test", "sip:a%E2%80%AEb@example.test", "a%E2%80%AEb@example.test" },
  { "a%C2%A0b@example.test", "sip:a%C2%A0b@example.test", "a%C2%A0b@example.test" },

  /* Parameters and headers of a URI are dropped. */
  { "sip:alice@example.test;transport=udp", "sip:alice@example.test", "alice@example.test" },
  { "sip:alice@example.test:5061;gr=urn:uuid:x;lr", "sip:alice@example.test:5061", "alice@example.test:5061" },
  { "sip:alice@example.test?Subject=x%0D%0AEvil:1", "sip:alice@example.test", "alice@example.test" },
  { "sips:alice@example.test;transport=udp?body=sent%20by%20itself&Subject=x", "sip:alice@example.test", "alice@example.test" },
  { "sip:alice@[::1];x=[y]", "sip:alice@[::1]", "alice@[::1]" },
};

static const struct
{
  const char *input;
  const char *part;
} bad[] = {
  { "", "Enter a SIP address" },
  { "   ", "Enter a SIP address" },
  { "alice", "no @" },
  { "example.test", "no @" },
  { "sip:example.test", "no @" },
  { "sip:", "no @" },
  { "@example.test", "before the @" },
  { "sip:@example.test", "before the @" },
  { "alice@", "after the @" },
  { "sip:alice@;x=y", "after the @" },
  { "alice@bob@example.test", "only one @" },
  { "alice smith@example.test", "spaces" },
  { "alice@example .test", "spaces" },
  { "alice\u00a0@example.test", "spaces" },
  { "alice@example.test\r\nVia: x", "spaces" },
  { "\talice@example.test", "spaces" },
  { "\nalice@example.test", "spaces" },
  { "alice@example.test\r", "spaces" },
  { "tel:+49301234", "not a SIP address" },
  { "mailto:alice@example.test", "not a SIP address" },
  { "XMPP:alice@example.test", "not a SIP address" },
  { "https://example.test/@alice", "not a SIP address" },
  { "alice:secret@example.test", "“:”" },
  { "<sip:alice@example.test>", "“<”" },
  { "\"Alice\"@example.test", "“\"”" },
  { "a%zz@example.test", "percent" },
  { "a%4@example.test", "percent" },
  { "a%@example.test", "percent" },
  { "a%00@example.test", "invisible" },
  { "a%0d%0a@example.test", "invisible" },
  { "a\x01@example.test", "invisible" },
  { "a\u202e@example.test", "invisible" },
  { "a\u200b@example.test", "invisible" },
  { "a\xff@example.test", "cannot be used" },
  { "alice@example.test;transport=udp", "not a valid domain" },
  { "alice@example.test?Subject=x", "not a valid domain" },
  { "alice@exa_mple.test", "not a valid domain" },
  { "alice@*.test", "not a valid domain" },
  { "alice@1.2.3", "not a valid domain" },
  { "alice@exa\u202emple.test", "U+202E" },
  { "alice@[::1", "not a valid domain" },
  { "alice@[fe80::1%25eth0]", "not a valid domain" },
  { "alice@2001:db8::1", "square brackets" },
  { "alice@example.test:", "port" },
  { "alice@example.test:0", "port" },
  { "alice@example.test:65536", "port" },
  { "alice@example.test:+1", "port" },
  { "alice@example.test:5061x", "port" },
};

static void
test_accepts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsAddress) address = cs_address_parse (good[i].input, &error);
    g_autoptr (CsAddress) again = NULL;

    g_assert_no_error (error);
    g_assert_cmpstr (cs_address_get_uri (address), ==, good[i].uri);
    g_assert_cmpstr (cs_address_get_display (address), ==, good[i].display);

    /* Both forms stand for the same address. */
    again = cs_address_parse (good[i].uri, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (cs_address_get_uri (again), ==, good[i].uri);
    g_clear_pointer (&again, cs_address_unref);
    again = cs_address_parse (good[i].display, &error);
    g_assert_no_error (error);
    g_assert_true (cs_address_equal (address, again));
  }
}

static void
test_refuses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_address_parse (bad[i].input, &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS);
    if (!strstr (error->message, bad[i].part))
      g_error ("“%s”: “%s” does not say “%s”", bad[i].input, error->message, bad[i].part);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

static void
test_length (void)
{
  g_autofree char *user = g_strnfill (512 - strlen ("@example.test"), 'a');
  g_autofree char *fits = g_strconcat (user, "@example.test", NULL);
  g_autofree char *longer = g_strconcat ("a", fits, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsAddress) address = cs_address_parse (fits, &error);

  g_assert_no_error (error);
  g_assert_null (cs_address_parse (longer, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS);
  g_assert_nonnull (strstr (error->message, "too long"));
}

/* Three bytes for each that is escaped: what was short enough when it was typed may be too long when it is kept. */
static void
test_what_is_kept_reads_again (void)
{
  g_autoptr (GString) user = g_string_new (NULL);

  for (guint i = 1; i <= 200; i++) {
    g_autofree char *text = NULL;
    g_autoptr (CsAddress) address = NULL;
    g_autoptr (CsAddress) again = NULL;

    g_string_append (user, "\xc3\xa9");
    text = g_strconcat (user->str, "@example.test", NULL);
    address = cs_address_parse (text, NULL);
    g_assert_cmpint (address != NULL, ==, 6 * i + strlen ("@example.test") <= 512);
    again = address ? cs_address_parse (cs_address_get_uri (address), NULL) : NULL;
    g_assert_true (!address || (again && cs_address_equal (address, again)));
  }
}

static void
test_parts (void)
{
  g_autoptr (CsAddress) address = cs_address_parse ("sips:Alice%40x@example.test:5061", NULL);
  g_autoptr (CsAddress) plain = cs_address_parse ("bob@example.test", NULL);

  g_assert_cmpstr (cs_address_get_user (address), ==, "Alice%40x");
  g_assert_cmpstr (cs_host_get_ascii (cs_address_get_host (address)), ==, "example.test");
  g_assert_cmpuint (cs_address_get_port (address), ==, 5061);
  g_assert_true (cs_address_is_sips (address));
  g_assert_cmpuint (cs_address_get_port (plain), ==, 0);
  g_assert_false (cs_address_is_sips (plain));
}

static void
test_equality (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean    equal;
  } cases[] = {
    { "alice@example.test", "sip:alice@EXAMPLE.test", TRUE },
    { "alice@example.test", "sips:%61lice@example.test.", TRUE },
    { "alice@example.test", "Alice@example.test", FALSE },
    { "alice@example.test", "alice@example.test:5060", FALSE },
    { "alice@example.test", "alice@other.test", FALSE },
    { "a&b@example.test", "a%26b@example.test", FALSE },
    { "a@[::1]", "a@[0:0:0:0:0:0:0:1]", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsAddress) a = cs_address_parse (cases[i].a, NULL);
    g_autoptr (CsAddress) b = cs_address_parse (cases[i].b, NULL);

    g_assert_cmpint (cs_address_equal (a, b), ==, cases[i].equal);
    if (cases[i].equal)
      g_assert_cmpuint (cs_address_hash (a), ==, cs_address_hash (b));
  }
}

static void
test_boxed (void)
{
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);
  CsAddress *copy = g_boxed_copy (CS_TYPE_ADDRESS, address);

  g_assert_true (copy == address);
  g_boxed_free (CS_TYPE_ADDRESS, copy);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/normalises-what-it-accepts", test_accepts);
  g_test_add_func ("/address/says-what-is-wrong", test_refuses);
  g_test_add_func ("/address/ends-at-512-bytes", test_length);
  g_test_add_func ("/address/what-is-kept-reads-again", test_what_is_kept_reads_again);
  g_test_add_func ("/address/gives-its-parts", test_parts);
  g_test_add_func ("/address/compares-as-rfc-3261-says", test_equality);
  g_test_add_func ("/address/is-a-boxed-value", test_boxed);

  return g_test_run ();
}

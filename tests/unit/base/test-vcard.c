/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "base/cs-vcard.h"

#include <string.h>

#define CARD(lines) "BEGIN:VCARD\r\nVERSION:4.0\r\n" lines "END:VCARD\r\n"

#define OLD_CARD(lines) "BEGIN:VCARD\r\nVERSION:2.1\r\n" lines "END:VCARD\r\n"

/* As "name|note|address address", one a line. */
static char *
describe (GPtrArray *cards)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cards->len; i++) {
    CsVcard *card = cards->pdata[i];

    g_string_append_printf (text, "%s%s|%s|", i > 0 ? "/" : "", card->name ? card->name : "", card->note ? card->note : "");
    for (guint j = 0; j < card->addresses->len; j++)
      g_string_append_printf (text, "%s%s", j > 0 ? " " : "", cs_address_get_uri (card->addresses->pdata[j]));
  }

  return g_string_free (text, FALSE);
}

typedef struct {
  const char *file;
  const char *expected;
  guint       left_out;
} Case;

static void
assert_read (const Case *cases,
             guint       n_cases)
{
  for (guint i = 0; i < n_cases; i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].file, strlen (cases[i].file));
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) left_out = NULL;
    g_autoptr (GPtrArray) cards = cs_vcard_read (bytes, &left_out, &error);
    g_autofree char *text = cards ? describe (cards) : NULL;

    g_test_message ("%u", i);
    g_assert_cmpstr (text, ==, cases[i].expected);
    g_assert_cmpuint (left_out ? left_out->len : 0, ==, cases[i].left_out);
    g_assert_true (!error == (cards != NULL));
  }
}

static void
test_reads (void)
{
  static const Case cases[] = {
    { CARD ("FN:Bob\r\nIMPP:sip:bob@example.test\r\n"), "Bob||sip:bob@example.test", 0 },
    { "BEGIN:VCARD\nVERSION:3.0\nFN:Bob\nN:Baker;Bob;;;\nIMPP:sip:bob@example.test\nEND:VCARD\n", "Bob||sip:bob@example.test", 0 },
    { "begin:vcard\rversion:3.0\rfn:Bob\rx-sip:bob@example.test\rend:vcard", "Bob||sip:bob@example.test", 0 },
    { "\xef\xbb\xbf" CARD ("FN:Bob\r\nX-SIP:sips:bob@example.test\r\n"), "Bob||sip:bob@example.test", 0 },
    { CARD ("N:Baker;Bob;;;\r\nIMPP:sip:bob@example.test\r\n"), "Bob Baker||sip:bob@example.test", 0 },
    { CARD ("N:O\\;Hara;;;;\r\nIMPP:sip:bob@example.test\r\n"), "O;Hara||sip:bob@example.test", 0 },
    { CARD ("FN:Bob\r\nFN:Robert\r\nIMPP:sip:bob@example.test\r\nIMPP:sip:BOB@EXAMPLE.test\r\nIMPP:SIP:bob@example.test\r\n"),
      "Bob||sip:bob@example.test sip:BOB@example.test", 0 },
    { CARD ("FN:B\\, o\\; b\\\\\r\nNOTE:one\\ntwo\\Nthree\r\nIMPP:sip:bob@example.test\r\n"),
      "B, o; b\\|one\ntwo\nthree|sip:bob@example.test", 0 },
    { CARD ("FN:Bo\r\n b\r\n\t Baker\r\nIMPP:sip:bob@exa\r\n mple.test\r\n"), "Bob Baker||sip:bob@example.test", 0 },
    { CARD ("FN:J\xc3\r\n \xb6rg\r\nIMPP:sip:bob@example.test\r\n"), "Jörg||sip:bob@example.test", 0 },
    { CARD ("FN;CHARSET=ISO-8859-1:J\xf6rg\r\nIMPP:sip:bob@example.test\r\n"), "Jörg||sip:bob@example.test", 0 },
    { CARD ("FN;CHARSET=nonsense:Bob\r\nIMPP:sip:bob@example.test\r\n"), "Bob||sip:bob@example.test", 0 },
    { CARD ("FN;CHARSET=Shift_JIS:\x93\xfa\x96\x7b\r\nIMPP:sip:bob@example.test\r\n"), "日本||sip:bob@example.test", 0 },
    /* The C library knows it, and no address book writes it. */
    { CARD ("FN;CHARSET=IBM037:Bob\r\nIMPP:sip:bob@example.test\r\n"), "Bob||sip:bob@example.test", 0 },
    { CARD ("FN:J\xf6rg\r\nIMPP:sip:bob@example.test\r\n"), "Jörg||sip:bob@example.test", 0 },
    { CARD ("N:山田;太郎;;;\r\nIMPP:sip:taro@example.test\r\n"), "山田 太郎||sip:taro@example.test", 0 },
    { CARD ("FN:Bob\r\nIMPP;X-SERVICE-TYPE=SIP:bob@example.test\r\n"), "Bob||sip:bob@example.test", 0 },
    { CARD ("FN:Bob\r\nIMPP;TYPE=sip:bob@example.test\r\nIMPP;TYPE=SIP:xmpp:bob@example.test\r\n"), "Bob||sip:bob@example.test", 0 },
    { CARD ("FN:Bob\r\nTEL;VALUE=uri;TYPE=\"voice,work\":sip:bob@example.test\r\nTEL:+491234\r\n"), "Bob||sip:bob@example.test", 0 },
    { CARD ("FN:Bob\r\nTEL;VALUE=uri:tel:+491234\r\n"), "", 1 },
    { CARD ("item1.FN;LANGUAGE=\"a:b;c\":Bob\r\nitem1.IMPP;PREF=1;TYPE=\"home,work\":sip:bob@example.test\r\n"),
      "Bob||sip:bob@example.test", 0 },
    { CARD ("FN:Bob\r\nIMPP:xmpp:bob@example.test\r\nIMPP:sip:bob@example.test\r\n"), "Bob||sip:bob@example.test", 0 },
    { CARD ("FN:A\r\nIMPP:sip:a@example.test\r\n") CARD ("FN:B\r\nIMPP:sip:b@example.test\r\n"),
      "A||sip:a@example.test/B||sip:b@example.test", 0 },
    /* Of no use, or not understood. */
    { CARD ("FN:Bob\r\nEMAIL:bob@example.test\r\n"), "", 1 },
    { CARD ("FN:Bob\r\nIMPP:sip:nobody at all\r\n"), "", 1 },
    { CARD ("FN:Bob\r\nIMPP:sip:bob@\xff\r\n"), "", 1 },
    { "BEGIN:VCARD\r\nVERSION:5.0\r\nFN:Bob\r\nX-SIP:bob@example.test\r\nEND:VCARD\r\n", "", 1 },
    { "BEGIN:VCARD\r\nFN:Bob\r\nIMPP:sip:bob@example.test\r\nEND:VCARD\r\n", "", 1 },
    /* Malformed. */
    { CARD ("FN:A\r\nIMPP:sip:a@example.test\r\n") "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:B\r\nIMPP:sip:b@example.test\r\n",
      "A||sip:a@example.test", 1 },
    { "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:A\r\nIMPP:sip:a@example.test\r\n" CARD ("FN:B\r\nIMPP:sip:b@example.test\r\n"),
      "A||sip:a@example.test/B||sip:b@example.test", 0 },
    { "END:VCARD\r\n" CARD ("FN:A\r\nIMPP:sip:a@example.test\r\n"), "A||sip:a@example.test", 0 },
    { CARD ("\r\n:\r\n;:x\r\n.:\r\nFN\r\nFN;X=\":A\r\nIMPP:sip:a@example.test\r\n"), "||sip:a@example.test", 0 },
    { CARD ("FN:\\\r\nNOTE:x\\\r\nIMPP:sip:a@example.test\r\n"), "\\|x\\|sip:a@example.test", 0 },
    { " " CARD ("FN:A\r\nIMPP:sip:a@example.test\r\n") "\r\n ", NULL, 0 },
  };

  assert_read (cases, G_N_ELEMENTS (cases));
}

static void
test_reads_old (void)
{
  static const Case cases[] = {
    { OLD_CARD ("FN:Bob\r\nPHOTO;ENCODING=BASE64;TYPE=PNG:iVBORw0KGgo=\r\n AAA=\r\n\r\nX-SIP:bob@example.test\r\n"),
      "Bob||sip:bob@example.test", 0 },
    { OLD_CARD ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg=\r\n=20B.;;;\r\nX-SIP:bob@example.test\r\n"),
      "Jörg B. Müller||sip:bob@example.test", 0 },
    { OLD_CARD ("FN:A\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:B\r\nAGENT:\r\nBEGIN:VCARD\r\nEND:VCARD\r\nX-SIP:b@example.test\r\nEND:VCARD\r\n"
                "X-SIP:a@example.test\r\n"),
      "A||sip:a@example.test", 0 },
    { OLD_CARD ("FN;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:J=F6=\r\n rg=\r\n\r\nNOTE:a=3Db=\r\nX-SIP:bob@example.test\r\n"),
      "Jö rg|a=3Db=|sip:bob@example.test", 0 },
    { OLD_CARD ("FN;ENCODING=quoted-printable:=4=G=00=\r\nX-SIP:a@example.test\r\nX-SIP:bob@example.test\r\n"),
      "=4=G=00X-SIP:a@example.test||sip:bob@example.test", 0 },
  };

  assert_read (cases, G_N_ELEMENTS (cases));
}

static void
test_utf16 (void)
{
  static const char file[] = "\ufeff" CARD ("FN:Jörg\r\nIMPP:sip:bob@example.test\r\n");

  for (guint i = 0; i < 2; i++) {
    gsize length;
    g_autofree char *wide = g_convert (file, -1, i ? "UTF-16BE" : "UTF-16LE", "UTF-8", NULL, &length, NULL);
    g_autoptr (GBytes) bytes = g_bytes_new (wide, length);
    g_autoptr (GBytes) half = g_bytes_new (wide, length - 1);
    g_autoptr (GPtrArray) cards = cs_vcard_read (bytes, NULL, NULL);
    g_autoptr (GPtrArray) broken = cs_vcard_read (half, NULL, NULL);
    g_autofree char *text = describe (cards);

    g_assert_cmpstr (text, ==, "Jörg||sip:bob@example.test");
    g_assert_null (broken);
  }
}

static void
test_left_out (void)
{
  static const char file[] = CARD ("FN:Ann\r\n") CARD ("N:Baker;Bob;;;\r\n") CARD ("FN:Cy\r\nX-SIP:cy@example.test\r\n") CARD ("");
  g_autoptr (GBytes) bytes = g_bytes_new_static (file, strlen (file));
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GPtrArray) cards = cs_vcard_read (bytes, &left_out, NULL);

  g_assert_cmpuint (cards->len, ==, 1);
  g_assert_cmpuint (left_out->len, ==, 3);
  g_assert_cmpstr (left_out->pdata[0], ==, "Ann");
  g_assert_cmpstr (left_out->pdata[1], ==, "Bob Baker");
  g_assert_cmpstr (left_out->pdata[2], ==, "");
}

static void
test_limits (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *picture = g_strnfill (100000, 'A');
  g_autofree char *with_picture = g_strconcat ("BEGIN:VCARD\r\nVERSION:3.0\r\nPHOTO:", picture,
                                               "\r\nX-SIP:bob@example.test\r\nEND:VCARD\r\n", NULL);
  g_autoptr (GBytes) too_many = NULL;
  g_autoptr (GBytes) too_large = g_bytes_new_take (g_strnfill (CS_VCARD_MAX_SIZE + 1, '\n'), CS_VCARD_MAX_SIZE + 1);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) long_line = g_bytes_new (with_picture, strlen (with_picture));
  g_autoptr (GPtrArray) cards = NULL;

  for (guint i = 0; i <= CS_VCARD_MAX_CARDS; i++)
    g_string_append (many, CARD ("X-SIP:a@b.test\r\n"));
  too_many = g_bytes_new (many->str, many->len);

  {
    GBytes *files[] = { too_many, too_large, nothing, empty };
    const int codes[] = { CS_ERROR_TOO_LARGE, CS_ERROR_TOO_LARGE, CS_ERROR_UNSUPPORTED, CS_ERROR_UNSUPPORTED };

    for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
      g_autoptr (GError) error = NULL;

      g_assert_null (cs_vcard_read (files[i], NULL, &error));
      g_assert_error (error, CS_ERROR, codes[i]);
    }
  }

  cards = cs_vcard_read (long_line, NULL, NULL);
  g_assert_cmpuint (cards->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vcard/reads-people", test_reads);
  g_test_add_func ("/vcard/reads-people-of-version-2.1", test_reads_old);
  g_test_add_func ("/vcard/reads-wide-characters", test_utf16);
  g_test_add_func ("/vcard/names-those-without-an-address", test_left_out);
  g_test_add_func ("/vcard/has-limits", test_limits);

  return g_test_run ();
}

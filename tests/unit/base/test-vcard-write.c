/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-vcard.h"

#include <string.h>

static void
assert_same (const CsVcard *card,
             const char    *name,
             const CsVcard *expected)
{
  g_assert_cmpstr (card->name, ==, name);
  g_assert_cmpstr (card->note, ==, expected->note);
  g_assert_cmpuint (card->addresses->len, ==, expected->addresses->len);
  for (guint i = 0; i < card->addresses->len; i++)
    g_assert_true (cs_address_equal (card->addresses->pdata[i], expected->addresses->pdata[i]));
}

static void
test_writes (void)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_vcard_free);
  g_autofree char *endless = g_strnfill (200, 'x');
  g_autofree char *long_note = g_strconcat (endless, "ü\n;,\\", endless, NULL);
  CsVcard *bob = cs_vcard_new ("Bob; the “Great”", long_note);
  CsVcard *nameless = cs_vcard_new (NULL, NULL);
  g_autofree char *file = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_ptr_array_add (bob->addresses, cs_address_parse ("bob@example.test", NULL));
  g_ptr_array_add (bob->addresses, cs_address_parse ("bob@partner.test", NULL));
  g_ptr_array_add (nameless->addresses, cs_address_parse ("carol@example.test", NULL));
  g_ptr_array_add (cards, bob);
  g_ptr_array_add (cards, nameless);
  file = cs_vcard_write (cards);

  g_assert_true (g_str_has_prefix (file, "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob\\; the “Great”\r\nIMPP:sip:bob@example.test\r\n"));
  g_assert_true (g_utf8_validate (file, -1, NULL));
  lines = g_strsplit (file, "\r\n", -1);
  for (char **line = lines; *line; line++)
    g_assert_cmpuint (strlen (*line), <=, 75);

  bytes = g_bytes_new (file, strlen (file));
  again = cs_vcard_read (bytes, NULL, NULL);
  g_assert_cmpuint (again->len, ==, 2);
  assert_same (again->pdata[0], bob->name, bob);
  assert_same (again->pdata[1], "carol@example.test", nameless);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vcard-write/is-read-again", test_writes);

  return g_test_run ();
}

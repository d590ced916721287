/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-vcard.h"

#include <string.h>

/* The part of vCards that writes them. */

/* A line is folded before it has more octets than this (RFC 6350 section 3.2). */
#define LINE_OCTETS 75

static void
write_line (GString    *file,
            const char *line)
{
  gsize column = 0;

  for (const char *p = line; *p; p = g_utf8_next_char (p)) {
    gsize length = (gsize) (g_utf8_next_char (p) - p);

    if (column + length > LINE_OCTETS) {
      g_string_append (file, "\r\n ");
      column = 1;
    }
    g_string_append_len (file, p, (gssize) length);
    column += length;
  }
  g_string_append (file, "\r\n");
}

static void
write_text (GString    *file,
            const char *name,
            const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new (name);

  g_string_append_c (line, ':');
  for (const char *p = valid; *p; p++) {
    if (*p == '\n')
      g_string_append (line, "\\n");
    else if (strchr ("\\,;", *p))
      g_string_append_printf (line, "\\%c", *p);
    else if (*p != '\r')
      g_string_append_c (line, *p);
  }
  write_line (file, line->str);
}

static void
write_card (GString       *file,
            const CsVcard *card)
{
  g_string_append (file, "BEGIN:VCARD\r\nVERSION:4.0\r\n");
  /* There has to be a name (section 6.2.1). */
  if (card->name)
    write_text (file, "FN", card->name);
  else if (card->addresses->len > 0)
    write_text (file, "FN", cs_address_get_display (card->addresses->pdata[0]));
  else
    write_text (file, "FN", "");
  for (guint i = 0; i < card->addresses->len; i++) {
    g_autofree char *line = g_strconcat ("IMPP:", cs_address_get_uri (card->addresses->pdata[i]), NULL);

    write_line (file, line);
  }
  if (card->note)
    write_text (file, "NOTE", card->note);
  g_string_append (file, "END:VCARD\r\n");
}

/**
 * cs_vcard_write:
 * @cards: (element-type CsVcard): people
 *
 * Writes vCards of version 4.0 (RFC 6350).
 *
 * Returns: (transfer full): a file in UTF-8
 */
char *
cs_vcard_write (GPtrArray *cards)
{
  GString *file = g_string_new (NULL);

  for (guint i = 0; i < cards->len; i++)
    write_card (file, cards->pdata[i]);

  return g_string_free (file, FALSE);
}

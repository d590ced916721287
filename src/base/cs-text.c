/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cs-error.h"

/* Characters without a picture that Unicode does not class as control or format (its Default_Ignorable_Code_Point, and the
 * empty Braille pattern). */
static const struct
{
  gunichar first;
  gunichar last;
} unseen[] = {
  { 0x034f, 0x034f },
  { 0x115f, 0x1160 },
  { 0x17b4, 0x17b5 },
  { 0x180b, 0x180f },
  { 0x2800, 0x2800 },
  { 0x3164, 0x3164 },
  { 0xfe00, 0xfe0f },
  { 0xffa0, 0xffa0 },
  { 0xe0000, 0xe0fff },
};

/**
 * cs_text_is_unseen:
 * @c: a character
 *
 * Whether nobody could see that it is there: control, bidirectional, zero-width, private and unassigned characters, and spaces other
 * than the common ones.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_text_is_unseen (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_PRIVATE_USE:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_UNASSIGNED:
    return TRUE;

  case G_UNICODE_SPACE_SEPARATOR:
    /* The space, the no-break space and the ideographic space are what they look like. */
    return c != 0x20 && c != 0xa0 && c != 0x3000;

  default:
    break;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (unseen); i++) {
    if (c >= unseen[i].first && c <= unseen[i].last)
      return TRUE;
  }

  return FALSE;
}

/**
 * cs_text_check_message:
 * @text: (array length=length): a message body
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Whether @text may be a message: at most %CS_TEXT_MAX_MESSAGE bytes of UTF-8, without NUL and without control characters
 * other than line feed and tab. Line ends come here as line feeds alone.
 *
 * Returns: %TRUE, or %FALSE with %CS_ERROR_TOO_LARGE or %CS_ERROR_INVALID_TEXT set
 */
gboolean
cs_text_check_message (const char  *text,
                       gsize        length,
                       GError     **error)
{
  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (length > CS_TEXT_MAX_MESSAGE) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("The message is too long."));
    return FALSE;
  }

  if (length > 0 && !g_utf8_validate_len (text, length, NULL)) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_INVALID_TEXT, _("The message is not valid text."));
    return FALSE;
  }

  for (gsize i = 0; i < length; i++) {
    guchar byte = (guchar) text[i];

    if (byte < 0x20 && byte != '\n' && byte != '\t') {
      g_set_error_literal (error, CS_ERROR, CS_ERROR_INVALID_TEXT,
                           _("The message contains control characters."));
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * cs_text_is_header_safe:
 * @text: (array length=length): a string
 * @length: its length in bytes
 *
 * Whether @text can stand in a SIP header without ending it: UTF-8 with no control characters at all.
 *
 * Returns: %TRUE if it can
 */
gboolean
cs_text_is_header_safe (const char *text,
                        gsize       length)
{
  if (length == 0)
    return TRUE;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p)) {
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  }

  return TRUE;
}

/* What the text of a message needs beyond letters: joiners and marks of direction for scripts, selectors for emoji. */
static gboolean
belongs_to_text (gunichar c)
{
  switch (c) {
  case '\n':
  case '\t':
  case 0x061c:
  case 0x200c:
  case 0x200d:
  case 0x200e:
  case 0x200f:
  case 0xfe0e:
  case 0xfe0f:
    return TRUE;
  default:
    return FALSE;
  }
}

static char *
write_out_unseen (const char *text,
                  gboolean    is_message)
{
  g_autoptr (GString) string = g_string_sized_new (strlen (text));
  const char *p = text;

  while (*p) {
    gunichar c = g_utf8_get_char_validated (p, -1);

    if (c == (gunichar) -1 || c == (gunichar) -2) {
      g_string_append_printf (string, "‹0x%02X›", (guchar) *p);
      p++;
      continue;
    }

    if (!cs_text_is_unseen (c) || (is_message && belongs_to_text (c)))
      g_string_append_unichar (string, c);
    else if (!is_message || c != '\r' || p[1] != '\n')
      g_string_append_printf (string, "‹U+%04X›", c);
    p = g_utf8_next_char (p);
  }

  return g_string_free (g_steal_pointer (&string), FALSE);
}

/**
 * cs_text_make_visible:
 * @text: a NUL-terminated string from somewhere else
 *
 * Writes out what cannot be seen, so that nothing hides in a name or a certificate: control, bidirectional, zero-width,
 * private and unassigned characters become `‹U+202E›`, bytes that are no UTF-8 `‹0xE4›`. Line feeds and tabs, too: the result
 * is one line. Nothing else changes, so equal strings mean that there was nothing to show.
 *
 * Returns: (transfer full): the text in valid UTF-8
 */
char *
cs_text_make_visible (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return write_out_unseen (text, FALSE);
}

/**
 * cs_text_make_readable:
 * @text: a NUL-terminated text of several lines from somewhere else
 *
 * Writes out what cannot be seen, as cs_text_make_visible() does, but leaves what the text of a message is made of: line feeds,
 * tabs, joiners, single marks of direction and emoji selectors. A carriage return before a line feed is dropped. What
 * embeds or overrides direction is written out.
 *
 * Returns: (transfer full): the text in valid UTF-8
 */
char *
cs_text_make_readable (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return write_out_unseen (text, TRUE);
}

/* The blocks in which Unicode has, or expects, letters that are read from the right. */
static gboolean
reads_from_right (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff) ||
         (c >= 0xfb1d && c <= 0xfdff) ||
         (c >= 0xfe70 && c <= 0xfeff) ||
         (c >= 0x10800 && c <= 0x10fff) ||
         (c >= 0x1e800 && c <= 0x1efff) ||
         c == 0x200f;
}

/**
 * cs_text_isolate:
 * @text: a name, or a part of a text, that is to stand inside of a sentence
 *
 * Keeps what is read from the right from drawing the words and numbers beside it into its order, by the isolates of the Unicode
 * bidirectional algorithm. Whatever has no such letters is returned as it is.
 *
 * Returns: (transfer full): the text, or the text between isolates
 */
char *
cs_text_isolate (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    if (reads_from_right (g_utf8_get_char (p)))
      return g_strconcat ("\xe2\x81\xa8", text, "\xe2\x81\xa9", NULL);
  }

  return g_strdup (text);
}

/**
 * cs_text_embed:
 * @text: foreign text on one line, such as a name, that is to stand inside of a sentence
 *
 * Makes foreign text fit for a sentence: cs_text_make_visible(), and cs_text_isolate() of that.
 *
 * Returns: (transfer full): the text
 */
char *
cs_text_embed (const char *text)
{
  g_autofree char *visible = cs_text_make_visible (text);

  return cs_text_isolate (visible);
}

/**
 * cs_text_shorten:
 * @text: a text
 * @length: how many characters it may have, at least 3
 *
 * Takes what is too much out of the middle of a text: the ends of a name or an address tell more.
 *
 * Returns: (transfer full): the text
 */
char *
cs_text_shorten (const char *text,
                 guint       length)
{
  glong whole;
  const char *tail;
  g_autofree char *head = NULL;

  g_return_val_if_fail (text != NULL && length >= 3, NULL);

  whole = g_utf8_strlen (text, -1);
  if (whole <= (glong) length)
    return g_strdup (text);

  head = g_utf8_substring (text, 0, length / 2);
  tail = g_utf8_offset_to_pointer (text, whole - (glong) (length - 1 - length / 2));
  /* An accent without its letter would stand on the dots. */
  while (g_unichar_ismark (g_utf8_get_char (tail)))
    tail = g_utf8_next_char (tail);

  return g_strconcat (head, "…", tail, NULL);
}

/**
 * cs_text_is_like_address:
 * @name: what somebody is called
 *
 * Asks whether a name is an address to whoever reads it, and need not be that of who bears it: it has an at sign, of whatever width.
 *
 * Returns: whether it is
 */
gboolean
cs_text_is_like_address (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return strchr (name, '@') || strstr (name, "\357\274\240") || strstr (name, "\357\271\253");
}

/**
 * cs_text_group_hex:
 * @hex: hexadecimal digits; spaces and colons between them are ignored
 * @group: how many digits stand together, at least 1
 *
 * Writes a fingerprint the way it is read aloud: in upper case, with a space between groups.
 *
 * Returns: (transfer full): the digits in groups
 */
char *
cs_text_group_hex (const char *hex,
                   guint       group)
{
  g_autoptr (GString) string = NULL;
  guint count = 0;

  g_return_val_if_fail (hex != NULL, NULL);
  g_return_val_if_fail (group > 0, NULL);

  string = g_string_new (NULL);

  for (const char *p = hex; *p; p++) {
    if (*p == ' ' || *p == ':')
      continue;
    if (count > 0 && count % group == 0)
      g_string_append_c (string, ' ');
    g_string_append_c (string, g_ascii_toupper (*p));
    count++;
  }

  return g_string_free (g_steal_pointer (&string), FALSE);
}

/* Steps over "SHA256:", "sha-256 " or "SHA256 Fingerprint=", as tools and letters write before the digits. */
static const char *
skip_prefix (const char *typed)
{
  while (g_ascii_isspace (*typed))
    typed++;

  if (g_ascii_strncasecmp (typed, "sha256", 6) == 0)
    typed += 6;
  else if (g_ascii_strncasecmp (typed, "sha-256", 7) == 0)
    typed += 7;
  else
    return typed;

  while (g_ascii_isspace (*typed))
    typed++;
  if (g_ascii_strncasecmp (typed, "fingerprint", 11) == 0)
    typed += 11;
  while (g_ascii_isspace (*typed))
    typed++;
  if (*typed == ':' || *typed == '=')
    typed++;

  return typed;
}

/**
 * cs_text_same_hex:
 * @typed: a fingerprint as somebody typed or pasted it
 * @hex: the fingerprint that it should be, in hexadecimal digits
 *
 * Compares all digits of both, whatever their case and the spaces and colons between them. "SHA256:" and the like before the
 * typed digits are ignored. Any other character makes them different, and so does having no digits.
 *
 * Returns: whether both are the same
 */
gboolean
cs_text_same_hex (const char *typed,
                  const char *hex)
{
  gboolean any = FALSE;

  g_return_val_if_fail (typed != NULL, FALSE);
  g_return_val_if_fail (hex != NULL, FALSE);

  typed = skip_prefix (typed);

  for (;;) {
    while (g_ascii_isspace (*typed) || *typed == ':')
      typed++;
    while (g_ascii_isspace (*hex) || *hex == ':')
      hex++;

    if (*typed == '\0' || *hex == '\0')
      return any && *typed == *hex;
    if (!g_ascii_isxdigit (*typed) || g_ascii_tolower (*typed) != g_ascii_tolower (*hex))
      return FALSE;

    any = TRUE;
    typed++;
    hex++;
  }
}

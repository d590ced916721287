/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-text-quote.h"

#include <string.h>

/* The sign alone may begin a smiley. */
static gboolean
is_quoted (const char *line)
{
  return line[0] == '>' && (line[1] == ' ' || line[1] == '>' || line[1] == '\n' || line[1] == '\0');
}

static gboolean
is_blank (const char *line,
          const char *end)
{
  for (; line < end; line = g_utf8_next_char (line)) {
    if (!g_unichar_isspace (g_utf8_get_char (line)))
      return FALSE;
  }

  return TRUE;
}

/* The end of a line, without its line feed. */
static const char *
end_of_line (const char *line)
{
  return line + strcspn (line, "\n");
}

static const char *
next_line (const char *end)
{
  return *end ? end + 1 : end;
}

/* One line, and how many characters more may be quoted. */
static gboolean
append_line (GString    *quote,
             const char *line,
             const char *end,
             glong      *left)
{
  glong length = g_utf8_strlen (line, end - line);
  gboolean fits = length <= *left;

  g_string_append (quote, "> ");
  g_string_append_len (quote, line, fits ? end - line : g_utf8_offset_to_pointer (line, *left) - line);
  if (!fits)
    g_string_append (quote, "…");
  g_string_append_c (quote, '\n');
  *left -= length;

  return fits;
}

/* What a text says itself: the lines that it quotes are left out, and blank ones around it. */
static void
append_lines (GString    *quote,
              const char *text)
{
  glong left = CS_TEXT_QUOTE_CHARACTERS;
  guint lines = 0;
  guint blanks = 0;

  for (const char *line = text; *line; line = next_line (end_of_line (line))) {
    const char *end = end_of_line (line);

    if (is_quoted (line))
      continue;
    if (is_blank (line, end)) {
      blanks++;
      continue;
    }
    if (lines == CS_TEXT_QUOTE_LINES) {
      g_string_append (quote, "> …\n");
      return;
    }

    if (lines > 0 && blanks > 0)
      g_string_append (quote, ">\n");
    blanks = 0;
    lines++;
    if (!append_line (quote, line, end, &left))
      return;
  }
}

/**
 * cs_text_quote:
 * @text: the text of a message
 * @name: (nullable): who wrote it
 *
 * Writes a message the way that every program can read it as a quote: behind `> ` at the beginning of each line. The name stands on
 * the first line. What the message quotes itself is left out, unless it does nothing else, and so is the end of a long one.
 *
 * Returns: (transfer full): whole lines, the last with its line feed
 */
char *
cs_text_quote (const char *text,
               const char *name)
{
  g_autoptr (GString) quote = g_string_new (NULL);
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  if (name)
    g_string_append_printf (quote, "> %s:\n", name);

  length = quote->len;
  append_lines (quote, text);
  if (quote->len == length) {
    g_autofree char *plain = cs_text_unquote (text, strlen (text));

    append_lines (quote, plain);
  }

  return g_string_free (g_steal_pointer (&quote), FALSE);
}

/* Without the blank lines around it. */
static void
add_part (GArray     *parts,
          const char *text,
          CsTextPart  part)
{
  while (part.start < part.end) {
    const char *end = end_of_line (text + part.start);

    if (end >= text + part.end || !is_blank (text + part.start, end))
      break;
    part.start = next_line (end) - text;
  }
  while (part.end > part.start && g_ascii_isspace (text[part.end - 1]))
    part.end--;

  if (part.end > part.start)
    g_array_append_val (parts, part);
}

/**
 * cs_text_find_quotes:
 * @text: a text
 *
 * Takes a text apart into the lines that are quotes and those that are not. Blank lines between both belong to neither.
 *
 * Returns: (transfer full) (element-type CsTextPart): the parts in their order, at least one of a text that is not blank
 */
GArray *
cs_text_find_quotes (const char *text)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (CsTextPart));
  CsTextPart part = { 0, 0, FALSE };

  g_return_val_if_fail (text != NULL, parts);

  part.is_quote = is_quoted (text);
  for (const char *line = text; *line; line = next_line (end_of_line (line))) {
    gboolean quote = is_quoted (line);

    if (quote != part.is_quote && parts->len + 1 < CS_TEXT_QUOTE_PARTS) {
      add_part (parts, text, part);
      part = (CsTextPart) { line - text, line - text, quote };
    }
    part.end = next_line (end_of_line (line)) - text;
  }
  add_part (parts, text, part);

  return parts;
}

/**
 * cs_text_unquote:
 * @text: (array length=length): lines that are a quote
 * @length: how long they are in bytes
 *
 * Takes the sign of a quote from the beginning of each line, once.
 *
 * Returns: (transfer full): what was quoted
 */
char *
cs_text_unquote (const char *text,
                 gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (GString) plain = g_string_sized_new (length);

  for (const char *line = copy; *line; line = next_line (end_of_line (line))) {
    const char *end = end_of_line (line);
    const char *start = line;

    if (is_quoted (line))
      start += line[1] == ' ' ? 2 : 1;
    g_string_append_len (plain, start, end - start + (*end ? 1 : 0));
  }

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

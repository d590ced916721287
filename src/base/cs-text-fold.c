/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-text-fold.h"

/* How far before the limit a text may be cut, to cut it between words. */
#define LONGEST_WORD 80

/* How far a text goes until it has so many lines and characters, or until its end, which is told. */
static const char *
walk (const char *text,
      guint       lines,
      guint       characters,
      gboolean   *is_end)
{
  guint line = 1;
  const char *p = text;

  for (guint i = 0; *p && i < characters; i++) {
    if (*p == '\n' && ++line > lines)
      break;
    p = g_utf8_next_char (p);
  }
  *is_end = *p == '\0';

  return p;
}

/* What belongs to the letter or the picture before it. */
static gboolean
continues (const char *p)
{
  gunichar c = g_utf8_get_char (p);
  gunichar before = g_utf8_get_char (g_utf8_prev_char (p));

  return g_unichar_ismark (c) || g_unichar_iszerowidth (c) || (c >= 0x1f3fb && c <= 0x1f3ff) || before == 0x200d;
}

/* The best place to cut, from a place back. */
static const char *
step_back (const char *text,
           const char *from)
{
  const char *p = from;

  if (*from == '\n')
    return from;

  for (guint i = 0; i < LONGEST_WORD && p > text; i++) {
    p = g_utf8_prev_char (p);
    if (g_unichar_isspace (g_utf8_get_char (p)))
      return p;
  }

  for (p = from; p > text && continues (p);)
    p = g_utf8_prev_char (p);

  return p > text ? p : from;
}

/**
 * cs_text_fold:
 * @text: a text in UTF-8
 * @length: (out): how many bytes of it to show
 *
 * Tells whether a text is so long that only its beginning should be shown at first, and where that ends: behind a line, a word,
 * or at least a whole letter. However long the text is, only its beginning is looked at.
 *
 * Returns: whether it is
 */
gboolean
cs_text_fold (const char *text,
              gsize      *length)
{
  const char *end;
  gboolean is_end;

  g_return_val_if_fail (text != NULL, FALSE);

  end = walk (text,
              CS_TEXT_FOLD_LINES + CS_TEXT_FOLD_SPARE_LINES,
              CS_TEXT_FOLD_CHARACTERS + CS_TEXT_FOLD_SPARE_CHARACTERS,
              &is_end);
  if (is_end) {
    *length = end - text;
    return FALSE;
  }

  end = walk (text, CS_TEXT_FOLD_LINES, CS_TEXT_FOLD_CHARACTERS, &is_end);
  *length = step_back (text, end) - text;

  return TRUE;
}

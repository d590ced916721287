/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-match.h"

#include "cs-text.h"

/* So many characters of a message stand around the words that were found in it. */
#define BEFORE 24
#define BEHIND 160

static gboolean
same_letter (const char *a,
             const char *b)
{
  return g_unichar_tolower (g_utf8_get_char (a)) == g_unichar_tolower (g_utf8_get_char (b));
}

/* Where the words end that begin here, %NULL if they don't. */
static const char *
match_here (const char *text,
            const char *words)
{
  while (*words && *text && same_letter (text, words)) {
    text = g_utf8_next_char (text);
    words = g_utf8_next_char (words);
  }

  return *words ? NULL : text;
}

/**
 * cs_match_find:
 * @text: a text
 * @words: what to look for
 * @match: (out): where it stands first
 *
 * Looks for words as a part of a text, large letters and small ones alike.
 *
 * Returns: whether they are there; empty words never are
 */
gboolean
cs_match_find (const char *text,
               const char *words,
               CsMatch    *match)
{
  g_return_val_if_fail (text && words && match, FALSE);

  if (!*words)
    return FALSE;

  for (const char *c = text; *c; c = g_utf8_next_char (c)) {
    const char *end = match_here (c, words);

    if (end) {
      match->start = (gsize) (c - text);
      match->end = (gsize) (end - text);
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * cs_match_excerpt:
 * @text: a text
 * @words: what was found in it
 *
 * Makes one line of what stands around the words, with nothing in it that hides. Where they aren't found, it is the start.
 *
 * Returns: (transfer full): the line
 */
char *
cs_match_excerpt (const char *text,
                  const char *words)
{
  CsMatch match = { 0, 0 };
  const char *start, *end;
  g_autofree char *part = NULL;
  g_autofree char *readable = NULL;

  g_return_val_if_fail (text && words, NULL);

  cs_match_find (text, words, &match);
  start = text + match.start;
  for (guint i = 0; i < BEFORE && start > text; i++)
    start = g_utf8_prev_char (start);
  end = text + match.end;
  for (guint i = 0; i < BEHIND && *end; i++)
    end = g_utf8_next_char (end);

  part = g_strndup (start, (gsize) (end - start));
  g_strdelimit (part, "\r\n\t", ' ');
  readable = cs_text_make_readable (part);

  return g_strconcat (start > text ? "…" : "", readable, *end ? "…" : "", NULL);
}

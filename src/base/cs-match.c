/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-match.h"

#include "cs-text.h"

/* So many characters of a message stand around the words that were found in it. */
#define BEFORE 24
#define BEHIND 160

/* A text or a part of it, letter by letter as they are compared: the widths of Japanese, ligatures and the like, large and small ones
 * are the same; what is composed of several comes as these. */
typedef struct {
  const char *at;
  const char *end;     /* NULL: where the text ends */
  gunichar    ahead[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize       n_ahead;
  gsize       next;
} Letters;

static gboolean
is_sharp_s (gunichar c)
{
  return c == 0xdf || c == 0x1e9e;
}

/* How a letter before it is drawn, in colour for one. */
static gboolean
is_variation (gunichar c)
{
  return c == 0xfe0e || c == 0xfe0f;
}

static gboolean
at_end (const Letters *self)
{
  return self->end ? self->at >= self->end : *self->at == '\0';
}

static void
decompose (Letters  *self,
           gunichar  c)
{
  self->next = 0;
  if (is_sharp_s (c)) {
    self->ahead[0] = self->ahead[1] = 's';
    self->n_ahead = 2;
    return;
  }

  self->n_ahead = is_variation (c) ? 0 : g_unichar_fully_decompose (c, TRUE, self->ahead, G_N_ELEMENTS (self->ahead));
  for (gsize i = 0; i < self->n_ahead; i++)
    self->ahead[i] = g_unichar_isspace (self->ahead[i]) ? ' ' : g_unichar_tolower (self->ahead[i]);
}

/* 0 at the end. */
static gunichar
next_letter (Letters *self)
{
  while (self->next >= self->n_ahead) {
    gunichar c;

    if (at_end (self))
      return 0;
    c = g_utf8_get_char (self->at);
    self->at = g_utf8_next_char (self->at);
    if (c < 0x80)
      return g_ascii_isspace (c) ? ' ' : (gunichar) g_ascii_tolower ((char) c);
    decompose (self, c);
  }

  return self->ahead[self->next++];
}

/* What makes another letter of the one before it: "a" is no part of "ä", however that is written. */
static gboolean
is_accent (gunichar c)
{
  return (c >= 0x300 && c <= 0x36f) || c == 0x3099 || c == 0x309a || c == 0xff9e || c == 0xff9f;
}

/* Where the words end that begin here, %NULL if they don't. */
static const char *
match_here (const char *text,
            const char *words,
            const char *words_end)
{
  Letters there = { .at = text };
  Letters wanted = { .at = words, .end = words_end };
  gunichar c;

  while ((c = next_letter (&wanted)) != 0) {
    if (next_letter (&there) != c)
      return NULL;
  }

  return there.next < there.n_ahead || is_accent (g_utf8_get_char (there.at)) ? NULL : there.at;
}

static gboolean
find_part (const char *text,
           const char *part,
           const char *part_end,
           CsMatch    *match)
{
  Letters wanted = { .at = part, .end = part_end };
  gunichar first = next_letter (&wanted);

  for (const char *c = text; *c && first; c = g_utf8_next_char (c)) {
    const char *end;

    if ((guchar) *c < 0x80 && first != ' ' && (gunichar) g_ascii_tolower (*c) != first)
      continue;
    end = match_here (c, part, part_end);
    if (end) {
      match->start = (gsize) (c - text);
      match->end = (gsize) (end - text);
      return TRUE;
    }
  }

  return FALSE;
}

/* The next word; the blank between Japanese words is one, too. */
static gboolean
next_word (const char **words,
           const char **start,
           const char **end)
{
  const char *p = *words;

  while (*p && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *start = p;
  while (*p && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *end = *words = p;

  return *end > *start;
}

/**
 * cs_match_take_word:
 * @words: (inout): what somebody looks for, valid UTF-8; behind the word afterwards
 *
 * Takes the first word, where blanks of any kind stand between words.
 *
 * Returns: (transfer full) (nullable): the word; %NULL where there is none
 */
char *
cs_match_take_word (const char **words)
{
  const char *start, *end;

  g_return_val_if_fail (words && *words, NULL);

  return next_word (words, &start, &end) ? g_strndup (start, (gsize) (end - start)) : NULL;
}

/**
 * cs_match_has:
 * @text: a text
 * @words: what to look for
 *
 * Asks whether a text has all the words, each as a part of it, in any order. Large letters and small ones are alike, "ss" and "ß", the
 * widths of letters in Japanese, and what is composed and what is not.
 *
 * Returns: whether they are there; none never are
 */
gboolean
cs_match_has (const char *text,
              const char *words)
{
  const char *start, *end;
  gboolean any = FALSE;
  CsMatch match;

  g_return_val_if_fail (text && words, FALSE);

  while (next_word (&words, &start, &end)) {
    if (!find_part (text, start, end, &match))
      return FALSE;
    any = TRUE;
  }

  return any;
}

/**
 * cs_match_find:
 * @text: a text
 * @words: what to look for
 * @match: (out): where it stands first
 *
 * Looks for a place to show to somebody who looks for words: where all of them stand as they were typed, else where the first of them
 * that is there stands. They are compared as in [func@match_has].
 *
 * Returns: whether there is any
 */
gboolean
cs_match_find (const char *text,
               const char *words,
               CsMatch    *match)
{
  const char *start, *end;

  g_return_val_if_fail (text && words && match, FALSE);

  if (find_part (text, words, NULL, match))
    return TRUE;

  while (next_word (&words, &start, &end)) {
    if (find_part (text, start, end, match))
      return TRUE;
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

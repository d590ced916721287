/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-spellings.h"

#include <string.h>

/* The ways to write a word that an index, which compares letters one by one, doesn't know to be the same. */

/* Unicode's block of halfwidth forms. */
#define HALFWIDTH_FIRST 0xff61
#define HALFWIDTH_LAST 0xff9f

/* From "!" to "~". */
#define FULLWIDTH_OFFSET 0xfee0

static void
add (GPtrArray *list,
     char      *spelling)
{
  if (spelling && *spelling && !g_ptr_array_find_with_equal_func (list, spelling, g_str_equal, NULL))
    g_ptr_array_add (list, spelling);
  else
    g_free (spelling);
}

static char *
replace (const char *word,
         const char *what,
         const char *by)
{
  GString *string = g_string_new (word);

  g_string_replace (string, what, by, 0);

  return g_string_free (string, FALSE);
}

static gunichar
find_halfwidth (gunichar c)
{
  for (gunichar half = HALFWIDTH_FIRST; half <= HALFWIDTH_LAST; half++) {
    gunichar letter;

    if (g_unichar_fully_decompose (half, TRUE, &letter, 1) == 1 && letter == c)
      return half;
  }

  return c;
}

static char *
narrow (const char *word)
{
  g_autofree char *apart = g_utf8_normalize (word, -1, G_NORMALIZE_NFKD);
  g_autofree char *together = NULL;
  GString *string = g_string_new (NULL);

  for (const char *p = apart; *p; p = g_utf8_next_char (p))
    g_string_append_unichar (string, find_halfwidth (g_utf8_get_char (p)));

  /* What has no such form is as it is usually written. */
  together = g_utf8_normalize (string->str, -1, G_NORMALIZE_NFC);
  g_string_free (string, TRUE);

  return g_steal_pointer (&together);
}

static char *
widen (const char *word)
{
  GString *string = g_string_new (NULL);

  for (const char *p = word; *p; p = g_utf8_next_char (p))
    g_string_append_unichar (string, *p > ' ' && *p <= '~' ? (gunichar) *p + FULLWIDTH_OFFSET : g_utf8_get_char (p));

  return g_string_free (string, FALSE);
}

/**
 * cs_spellings_list:
 * @word: a word, valid UTF-8
 *
 * Lists how a word may be written: composed or not, with "ss" or "ß", in the full or the half width of Japanese. Large and small letters
 * are not told apart.
 *
 * Returns: (transfer full) (element-type utf8): the spellings, @word first
 */
GPtrArray *
cs_spellings_list (const char *word)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *plain = g_utf8_normalize (word, -1, G_NORMALIZE_NFKC);
  g_autofree char *small = g_utf8_strdown (plain, -1);

  add (list, g_strdup (word));
  add (list, g_utf8_normalize (word, -1, G_NORMALIZE_NFC));
  add (list, g_utf8_normalize (word, -1, G_NORMALIZE_NFD));
  add (list, g_strdup (plain));
  if (strstr (small, "ss"))
    add (list, replace (small, "ss", "ß"));
  if (strstr (small, "ß"))
    add (list, replace (small, "ß", "ss"));
  add (list, narrow (plain));
  add (list, widen (plain));

  return list;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where words stand in a text, in bytes. */
typedef struct {
  gsize start;
  gsize end;
} CsMatch;

char    *cs_match_take_word (const char **words);
gboolean cs_match_has       (const char  *text,
                             const char  *words);
gboolean cs_match_find      (const char  *text,
                             const char  *words,
                             CsMatch     *match);
char    *cs_match_excerpt   (const char  *text,
                             const char  *words);

G_END_DECLS

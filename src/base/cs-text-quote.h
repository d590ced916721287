/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much of a message is quoted at most. */
#define CS_TEXT_QUOTE_LINES 10
#define CS_TEXT_QUOTE_CHARACTERS 500

/* A text with very many quotes in it is taken apart no further. */
#define CS_TEXT_QUOTE_PARTS 16

/* Lines that belong together, between two places of a text in bytes: a plain value. */
typedef struct {
  gsize    start;
  gsize    end;
  gboolean is_quote;
} CsTextPart;

char   *cs_text_quote       (const char *text,
                             const char *name);
GArray *cs_text_find_quotes (const char *text);
char   *cs_text_unquote     (const char *text,
                             gsize       length);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most that an answer may have: its head, and all of it. */
#define CS_HTTP_ANSWER_MAX_HEAD (16 * 1024)
#define CS_HTTP_ANSWER_MAX_SIZE (256 * 1024)

/* What a server says to a request. Texts are NULL where it says nothing of them. */
typedef struct {
  guint    status;
  char    *type;         /* the body's, without parameters, in lower case */
  char    *etag;         /* with its quotes */
  char   **challenges;   /* the items of WWW-Authenticate */
  GBytes  *body;
} CsHttpAnswer;

typedef enum {
  CS_HTTP_ANSWER_WHOLE,
  CS_HTTP_ANSWER_MORE,   /* more has to come */
  CS_HTTP_ANSWER_BAD,
} CsHttpAnswerState;

CsHttpAnswerState  cs_http_answer_read (const char    *data,
                                        gsize          size,
                                        gboolean       is_end,
                                        CsHttpAnswer **answer);
void               cs_http_answer_free (CsHttpAnswer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsHttpAnswer, cs_http_answer_free)

G_END_DECLS

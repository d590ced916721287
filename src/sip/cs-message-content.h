/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-composing.h"
#include "cs-imdn.h"

G_BEGIN_DECLS

#define CS_CONTENT_TYPES "text/plain, message/cpim, message/imdn+xml, " CS_COMPOSING_TYPE

/* What the headers say about a body; each may be NULL. */
typedef struct {
  const char *type;        /* without parameters */
  const char *charset;     /* without quotes */
  const char *encoding;
} CsContentHead;

/* What a body says. */
typedef struct {
  char      *text;         /* with line feeds for line ends; NULL: there is none to show */
  char      *message_id;   /* what the sender calls the message; NULL: nothing */
  gint64     time;         /* when it was sent, in microseconds since 1970; 0: it doesn't say */
  CsReceipt  wanted;       /* what the sender asks to be told */
  CsImdn    *receipt;      /* NULL: it is none; beside a text, it is that text where it is about no message of ours */
  CsComposing *composing;  /* NULL: it doesn't say */
} CsMessageContent;

guint  cs_message_content_read (const CsContentHead  *head,
                                GBytes               *body,
                                CsMessageContent    **content);
void   cs_message_content_free (CsMessageContent     *self);
gint64 cs_message_content_time (gint64                date,
                                gint64                now);
const char *cs_message_content_skip_note (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMessageContent, cs_message_content_free)

G_END_DECLS

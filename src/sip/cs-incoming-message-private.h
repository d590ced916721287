/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-flow.h"
#include "cs-incoming-message.h"
#include "cs-message-content.h"

G_BEGIN_DECLS

/* What a message is, apart from its transaction. Strings are copied. */
typedef struct {
  CsAddress  *from;
  const char *display_name;
  const char *call_id;
  guint32     cseq;
  gint64      date;
  gint64      time;
  const CsMessageContent *body;
} CsIncomingContent;

CsIncomingMessage *cs_incoming_message_new (CsFlow                  *flow,
                                            nta_incoming_t          *transaction,
                                            const CsIncomingContent *content);

G_END_DECLS

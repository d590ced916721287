/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "base/cs-message-state.h"

G_BEGIN_DECLS

/* A stored message: a plain value. Times are UTC microseconds. */
typedef struct {
  gint64          id;
  gint64          conversation;
  gboolean        outgoing;
  char           *message_id;
  char           *text;
  gint64          time;
  CsMessageState  state;
  char           *reason;
} CsMessageRecord;

/* A stored conversation: a plain value, with what a list row shows. */
typedef struct {
  gint64          id;
  char           *account;
  char           *peer;
  char           *name;
  char           *draft;
  guint           unread;
  gint64          read_up_to;
  CsMessageRecord *last;
} CsConversationRecord;

CsMessageRecord      *cs_message_record_new       (void);
CsMessageRecord      *cs_message_record_copy      (const CsMessageRecord *self);
void                  cs_message_record_free      (CsMessageRecord       *self);
CsConversationRecord *cs_conversation_record_new  (void);
void                  cs_conversation_record_free (CsConversationRecord  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMessageRecord, cs_message_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsConversationRecord, cs_conversation_record_free)

G_END_DECLS

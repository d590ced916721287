/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-address.h"

#include "cs-composing.h"
#include "cs-imdn.h"

G_BEGIN_DECLS

/* A MESSAGE request that awaits its answer. Dropped unanswered, it is answered 500. */
#define CS_TYPE_INCOMING_MESSAGE (cs_incoming_message_get_type ())
G_DECLARE_FINAL_TYPE (CsIncomingMessage, cs_incoming_message, CS, INCOMING_MESSAGE, GObject)

CsAddress  *cs_incoming_message_get_from         (CsIncomingMessage *self);
const char *cs_incoming_message_get_display_name (CsIncomingMessage *self);
const char *cs_incoming_message_get_text         (CsIncomingMessage *self);
const char *cs_incoming_message_get_call_id      (CsIncomingMessage *self);
guint32     cs_incoming_message_get_cseq         (CsIncomingMessage *self);
gint64      cs_incoming_message_get_date         (CsIncomingMessage *self);
gint64      cs_incoming_message_get_time         (CsIncomingMessage *self);
const char *cs_incoming_message_get_message_id   (CsIncomingMessage *self);
CsReceipt   cs_incoming_message_get_wanted       (CsIncomingMessage *self);
CsImdn     *cs_incoming_message_get_receipt      (CsIncomingMessage *self);
CsComposing *cs_incoming_message_get_composing   (CsIncomingMessage *self);
gboolean    cs_incoming_message_respond          (CsIncomingMessage *self,
                                                  guint              status,
                                                  const char        *phrase);

G_END_DECLS

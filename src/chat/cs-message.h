/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "base/cs-message-state.h"

G_BEGIN_DECLS

/* One message. Properties: id, text, outgoing, time (UTC microseconds), state, reason (nullable: why it failed). State and
 * reason change. */
#define CS_TYPE_MESSAGE (cs_message_get_type ())
G_DECLARE_FINAL_TYPE (CsMessage, cs_message, CS, MESSAGE, GObject)

gint64          cs_message_get_id       (CsMessage *self);
const char     *cs_message_get_text     (CsMessage *self);
const char     *cs_message_get_sender   (CsMessage *self);
gboolean        cs_message_is_notice    (CsMessage *self);
gboolean        cs_message_is_outgoing  (CsMessage *self);
gint64          cs_message_get_time     (CsMessage *self);
CsMessageState  cs_message_get_state    (CsMessage *self);
const char     *cs_message_get_reason   (CsMessage *self);

G_END_DECLS

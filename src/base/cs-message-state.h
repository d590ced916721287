/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The numbers are written to the message store: they never change their meaning. */
typedef enum {
  CS_MESSAGE_QUEUED    = 1,
  CS_MESSAGE_SENDING   = 2,
  CS_MESSAGE_KEPT      = 3,
  CS_MESSAGE_DELIVERED = 4,
  CS_MESSAGE_FAILED    = 5,
  CS_MESSAGE_RECEIVED  = 6,
  CS_MESSAGE_READ      = 7,
} CsMessageState;

#define CS_TYPE_MESSAGE_STATE (cs_message_state_get_type ())

GType           cs_message_state_get_type (void);
const char     *cs_message_state_get_nick (CsMessageState state);
CsMessageState  cs_message_state_advance  (CsMessageState from,
                                           CsMessageState to);

G_END_DECLS

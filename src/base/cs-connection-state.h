/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Where an account's connection stands. There is one such state, and the link keeps it. */
typedef enum {
  CS_CONNECTION_OFFLINE,
  CS_CONNECTION_LOOKING_UP,
  CS_CONNECTION_CONNECTING,
  CS_CONNECTION_CHECKING,
  CS_CONNECTION_SIGNING_IN,
  CS_CONNECTION_ONLINE,
  CS_CONNECTION_REFUSED,
  CS_CONNECTION_WAITING,
} CsConnectionState;

#define CS_TYPE_CONNECTION_STATE (cs_connection_state_get_type ())

GType       cs_connection_state_get_type (void);
const char *cs_connection_state_get_nick (CsConnectionState state);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-connection-state.h"

static const GEnumValue values[] = {
  { CS_CONNECTION_OFFLINE,    "CS_CONNECTION_OFFLINE",    "offline" },
  { CS_CONNECTION_LOOKING_UP, "CS_CONNECTION_LOOKING_UP", "looking-up" },
  { CS_CONNECTION_CONNECTING, "CS_CONNECTION_CONNECTING", "connecting" },
  { CS_CONNECTION_CHECKING,   "CS_CONNECTION_CHECKING",   "checking" },
  { CS_CONNECTION_SIGNING_IN, "CS_CONNECTION_SIGNING_IN", "signing-in" },
  { CS_CONNECTION_ONLINE,     "CS_CONNECTION_ONLINE",     "online" },
  { CS_CONNECTION_REFUSED,    "CS_CONNECTION_REFUSED",    "refused" },
  { CS_CONNECTION_WAITING,    "CS_CONNECTION_WAITING",    "waiting" },
  { 0, NULL, NULL },
};

GType
cs_connection_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static (g_intern_static_string ("CsConnectionState"), values));

  return type;
}

/**
 * cs_connection_state_get_nick:
 * @state: a connection state
 *
 * The state's short name for logs and machine-readable output, never translated.
 *
 * Returns: (transfer none): the name, "unknown" for a value out of range
 */
const char *
cs_connection_state_get_nick (CsConnectionState state)
{
  for (const GEnumValue *value = values; value->value_nick; value++) {
    if (value->value == (int) state)
      return value->value_nick;
  }

  return "unknown";
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-state.h"

static const GEnumValue values[] = {
  { CS_MESSAGE_QUEUED,    "CS_MESSAGE_QUEUED",    "queued" },
  { CS_MESSAGE_SENDING,   "CS_MESSAGE_SENDING",   "sending" },
  { CS_MESSAGE_KEPT,      "CS_MESSAGE_KEPT",      "kept" },
  { CS_MESSAGE_DELIVERED, "CS_MESSAGE_DELIVERED", "delivered" },
  { CS_MESSAGE_FAILED,    "CS_MESSAGE_FAILED",    "failed" },
  { CS_MESSAGE_RECEIVED,  "CS_MESSAGE_RECEIVED",  "received" },
  { 0, NULL, NULL },
};

GType
cs_message_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static (g_intern_static_string ("CsMessageState"), values));

  return type;
}

/**
 * cs_message_state_get_nick:
 * @state: a message state
 *
 * The state's short name for logs and machine-readable output, never translated.
 *
 * Returns: (transfer none): the name, "unknown" for a value out of range
 */
const char *
cs_message_state_get_nick (CsMessageState state)
{
  for (const GEnumValue *value = values; value->value_nick; value++) {
    if (value->value == (int) state)
      return value->value_nick;
  }

  return "unknown";
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-state.h"

static const GEnumValue values[] = {
  { CS_MESSAGE_QUEUED,    "CS_MESSAGE_QUEUED",    "queued" },
  { CS_MESSAGE_SENDING,   "CS_MESSAGE_SENDING",   "sending" },
  { CS_MESSAGE_KEPT,      "CS_MESSAGE_KEPT",      "kept" },
  { CS_MESSAGE_DELIVERED, "CS_MESSAGE_DELIVERED", "delivered" },
  { CS_MESSAGE_FAILED,    "CS_MESSAGE_FAILED",    "failed" },
  { CS_MESSAGE_RECEIVED,  "CS_MESSAGE_RECEIVED",  "received" },
  { CS_MESSAGE_READ,      "CS_MESSAGE_READ",      "read" },
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

/**
 * cs_message_state_advance:
 * @from: how far a message is known to have come
 * @to: what is heard now
 *
 * News about a message come by several ways and overtake each other: a receipt may be here before the answer to the message. What
 * has arrived once has arrived, and what was read was read. What the recipient could not take is not kept for them.
 *
 * Returns: how far the message has come
 */
CsMessageState
cs_message_state_advance (CsMessageState from,
                          CsMessageState to)
{
  if (from == CS_MESSAGE_READ || (from == CS_MESSAGE_DELIVERED && to != CS_MESSAGE_READ))
    return from;
  if (from == CS_MESSAGE_FAILED && to == CS_MESSAGE_KEPT)
    return from;

  return to;
}

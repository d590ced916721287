/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-id.h"

#include <string.h>

/*
 * A message has a Call-ID of its own (RFC 3261 section 8.1.1.4), which it keeps each time it is tried again, while its CSeq rises
 * with each answer to a challenge (sections 8.1.3.5 and 22.2). So the Call-ID says which message it is, and the CSeq does not: one
 * that arrived, but whose answer was lost, may well come again under another number.
 *
 * Some senders have one Call-ID for all their messages, though, and only count. Of theirs, none may be taken for an earlier one.
 * So ours says of itself that it names a single message: a random UUID, and a check sum of it that nobody writes by accident.
 */
#define UUID_LENGTH 36
#define CHECK_LENGTH 8

static char *
add_check (const char *uuid)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uuid, -1);

  return g_strdup_printf ("%s-%.*s", uuid, CHECK_LENGTH, sum);
}

static gboolean
names_one_message (const char *call_id)
{
  g_autofree char *uuid = NULL;
  g_autofree char *checked = NULL;

  if (strlen (call_id) != UUID_LENGTH + 1 + CHECK_LENGTH)
    return FALSE;

  uuid = g_strndup (call_id, UUID_LENGTH);
  checked = add_check (uuid);

  return g_uuid_string_is_valid (uuid) && g_str_equal (checked, call_id);
}

/**
 * cs_message_id_new:
 *
 * Makes an id for a message to send: its Call-ID.
 *
 * Returns: (transfer full): an id that tells nothing of us
 */
char *
cs_message_id_new (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return add_check (uuid);
}

/**
 * cs_message_id_from_request:
 * @call_id: the Call-ID of a request that came in
 * @cseq: its CSeq number
 *
 * Tells by what the message is known among those of its sender. One of this program is the same however its request comes again;
 * of others, only a request that repeats both numbers is.
 *
 * Returns: (transfer full): the id
 */
char *
cs_message_id_from_request (const char *call_id,
                            guint32     cseq)
{
  g_return_val_if_fail (call_id, NULL);

  return names_one_message (call_id) ? g_strdup (call_id) : g_strdup_printf ("%s %u", call_id, cseq);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-imdn-id.h"

#include <string.h>

/**
 * cs_imdn_id_is_valid:
 * @id: what a peer calls a message
 *
 * The id is a token (RFC 5438 section 6.3); what others send in its place, such as a Call-ID with a host, is taken too.
 *
 * Returns: whether @id can be kept and sent back
 */
gboolean
cs_imdn_id_is_valid (const char *id)
{
  gsize length = strlen (id);

  if (length == 0 || length > CS_IMDN_ID_MAX)
    return FALSE;

  for (const char *at = id; *at; at++) {
    if (!g_ascii_isgraph (*at))
      return FALSE;
  }

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-typed-address.h"

#include <string.h>

/**
 * cs_typed_address_parse:
 * @text: what was written
 * @own: the address of the account
 * @error: return location for an error
 *
 * Reads the address of somebody. A name alone belongs to the account's own domain.
 *
 * Returns: (transfer full) (nullable): the address, or %NULL with an error set
 */
CsAddress *
cs_typed_address_parse (const char  *text,
                        CsAddress   *own,
                        GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped && !strpbrk (stripped, "@:")) {
    g_autofree char *whole = g_strdup_printf ("%s@%s", stripped, cs_host_get_display (cs_address_get_host (own)));

    return cs_address_parse (whole, error);
  }

  return cs_address_parse (stripped, error);
}

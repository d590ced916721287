/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-typed-address.h"

#include <string.h>

#include <glib/gi18n-lib.h>

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

/**
 * cs_typed_address_find_note:
 * @text: what was written
 *
 * Looks for what the person has to know of an address before it is used. RFC 5630 lets nobody put `sip:` for `sips:` unsaid.
 *
 * Returns: (transfer none) (nullable): the words
 */
const char *
cs_typed_address_find_note (const char *text)
{
  if (g_ascii_strncasecmp (text + strspn (text, " "), "sips:", strlen ("sips:")) != 0)
    return NULL;

  return _("Messages go to the “sip:” address of this person: protected as far as your server. What “sips:” wants beyond it cannot be promised.");
}

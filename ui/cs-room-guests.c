/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-room-guests.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-typed-address.h"

static CsAddress *
parse_guest (const char  *text,
             CsSession   *session,
             GError     **error)
{
  CsAddress *own = cs_account_get_address (cs_session_get_account (session));
  g_autoptr (CsAddress) guest = cs_typed_address_parse (text, own, error);

  if (guest && !cs_rooms_can_invite (cs_session_get_rooms (session), guest)) {
    g_set_error (error, CS_ERROR, CS_ERROR_NOT_ALLOWED,
                 /* Translators: the first %s is a SIP address, the second a domain. */
                 _("%s cannot be invited: a room can only tell people of %s apart."),
                 cs_address_get_display (guest), cs_host_get_display (cs_address_get_host (own)));
    return NULL;
  }

  return g_steal_pointer (&guest);
}

/**
 * cs_room_guests_parse:
 * @text: what was typed: addresses, with commas or spaces between them
 * @session: who invites
 * @error: return location for an error
 *
 * Reads whom to invite.
 *
 * Returns: (transfer full) (nullable) (element-type CsAddress): those who can be, perhaps nobody; %NULL where something typed is
 *   nobody who can
 */
GPtrArray *
cs_room_guests_parse (const char  *text,
                      CsSession   *session,
                      GError     **error)
{
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  g_auto (GStrv) words = g_strsplit_set (text, ", ;\t\n", -1);

  for (guint i = 0; words[i]; i++) {
    CsAddress *guest;

    if (!*words[i])
      continue;

    guest = parse_guest (words[i], session, error);
    if (!guest)
      return NULL;
    g_ptr_array_add (guests, guest);
  }

  return g_steal_pointer (&guests);
}

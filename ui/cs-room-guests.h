/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* Whom to invite into a room: typed, or chosen from the contacts. Signals: "changed" (what is typed, or who is chosen), "activated"
 * (by the keyboard, with nothing left to be typed). */
#define CS_TYPE_ROOM_GUESTS (cs_room_guests_get_type ())
G_DECLARE_FINAL_TYPE (CsRoomGuests, cs_room_guests, CS, ROOM_GUESTS, GtkBox)

void       cs_room_guests_set_session (CsRoomGuests *self,
                                       CsSession    *session,
                                       CsRoom       *room);
gboolean   cs_room_guests_is_empty    (CsRoomGuests *self);
GPtrArray *cs_room_guests_take        (CsRoomGuests *self);
void       cs_room_guests_remove      (CsRoomGuests *self,
                                       CsAddress    *guest);
void       cs_room_guests_show_error  (CsRoomGuests *self,
                                       const char   *words);

G_END_DECLS

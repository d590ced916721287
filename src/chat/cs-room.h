/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-address.h"
#include "sip/cs-room-saying.h"

G_BEGIN_DECLS

/* Somebody in a room. Properties: address (CsAddress), role (CsRoomRole, as int). */
#define CS_TYPE_ROOM_MEMBER (cs_room_member_get_type ())
G_DECLARE_FINAL_TYPE (CsRoomMember, cs_room_member, CS, ROOM_MEMBER, GObject)

CsAddress  *cs_room_member_get_address (CsRoomMember *self);
CsRoomRole  cs_room_member_get_role    (CsRoomMember *self);

/* Who is in a room: a GListModel of CsRoomMember, empty until the room has said who is. A room tells people apart by the user parts of
 * their addresses: they are taken to be of the domain of the account that is in it. */
#define CS_TYPE_ROOM (cs_room_get_type ())
G_DECLARE_FINAL_TYPE (CsRoom, cs_room, CS, ROOM, GObject)

CsRoom     *cs_room_new         (CsAddress  *own);
CsRoomRole  cs_room_get_role    (CsRoom     *self);
gboolean    cs_room_has         (CsRoom     *self,
                                 CsAddress  *who);
CsAddress  *cs_room_resolve     (CsRoom     *self,
                                 const char *who);
gboolean    cs_room_is_own      (CsRoom     *self,
                                 const char *who);
void        cs_room_set_members (CsRoom     *self,
                                 GPtrArray  *names);
void        cs_room_add         (CsRoom     *self,
                                 const char *who);
void        cs_room_remove      (CsRoom     *self,
                                 const char *who);

G_END_DECLS

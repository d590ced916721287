/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* Who is in a room, and what we may do about it. */
#define CS_TYPE_ROOM_MEMBERS_DIALOG (cs_room_members_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsRoomMembersDialog, cs_room_members_dialog, CS, ROOM_MEMBERS_DIALOG, AdwWindow)

void cs_room_members_dialog_present (GtkWindow      *parent,
                                     CsConversation *room);
void cs_room_members_dialog_leave   (GtkWidget      *widget,
                                     CsConversation *room);

G_END_DECLS

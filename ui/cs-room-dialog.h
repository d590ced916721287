/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Asks for a room: a new one, or one that is there. Signal: "opened" (CsConversation). */
#define CS_TYPE_ROOM_DIALOG (cs_room_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsRoomDialog, cs_room_dialog, CS, ROOM_DIALOG, AdwWindow)

CsRoomDialog *cs_room_dialog_present (GtkWindow *parent,
                                      CsProfile *profile,
                                      CsSession *used);

G_END_DECLS

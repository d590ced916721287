/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-account.h"
#include "cs-conversation.h"

G_BEGIN_DECLS

/* The longest name of a room, in characters of its address. */
#define CS_ROOMS_NAME_MAX 40

/* The rooms of one account's server, as Kamailio's imc module has them: texts that begin with # are commands, to the one address that
 * makes rooms, or to a room's own. */
#define CS_TYPE_ROOMS (cs_rooms_get_type ())
G_DECLARE_FINAL_TYPE (CsRooms, cs_rooms, CS, ROOMS, GObject)

CsAddress      *cs_rooms_find_usual_manager (CsRooms         *self);
CsAddress      *cs_rooms_find_address  (CsRooms              *self,
                                        const char           *name);
char           *cs_rooms_find_name     (CsRooms              *self,
                                        CsAddress            *room);
gboolean        cs_rooms_can_invite    (CsRooms              *self,
                                        CsAddress            *who,
                                        GError              **error);
void            cs_rooms_list_async    (CsRooms              *self,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray      *cs_rooms_list_finish   (CsRooms              *self,
                                        GAsyncResult         *result,
                                        GError              **error);
void            cs_rooms_create_async  (CsRooms              *self,
                                        CsAddress            *room,
                                        gboolean              by_invitation,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void            cs_rooms_join_async    (CsRooms              *self,
                                        CsAddress            *room,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void            cs_rooms_look_async    (CsRooms              *self,
                                        CsAddress            *room,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
CsConversation *cs_rooms_enter_finish  (CsRooms              *self,
                                        GAsyncResult         *result,
                                        GError              **error);
void            cs_rooms_invite_async  (CsRooms              *self,
                                        CsConversation       *room,
                                        CsAddress            *who,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void            cs_rooms_remove_async  (CsRooms              *self,
                                        CsConversation       *room,
                                        CsAddress            *who,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void            cs_rooms_leave_async   (CsRooms              *self,
                                        CsConversation       *room,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void            cs_rooms_close_async   (CsRooms              *self,
                                        CsConversation       *room,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean        cs_rooms_change_finish (CsRooms              *self,
                                        GAsyncResult         *result,
                                        GError              **error);
void            cs_rooms_refresh       (CsRooms              *self,
                                        CsConversation       *room);

G_END_DECLS

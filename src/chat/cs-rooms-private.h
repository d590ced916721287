/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sip/cs-room-saying.h"

#include "cs-carrier.h"
#include "cs-mailbox.h"
#include "cs-policy-store.h"
#include "cs-rooms.h"

G_BEGIN_DECLS

/* What is asked of the server and answered with a message of its own. */
typedef enum {
  CS_ROOMS_ASK_LIST,
  CS_ROOMS_ASK_ENTER,
  CS_ROOMS_ASK_LOOK,
} CsRoomsAskKind;

typedef struct {
  CsRooms        *rooms;
  CsRoomsAskKind  kind;
  CsAddress      *room;      /* NULL: the list */
  GTask          *task;      /* NULL: answered */
  guint           timer;
} CsRoomsAsk;

struct _CsRooms
{
  GObject    parent_instance;

  CsAccount *account;
  CsPolicyStore *policies;   /* NULL: nobody rules anything */
  CsMailbox *mailbox;        /* weak: it asks us about what comes in */
  CsCarrier  carrier;
  CsAddress *manager;        /* NULL: none that could be one */
  GPtrArray *asks;
  GHashTable *settling;      /* conversations */
  GHashTable *people;        /* URIs that look like those of rooms */
  guint      patience;       /* seconds */
};

/* Whose an address is. */
typedef enum {
  CS_ROOMS_KIND_PERSON,
  CS_ROOMS_KIND_ROOM,
  CS_ROOMS_KIND_UNKNOWN,
} CsRoomsKind;

/* What a message is. */
typedef enum {
  CS_ROOMS_HEARD_NOTHING,    /* of a room */
  CS_ROOMS_HEARD_ANSWER,     /* that nobody is to see */
  CS_ROOMS_HEARD_SPEECH,
} CsRoomsHeard;

CsRooms      *cs_rooms_new          (CsAccount             *account,
                                     CsPolicyStore         *policies,
                                     CsMailbox             *mailbox);
void          cs_rooms_set_carrier  (CsRooms               *self,
                                     const CsCarrierFuncs  *carrier,
                                     GObject               *object);
void          cs_rooms_set_patience (CsRooms               *self,
                                     guint                  patience);
CsRoomsHeard  cs_rooms_hear         (CsRooms               *self,
                                     CsAddress             *from,
                                     const char            *text,
                                     CsConversation        *conversation,
                                     CsRoomSaying         **saying);
void          cs_rooms_take         (CsRooms               *self,
                                     CsConversation        *conversation,
                                     const CsRoomSaying    *saying,
                                     CsMessageRecord       *record);
void          cs_rooms_adopt        (CsRooms               *self,
                                     CsConversation        *conversation,
                                     CsRoomStanding         standing);
void          cs_rooms_settle       (CsRooms               *self,
                                     CsConversation        *conversation);
gsize         cs_rooms_get_prefix   (CsRooms               *self);
gboolean      cs_rooms_may_be_room  (CsRooms               *self,
                                     CsAddress             *address);
CsRoomsKind   cs_rooms_tell         (CsRooms               *self,
                                     CsAddress             *address);
void          cs_rooms_note_person  (CsRooms               *self,
                                     CsAddress             *address);
void          cs_rooms_judge_async  (CsRooms               *self,
                                     CsAddress             *address,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data);
CsRoomsKind   cs_rooms_judge_finish (CsRooms               *self,
                                     GAsyncResult          *result);
gboolean      cs_rooms_can_ask      (CsRooms               *self);
void          cs_rooms_command      (CsRooms               *self,
                                     CsAddress             *to,
                                     const char            *command,
                                     CsCarried              done,
                                     gpointer               user_data);
gboolean      cs_rooms_answer       (CsRooms               *self,
                                     CsAddress             *from,
                                     const CsRoomSaying    *saying,
                                     gboolean               own);
void          cs_rooms_doubt        (CsRooms               *self,
                                     CsConversation        *room);
GPtrArray    *cs_rooms_new_asks     (void);
void          cs_rooms_give_up      (CsRooms               *self);
gboolean      cs_rooms_is_awaited   (CsRooms               *self,
                                     CsAddress             *room);

G_END_DECLS

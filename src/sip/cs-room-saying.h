/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A longer list is cut. */
#define CS_ROOM_SAYING_MAX_NAMES 1000

/* What a room, or who makes rooms, says in a message. */
typedef enum {
  CS_ROOM_SAYS_MESSAGE,      /* what a member wrote */
  CS_ROOM_SAYS_CREATED,
  CS_ROOM_SAYS_EXISTS,       /* there is one of that name */
  CS_ROOM_SAYS_MISSING,      /* there is none of that name */
  CS_ROOM_SAYS_PRIVATE,      /* nobody comes in uninvited */
  CS_ROOM_SAYS_INSIDE,       /* we are in it already */
  CS_ROOM_SAYS_INVITED,      /* by a member */
  CS_ROOM_SAYS_JOINED,
  CS_ROOM_SAYS_LEFT,
  CS_ROOM_SAYS_KNOCKED,      /* wanted to come in uninvited */
  CS_ROOM_SAYS_REMOVED,      /* we were */
  CS_ROOM_SAYS_DESTROYED,
  CS_ROOM_SAYS_OWNED,        /* who owns it cannot leave it */
  CS_ROOM_SAYS_FORBIDDEN,
  CS_ROOM_SAYS_MEMBERS,
  CS_ROOM_SAYS_ROOMS,
  CS_ROOM_SAYS_OTHER,        /* something that it has no form for */
} CsRoomSpeech;

typedef enum {
  CS_ROOM_ROLE_MEMBER,
  CS_ROOM_ROLE_ADMIN,        /* may invite and remove */
  CS_ROOM_ROLE_OWNER,        /* may end it, too */
} CsRoomRole;

/* Somebody in a list, or a room. */
typedef struct {
  char       *name;
  CsRoomRole  role;
} CsRoomName;

/* A message of Kamailio's imc module. Somebody is named by the user part of their address, by old versions by user@host. */
typedef struct {
  CsRoomSpeech  kind;
  char         *who;         /* whom it is about; NULL: it says nobody */
  char         *text;        /* what was written, or all that was said */
  GPtrArray    *names;       /* CsRoomName; NULL: it is no list */
} CsRoomSaying;

CsRoomSaying *cs_room_saying_parse  (const char   *text);
void          cs_room_saying_free   (CsRoomSaying *self);
char         *cs_room_saying_escape (const char   *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRoomSaying, cs_room_saying_free)

G_END_DECLS

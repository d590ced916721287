/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-rooms-private.h"

#include "base/cs-error.h"

#include "cs-contact.h"
#include "cs-conversation-private.h"

/* The part of a server's rooms that tells them what the person answered to their requests. */

typedef struct {
  CsRooms        *rooms;
  CsConversation *room;
} Settlement;

static void
settlement_free (Settlement *settlement)
{
  g_object_unref (settlement->rooms);
  g_object_unref (settlement->room);
  g_free (settlement);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Settlement, settlement_free)

/* What cannot be settled now is tried again when the server is back. */
static void
end (Settlement     *settlement,
     CsRoomStanding  standing)
{
  g_hash_table_remove (settlement->rooms->settling, settlement->room);
  cs_conversation_set_room_standing (settlement->room, standing);
}

static gboolean
is_answered (const CsSendResult *result)
{
  return result && result->outcome != CS_SEND_NO_ANSWER;
}

static void
left_cb (const CsSendResult *result,
         const GError       *error,
         gpointer            user_data)
{
  g_autoptr (Settlement) settlement = user_data;

  end (settlement, is_answered (result) ? CS_ROOM_STANDING_GONE : cs_conversation_get_room_standing (settlement->room));
}

static void
rejected_cb (const CsSendResult *result,
             const GError       *error,
             gpointer            user_data)
{
}

/* The room itself says what came of it. */
static void
joined_cb (const CsSendResult *result,
           const GError       *error,
           gpointer            user_data)
{
  g_autoptr (Settlement) settlement = user_data;
  gboolean failed = result && result->outcome == CS_SEND_FAILED;

  end (settlement, failed ? CS_ROOM_STANDING_GONE : cs_conversation_get_room_standing (settlement->room));
}

/* Whom nobody invited is in it already, or may come in. */
static void
accepted_cb (const CsSendResult *result,
             const GError       *error,
             gpointer            user_data)
{
  g_autoptr (Settlement) settlement = user_data;
  CsRooms *self = settlement->rooms;
  CsAddress *room = cs_conversation_get_peer (settlement->room);

  if (result && result->outcome == CS_SEND_DELIVERED)
    end (settlement, CS_ROOM_STANDING_MEMBER);
  else if (result && result->outcome == CS_SEND_FAILED && cs_carrier_is_here (&self->carrier))
    cs_rooms_command (self, room, "#join", joined_cb, g_steal_pointer (&settlement));
  else
    end (settlement, cs_conversation_get_room_standing (settlement->room));
}

/* What is no room, but says that it is, could put words into everybody's mouth. */
static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  CsRooms *self = CS_ROOMS (object);
  g_autoptr (Settlement) settlement = user_data;
  CsAddress *room = cs_conversation_get_peer (settlement->room);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rooms = cs_rooms_list_finish (self, result, &error);

  if (rooms && g_ptr_array_find_with_equal_func (rooms, room, (GEqualFunc) cs_address_equal, NULL) &&
      cs_carrier_is_here (&self->carrier)) {
    cs_rooms_command (self, room, "#accept", accepted_cb, g_steal_pointer (&settlement));
    return;
  }

  if (rooms || g_error_matches (error, CS_ERROR, CS_ERROR_UNSUPPORTED))
    end (settlement, CS_ROOM_STANDING_GONE);
  else
    end (settlement, cs_conversation_get_room_standing (settlement->room));
}

/**
 * cs_rooms_settle:
 * @self: the rooms
 * @conversation: the conversation with a room
 *
 * Tells a room what the person said to its request: that they come in, or that they do not. Out of its reach, that waits. Where
 * there is no person, nobody comes in.
 */
void
cs_rooms_settle (CsRooms        *self,
                 CsConversation *conversation)
{
  CsRoomStanding standing = cs_conversation_get_room_standing (conversation);
  CsContact *contact = cs_conversation_get_contact (conversation);
  CsAddress *room = cs_conversation_get_peer (conversation);
  gboolean welcome, unwelcome;
  Settlement *settlement;

  if (!contact || !cs_rooms_can_ask (self) || !cs_carrier_is_here (&self->carrier) || g_hash_table_contains (self->settling, conversation))
    return;

  welcome = standing == CS_ROOM_STANDING_INVITED && cs_contact_may_learn (contact);
  unwelcome = (standing == CS_ROOM_STANDING_INVITED || standing == CS_ROOM_STANDING_MEMBER) &&
              (cs_contact_get_standing (contact) == CS_STANDING_REFUSED || cs_contact_is_blocked (contact));
  if (!welcome && !unwelcome)
    return;

  settlement = g_new0 (Settlement, 1);
  settlement->rooms = g_object_ref (self);
  settlement->room = g_object_ref (conversation);
  g_hash_table_add (self->settling, conversation);
  if (welcome) {
    cs_rooms_list_async (self, NULL, listed_cb, settlement);
    return;
  }

  /* Who was invited has to turn that down; who was put into it has to leave. Both do no harm. */
  if (standing == CS_ROOM_STANDING_INVITED)
    cs_rooms_command (self, room, "#reject", rejected_cb, NULL);
  cs_rooms_command (self, room, "#leave", left_cb, settlement);
}

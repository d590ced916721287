/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-rooms-private.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-conversation-private.h"

/* The part of a server's rooms that is about who is in one. */

/* A room says no more than that it refused. */
static const char *
word_refusal (gpointer what)
{
  if (what == cs_rooms_invite_async)
    return _("The room refused. Perhaps they are in it or invited already, or you may not invite others.");
  if (what == cs_rooms_remove_async)
    return _("The room refused. Perhaps they are not in it any more, or you may not send others out.");
  if (what == cs_rooms_close_async)
    return _("The room refused: only who made it can close it.");

  return _("The room refused.");
}

static void
sent_cb (const CsSendResult *result,
         const GError       *error,
         gpointer            user_data)
{
  g_autoptr (GTask) task = user_data;

  if (result && result->outcome == CS_SEND_DELIVERED)
    g_task_return_boolean (task, TRUE);
  else if (result && result->outcome != CS_SEND_NO_ANSWER)
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_REJECTED, "%s", word_refusal (g_task_get_source_tag (task)));
  else
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_CONNECTION_LOST, _("The server did not answer."));
}

/* That a room knows nothing of us is as good as having left it. */
static void
left_cb (const CsSendResult *result,
         const GError       *error,
         gpointer            user_data)
{
  g_autoptr (GTask) task = user_data;
  CsConversation *room = g_task_get_task_data (task);

  if (result && result->outcome == CS_SEND_FAILED) {
    cs_conversation_set_room_standing (room, CS_ROOM_STANDING_GONE);
    g_task_return_boolean (task, TRUE);
    return;
  }

  sent_cb (result, error, g_steal_pointer (&task));
}

static void
order (CsRooms        *self,
       CsConversation *room,
       const char     *command,
       CsCarried       done,
       GTask          *task)
{
  if (cs_carrier_is_here (&self->carrier))
    cs_rooms_command (self, cs_conversation_get_peer (room), command, done, g_object_ref (task));
  else
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_CONNECTION_LOST, _("You are not connected."));
}

static void
order_about (CsRooms        *self,
             CsConversation *room,
             const char     *command,
             CsAddress      *who,
             GTask          *task)
{
  g_autofree char *words = g_strdup_printf ("%s %s", command, cs_address_get_uri (who));

  order (self, room, words, sent_cb, task);
}

/* Nobody is to end a room for all by mistake. */
static void
leave (CsRooms        *self,
       CsConversation *room,
       GTask          *task)
{
  if (cs_room_get_role (cs_conversation_get_room (room)) == CS_ROOM_ROLE_OWNER)
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_FORBIDDEN,
                             _("This room is yours: nobody can leave a room of their own, only close it, for everybody."));
  else
    order (self, room, "#leave", left_cb, task);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) room = cs_rooms_enter_finish (CS_ROOMS (object), result, &error);

  if (room || g_error_matches (error, CS_ERROR, CS_ERROR_NOT_FOUND))
    leave (CS_ROOMS (object), g_task_get_task_data (task), task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
refreshed_cb (const CsSendResult *result,
              const GError       *error,
              gpointer            user_data)
{
  g_autoptr (CsConversation) room = user_data;

  if (result && result->outcome == CS_SEND_FAILED)
    g_message ("A room did not say who is in it: %u", result->status);
}

/**
 * cs_rooms_invite_async:
 * @self: the rooms
 * @room: the conversation with a room
 * @who: whom to invite
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_rooms_change_finish()
 * @user_data: data for @callback
 *
 * Asks somebody into a room.
 */
void
cs_rooms_invite_async (CsRooms             *self,
                       CsConversation      *room,
                       CsAddress           *who,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CS_IS_ROOMS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_rooms_invite_async);
  if (cs_rooms_can_invite (self, who, &error))
    order_about (self, room, "#invite", who, task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * cs_rooms_remove_async:
 * @self: the rooms
 * @room: the conversation with a room
 * @who: a member
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_rooms_change_finish()
 * @user_data: data for @callback
 *
 * Sends somebody out of a room.
 */
void
cs_rooms_remove_async (CsRooms             *self,
                       CsConversation      *room,
                       CsAddress           *who,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_ROOMS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_rooms_remove_async);
  order_about (self, room, "#remove", who, task);
}

/**
 * cs_rooms_leave_async:
 * @self: the rooms
 * @room: the conversation with a room
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_rooms_change_finish()
 * @user_data: data for @callback
 *
 * Leaves a room of somebody else. Whose it is, it is asked first where it has not said so yet.
 */
void
cs_rooms_leave_async (CsRooms             *self,
                      CsConversation      *room,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_ROOMS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_rooms_leave_async);
  g_task_set_task_data (task, g_object_ref (room), g_object_unref);
  if (cs_room_has (cs_conversation_get_room (room), cs_account_get_address (self->account)))
    leave (self, room, task);
  else
    cs_rooms_look_async (self, cs_conversation_get_peer (room), cancellable, looked_cb, g_steal_pointer (&task));
}

/**
 * cs_rooms_close_async:
 * @self: the rooms
 * @room: the conversation with a room that is ours
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_rooms_change_finish()
 * @user_data: data for @callback
 *
 * Ends a room, for all who are in it.
 */
void
cs_rooms_close_async (CsRooms             *self,
                      CsConversation      *room,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_ROOMS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_rooms_close_async);
  order (self, room, "#destroy", sent_cb, task);
}

/**
 * cs_rooms_change_finish:
 * @self: the rooms
 * @result: the result
 * @error: return location for an error
 *
 * Finishes inviting, removing, leaving or closing.
 *
 * Returns: %FALSE with %CS_ERROR_REJECTED where the room refused, %CS_ERROR_FORBIDDEN where somebody cannot leave what is theirs,
 *   %CS_ERROR_NOT_ALLOWED where somebody cannot be in a room,
 *   %CS_ERROR_CONNECTION_LOST where the server is out of reach
 */
gboolean
cs_rooms_change_finish (CsRooms       *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
doubted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CsConversation) room = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) same = cs_rooms_enter_finish (CS_ROOMS (object), result, &error);

  if (g_error_matches (error, CS_ERROR, CS_ERROR_NOT_FOUND))
    cs_conversation_set_room_standing (room, CS_ROOM_STANDING_GONE);
}

/**
 * cs_rooms_doubt:
 * @self: the rooms
 * @room: the conversation with a room that refused what we wrote
 *
 * Finds out whether we are still in it: what it said about that may have been lost on the way.
 */
void
cs_rooms_doubt (CsRooms        *self,
                CsConversation *room)
{
  if (cs_conversation_get_room_standing (room) == CS_ROOM_STANDING_MEMBER)
    cs_rooms_look_async (self, cs_conversation_get_peer (room), NULL, doubted_cb, g_object_ref (room));
}

/**
 * cs_rooms_refresh:
 * @self: the rooms
 * @room: the conversation with a room
 *
 * Has the room say who is in it. While it is out of reach, nothing happens.
 */
void
cs_rooms_refresh (CsRooms        *self,
                  CsConversation *room)
{
  g_return_if_fail (CS_IS_ROOMS (self));

  if (cs_carrier_is_here (&self->carrier) && cs_conversation_get_room_standing (room) == CS_ROOM_STANDING_MEMBER)
    cs_rooms_command (self, cs_conversation_get_peer (room), "#members", refreshed_cb, g_object_ref (room));
}

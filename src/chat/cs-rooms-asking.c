/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-rooms-private.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-conversation-private.h"

/* The part of a server's rooms that is about questions: the server answers them in messages of its own. */

static const char *
get_server (CsRooms *self)
{
  CsAddress *manager = self->manager ? self->manager : cs_account_get_address (self->account);

  return cs_host_get_display (cs_address_get_host (manager));
}

static void
ask_free (CsRoomsAsk *ask)
{
  g_clear_handle_id (&ask->timer, g_source_remove);
  g_clear_pointer (&ask->room, cs_address_unref);
  g_clear_object (&ask->task);
  g_free (ask);
}

/* Takes the question off the list of those that are open. */
static GTask *
close_ask (CsRoomsAsk *ask)
{
  GTask *task = g_steal_pointer (&ask->task);

  g_ptr_array_remove_fast (ask->rooms->asks, ask);

  return task;
}

static void
fail_ask (CsRoomsAsk *ask,
          CsError     code,
          const char *message)
{
  g_autoptr (GTask) task = close_ask (ask);

  g_task_return_new_error (task, CS_ERROR, code, "%s", message);
}

static void
fail_unsupported (CsRoomsAsk *ask)
{
  /* Translators: %s is a domain. */
  g_autofree char *message = g_strdup_printf (_("The server %s does not offer rooms."), get_server (ask->rooms));

  fail_ask (ask, CS_ERROR_UNSUPPORTED, message);
}

static gboolean
timeout_cb (gpointer user_data)
{
  CsRoomsAsk *ask = user_data;

  ask->timer = 0;
  if (ask->kind == CS_ROOMS_ASK_LIST)
    fail_unsupported (ask);
  else
    fail_ask (ask, CS_ERROR_TIMED_OUT, _("The server did not answer."));

  return G_SOURCE_REMOVE;
}

/* The question may have been answered by then, and freed: it is known by its task. */
static void
asked_cb (const CsSendResult *result,
          const GError       *error,
          gpointer            user_data)
{
  g_autoptr (GTask) task = user_data;
  CsRooms *self = g_task_get_source_object (task);
  CsRoomsAsk *ask = NULL;

  for (guint i = 0; i < self->asks->len && !ask; i++) {
    if (((CsRoomsAsk *) self->asks->pdata[i])->task == task)
      ask = self->asks->pdata[i];
  }
  if (!ask)
    return;

  if (!result || result->outcome == CS_SEND_NO_ANSWER)
    fail_ask (ask, CS_ERROR_CONNECTION_LOST, _("The server did not answer."));
  else if (ask->kind == CS_ROOMS_ASK_LIST && result->outcome != CS_SEND_DELIVERED && result->status < 500)
    fail_unsupported (ask);
  else if (ask->kind == CS_ROOMS_ASK_LOOK && result->outcome != CS_SEND_DELIVERED)
    fail_ask (ask, CS_ERROR_NOT_FOUND, _("You are not in this room, or there is none."));
  else if (result->outcome != CS_SEND_DELIVERED)
    fail_ask (ask, CS_ERROR_REJECTED, _("The server refused."));
}

static void
ask (CsRooms        *self,
     CsRoomsAskKind  kind,
     CsAddress      *room,
     GTask          *task,
     const char     *command)
{
  gboolean in_room = kind == CS_ROOMS_ASK_LOOK || (kind == CS_ROOMS_ASK_ENTER && g_str_equal (command, "#join"));
  CsAddress *to = in_room ? room : self->manager;
  CsRoomsAsk *question;

  if (!self->manager) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_INVALID_ADDRESS, _("The address for making rooms cannot be used."));
    return;
  }
  if (!cs_carrier_is_here (&self->carrier)) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_CONNECTION_LOST, _("You are not connected."));
    return;
  }

  question = g_new0 (CsRoomsAsk, 1);
  question->rooms = self;
  question->kind = kind;
  question->room = room ? cs_address_ref (room) : NULL;
  question->task = g_object_ref (task);
  question->timer = g_timeout_add_seconds (self->patience, timeout_cb, question);
  g_ptr_array_add (self->asks, question);
  cs_rooms_command (self, to, command, asked_cb, g_object_ref (task));
}

/* The task's data: who is in it, where that was the question. */
static void
entered_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *members = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  CsConversation *conversation = cs_mailbox_open_finish (CS_MAILBOX (object), result, &error);

  if (!conversation) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  /* Whoever comes in by themselves has turned it away no more. */
  if (cs_conversation_get_contact (conversation))
    cs_contact_accept (cs_conversation_get_contact (conversation));
  cs_rooms_adopt (g_task_get_source_object (task), conversation, CS_ROOM_STANDING_MEMBER);
  if (members)
    cs_room_set_members (cs_conversation_get_room (conversation), members);
  g_task_return_pointer (task, conversation, g_object_unref);
}

static void
enter (CsRoomsAsk *question)
{
  CsRooms *self = question->rooms;
  g_autoptr (CsAddress) room = cs_address_ref (question->room);
  GTask *task = close_ask (question);

  cs_mailbox_open_async (self->mailbox, room, g_task_get_cancellable (task), entered_cb, task);
}

static void
answer_list (CsRoomsAsk         *question,
             const CsRoomSaying *saying)
{
  CsRooms *self = question->rooms;
  g_autoptr (GTask) task = close_ask (question);
  GPtrArray *rooms = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);

  for (guint i = 0; i < saying->names->len; i++) {
    CsRoomName *name = saying->names->pdata[i];
    g_autofree char *uri = g_strdup_printf ("%s@%s", name->name, cs_host_get_ascii (cs_address_get_host (self->manager)));
    g_autoptr (CsAddress) room = cs_address_parse (uri, NULL);

    if (room && cs_rooms_may_be_room (self, room))
      g_ptr_array_add (rooms, g_steal_pointer (&room));
  }
  g_task_return_pointer (task, rooms, (GDestroyNotify) g_ptr_array_unref);
}

static void
answer_enter (CsRoomsAsk         *question,
              const CsRoomSaying *saying,
              gboolean            own)
{
  switch (saying->kind) {
  case CS_ROOM_SAYS_EXISTS:
    fail_ask (question, CS_ERROR_EXISTS, _("There is a room of this name already."));
    break;
  case CS_ROOM_SAYS_MISSING:
    fail_ask (question, CS_ERROR_NOT_FOUND, _("There is no such room any more."));
    break;
  case CS_ROOM_SAYS_PRIVATE:
    fail_ask (question, CS_ERROR_FORBIDDEN, _("This room is by invitation only. Its owner was told that you would like to come in."));
    break;
  case CS_ROOM_SAYS_JOINED:
    if (!own)
      break;
    G_GNUC_FALLTHROUGH;
  case CS_ROOM_SAYS_CREATED:
  case CS_ROOM_SAYS_INSIDE:
    enter (question);
    break;
  case CS_ROOM_SAYS_MESSAGE:
  case CS_ROOM_SAYS_INVITED:
  case CS_ROOM_SAYS_LEFT:
  case CS_ROOM_SAYS_KNOCKED:
  case CS_ROOM_SAYS_REMOVED:
  case CS_ROOM_SAYS_DESTROYED:
  case CS_ROOM_SAYS_OWNED:
  case CS_ROOM_SAYS_FORBIDDEN:
  case CS_ROOM_SAYS_MEMBERS:
  case CS_ROOM_SAYS_ROOMS:
  case CS_ROOM_SAYS_OTHER:
  default:
    break;
  }
}

/**
 * cs_rooms_new_asks:
 *
 * Returns: (transfer full) (element-type CsRoomsAsk): a list that no question is on yet
 */
GPtrArray *
cs_rooms_new_asks (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ask_free);
}

/**
 * cs_rooms_give_up:
 * @self: the rooms of a server that is out of reach
 *
 * Ends all questions that are open.
 */
void
cs_rooms_give_up (CsRooms *self)
{
  while (self->asks->len > 0)
    fail_ask (self->asks->pdata[0], CS_ERROR_CONNECTION_LOST, _("You are not connected."));
}

/**
 * cs_rooms_is_awaited:
 * @self: the rooms
 * @room: an address
 *
 * Finds out whether we asked to come into a room, or to have it made.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_rooms_is_awaited (CsRooms   *self,
                     CsAddress *room)
{
  for (guint i = 0; i < self->asks->len; i++) {
    CsRoomsAsk *question = self->asks->pdata[i];

    if (question->kind == CS_ROOMS_ASK_ENTER && cs_address_equal (question->room, room))
      return TRUE;
  }

  return FALSE;
}

/**
 * cs_rooms_answer:
 * @self: the rooms
 * @from: who says something: a room, or who makes rooms
 * @saying: what they say
 * @own: whether it is about us
 *
 * Answers what was asked with it.
 *
 * Returns: whether something was
 */
gboolean
cs_rooms_answer (CsRooms            *self,
                 CsAddress          *from,
                 const CsRoomSaying *saying,
                 gboolean            own)
{
  gboolean manager = cs_address_equal (from, self->manager);

  for (guint i = 0; i < self->asks->len; i++) {
    CsRoomsAsk *question = self->asks->pdata[i];

    if (question->kind == CS_ROOMS_ASK_LIST && manager && saying->kind == CS_ROOM_SAYS_ROOMS) {
      answer_list (question, saying);
      return TRUE;
    }
    if (question->kind == CS_ROOMS_ASK_ENTER && (manager || cs_address_equal (from, question->room))) {
      answer_enter (question, saying, own);
      return TRUE;
    }
    if (question->kind == CS_ROOMS_ASK_LOOK && saying->kind == CS_ROOM_SAYS_MEMBERS && cs_address_equal (from, question->room)) {
      g_task_set_task_data (question->task, g_ptr_array_ref (saying->names), (GDestroyNotify) g_ptr_array_unref);
      enter (question);
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * cs_rooms_list_async:
 * @self: the rooms
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Asks which rooms there are, and with that whether the server offers any.
 */
void
cs_rooms_list_async (CsRooms             *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_ROOMS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_rooms_list_async);
  ask (self, CS_ROOMS_ASK_LIST, NULL, task, "#rooms");
}

/**
 * cs_rooms_list_finish:
 * @self: the rooms
 * @result: the result
 * @error: return location for an error
 *
 * Finishes asking which rooms there are.
 *
 * Returns: (transfer full) (element-type CsAddress): their addresses; %NULL with %CS_ERROR_UNSUPPORTED where the server offers no
 *   rooms, %CS_ERROR_CONNECTION_LOST where there is none just now
 */
GPtrArray *
cs_rooms_list_finish (CsRooms       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_rooms_create_async:
 * @self: the rooms
 * @room: the address that it shall have, of [method@Rooms.find_address]
 * @by_invitation: whether nobody may come in uninvited
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_rooms_enter_finish()
 * @user_data: data for @callback
 *
 * Has a room made, which is ours then.
 */
void
cs_rooms_create_async (CsRooms             *self,
                       CsAddress           *room,
                       gboolean             by_invitation,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *command = NULL;

  g_return_if_fail (CS_IS_ROOMS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_rooms_create_async);
  command = g_strdup_printf ("#create %s%s", cs_address_get_user (room), by_invitation ? " private" : "");
  ask (self, CS_ROOMS_ASK_ENTER, room, task, command);
}

/**
 * cs_rooms_join_async:
 * @self: the rooms
 * @room: its address
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_rooms_enter_finish()
 * @user_data: data for @callback
 *
 * Comes into a room uninvited.
 */
void
cs_rooms_join_async (CsRooms             *self,
                     CsAddress           *room,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_ROOMS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_rooms_join_async);
  ask (self, CS_ROOMS_ASK_ENTER, room, task, "#join");
}

/**
 * cs_rooms_look_async:
 * @self: the rooms
 * @room: its address
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_rooms_enter_finish()
 * @user_data: data for @callback
 *
 * Takes up a room that we are in, and has it say who is in it: be it that it was another program of ours that came into it.
 */
void
cs_rooms_look_async (CsRooms             *self,
                     CsAddress           *room,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_ROOMS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_rooms_look_async);
  ask (self, CS_ROOMS_ASK_LOOK, room, task, "#members");
}

/**
 * cs_rooms_enter_finish:
 * @self: the rooms
 * @result: the result
 * @error: return location for an error
 *
 * Finishes making a room, coming into one, or looking into one that we are in.
 *
 * Returns: (transfer full): the conversation in it; %NULL with %CS_ERROR_EXISTS where somebody has it, %CS_ERROR_NOT_FOUND,
 *   %CS_ERROR_FORBIDDEN where one has to be invited, %CS_ERROR_REJECTED, or as [method@Rooms.list_finish]
 */
CsConversation *
cs_rooms_enter_finish (CsRooms       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

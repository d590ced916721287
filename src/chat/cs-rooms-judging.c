/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-rooms-private.h"

#include <string.h>

#include "base/cs-error.h"

#include "cs-conversation-private.h"

/* The part of a server's rooms that tells them from people whose addresses look the same. */

/**
 * cs_rooms_may_be_room:
 * @self: the rooms
 * @address: an address
 *
 * Finds out whether an address looks like a room's.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_rooms_may_be_room (CsRooms   *self,
                      CsAddress *address)
{
  gsize prefix;

  if (!self->manager || !cs_host_equal (cs_address_get_host (self->manager), cs_address_get_host (address)) ||
      cs_address_equal (self->manager, address))
    return FALSE;

  prefix = cs_rooms_get_prefix (self);
  if (prefix == 0)
    return !cs_host_equal (cs_address_get_host (address), cs_address_get_host (cs_account_get_address (self->account)));

  return strlen (cs_address_get_user (address)) > prefix &&
         strncmp (cs_address_get_user (address), cs_address_get_user (self->manager), prefix) == 0;
}

/**
 * cs_rooms_tell:
 * @self: the rooms
 * @address: an address
 *
 * Finds out what is known of whose address it is.
 *
 * Returns: %CS_ROOMS_KIND_UNKNOWN where it looks like a room's, and nobody has said yet
 */
CsRoomsKind
cs_rooms_tell (CsRooms   *self,
               CsAddress *address)
{
  CsConversation *conversation = self->mailbox ? cs_mailbox_find (self->mailbox, address) : NULL;

  if (conversation && cs_conversation_is_room (conversation))
    return CS_ROOMS_KIND_ROOM;
  if (!cs_rooms_may_be_room (self, address) || g_hash_table_contains (self->people, cs_address_get_uri (address)))
    return CS_ROOMS_KIND_PERSON;

  return CS_ROOMS_KIND_UNKNOWN;
}

/**
 * cs_rooms_note_person:
 * @self: the rooms
 * @address: an address
 *
 * Remembers, while the program runs, that a person has it.
 */
void
cs_rooms_note_person (CsRooms   *self,
                      CsAddress *address)
{
  if (cs_rooms_may_be_room (self, address))
    g_hash_table_add (self->people, g_strdup (cs_address_get_uri (address)));
}

/* A list that may have been cut says nothing of who is not on it. */
static CsRoomsKind
judge (GPtrArray    *rooms,
       CsAddress    *address,
       const GError *error)
{
  if (!rooms)
    return g_error_matches (error, CS_ERROR, CS_ERROR_UNSUPPORTED) ? CS_ROOMS_KIND_PERSON : CS_ROOMS_KIND_UNKNOWN;
  if (g_ptr_array_find_with_equal_func (rooms, address, (GEqualFunc) cs_address_equal, NULL))
    return CS_ROOMS_KIND_ROOM;

  return rooms->len < CS_ROOM_SAYING_MAX_NAMES ? CS_ROOMS_KIND_PERSON : CS_ROOMS_KIND_UNKNOWN;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  CsRooms *self = CS_ROOMS (object);
  g_autoptr (GTask) task = user_data;
  CsAddress *address = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rooms = cs_rooms_list_finish (self, result, &error);
  CsRoomsKind kind = judge (rooms, address, error);

  if (kind == CS_ROOMS_KIND_PERSON)
    cs_rooms_note_person (self, address);
  g_task_return_int (task, kind);
}

/**
 * cs_rooms_judge_async:
 * @self: the rooms
 * @address: an address
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Finds out whose address it is, and asks who makes rooms where that is not known.
 */
void
cs_rooms_judge_async (CsRooms             *self,
                      CsAddress           *address,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CsRoomsKind kind = cs_rooms_tell (self, address);

  g_task_set_source_tag (task, cs_rooms_judge_async);
  if (kind != CS_ROOMS_KIND_UNKNOWN) {
    g_task_return_int (task, kind);
    return;
  }

  g_task_set_task_data (task, cs_address_ref (address), (GDestroyNotify) cs_address_unref);
  cs_rooms_list_async (self, cancellable, listed_cb, g_steal_pointer (&task));
}

/**
 * cs_rooms_judge_finish:
 * @self: the rooms
 * @result: the result
 *
 * Finishes finding out whose address it is.
 *
 * Returns: whose; %CS_ROOMS_KIND_UNKNOWN where nobody could say
 */
CsRoomsKind
cs_rooms_judge_finish (CsRooms      *self,
                       GAsyncResult *result)
{
  gssize kind;

  g_return_val_if_fail (g_task_is_valid (result, self), CS_ROOMS_KIND_UNKNOWN);

  kind = g_task_propagate_int (G_TASK (result), NULL);

  return kind < 0 ? CS_ROOMS_KIND_UNKNOWN : (CsRoomsKind) kind;
}

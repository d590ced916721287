/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-mailbox-private.h"

#include <string.h>

#include "base/cs-error.h"

#include "cs-contact-private.h"
#include "cs-contacts-private.h"
#include "cs-conversation-private.h"
#include "cs-message-private.h"
#include "cs-rooms-private.h"
#include "cs-words.h"

/* The part of a mailbox that is about what comes in. */

/* So many strangers may wait to be let in. Who makes up addresses shall fill neither the list nor the disk. */
#define MAX_REQUESTS 200

/* So much may wait for the disk, in number and in bytes of text: a disk that stands still for seconds loses nobody's time, and one that
 * stands still for good does not take the memory. */
#define MAX_WAITING      2048
#define MAX_WAITING_SIZE (32 * 1024 * 1024)

/* A message, or a receipt, between its conversation and the disk. */
typedef struct {
  CsMailbox       *mailbox;
  gsize            size;
  CsMessageRecord *record;           /* NULL: a receipt */
  char            *display_name;
  gboolean         wrapped;
  CsRoomSaying    *saying;           /* NULL: a person wrote it */
  CsConversation  *conversation;
  CsMessage       *message;
} Delivery;

static Delivery *
delivery_new (CsMailbox *self,
              gsize      size)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->mailbox = g_object_ref (self);
  delivery->size = size;
  self->n_waiting++;
  self->waiting_size += size;

  return delivery;
}

static void
delivery_free (Delivery *delivery)
{
  delivery->mailbox->n_waiting--;
  delivery->mailbox->waiting_size -= delivery->size;
  g_object_unref (delivery->mailbox);
  g_clear_pointer (&delivery->record, cs_message_record_free);
  g_free (delivery->display_name);
  g_clear_pointer (&delivery->saying, cs_room_saying_free);
  g_clear_object (&delivery->conversation);
  g_clear_object (&delivery->message);
  g_free (delivery);
}

/* Fails where too much waits for the disk. */
static gboolean
has_place (CsMailbox  *self,
           gsize       size,
           GError    **error)
{
  if (self->n_waiting < MAX_WAITING && self->waiting_size + size <= MAX_WAITING_SIZE)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "Too much waits for the disk");

  return FALSE;
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean already_there = FALSE;
  g_autoptr (CsMessageRecord) record = cs_store_add_message_finish (CS_STORE (object), result, &already_there, &error);

  if (!record) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (delivery->wrapped)
    cs_conversation_learn (delivery->conversation, CS_ABILITY_WRAPPING, TRUE);
  if (!already_there) {
    cs_conversation_set_name (delivery->conversation, delivery->display_name);
    delivery->message = cs_conversation_show (delivery->conversation, record);
  }
  g_task_return_boolean (task, TRUE);
}

/**
 * cs_mailbox_add_delivery:
 * @self: a mailbox
 * @task: (transfer full): that of a message that came in
 * @conversation: its conversation
 *
 * Stores a message.
 */
void
cs_mailbox_add_delivery (CsMailbox      *self,
                         GTask          *task,
                         CsConversation *conversation)
{
  Delivery *delivery = g_task_get_task_data (task);

  delivery->conversation = g_object_ref (conversation);
  delivery->record->conversation = cs_conversation_get_id (conversation);
  if (delivery->saying && self->rooms)
    cs_rooms_take (self->rooms, conversation, delivery->saying, delivery->record);
  cs_store_add_message_async (self->store, delivery->record, NULL, added_cb, task);
}

static void
receipt_taken_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessageRecord) record = cs_store_take_receipt_finish (CS_STORE (object), result, &error);

  if (error) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  /* On the disk, what is just being sent is queued. */
  if (record && record->state != CS_MESSAGE_QUEUED) {
    g_autoptr (CsMessage) message = cs_conversation_ensure (delivery->conversation, record);

    cs_message_set_state (message, record->state, record->reason);
  }

  g_task_return_int (task, record ? 1 : 0);
}

/* What becomes of a message. */
typedef enum {
  ADMISSION_TAKEN,
  ADMISSION_DROPPED,  /* as if it was taken */
  ADMISSION_REFUSED,
  ADMISSION_DELAYED,
} Admission;

/* Of a room that was turned away only that it invites us again. What rooms answer is seen by nobody. They wrap nothing. */
static Admission
admit_room (CsMailbox       *self,
            const CsArrival *arrival,
            CsRoomSaying   **saying)
{
  CsConversation *conversation = cs_mailbox_find (self, arrival->from);

  if (arrival->wrapped && !(conversation && cs_conversation_is_room (conversation))) {
    cs_rooms_note_person (self->rooms, arrival->from);
    return ADMISSION_TAKEN;
  }

  switch (cs_rooms_hear (self->rooms, arrival->from, arrival->text, conversation, saying)) {
  case CS_ROOMS_HEARD_ANSWER:
    return ADMISSION_DROPPED;
  case CS_ROOMS_HEARD_SPEECH:
    return conversation && cs_conversation_is_refused (conversation) && (*saying)->kind != CS_ROOM_SAYS_INVITED
             ? ADMISSION_DROPPED : ADMISSION_TAKEN;
  case CS_ROOMS_HEARD_NOTHING:
  default:
    return ADMISSION_TAKEN;
  }
}

/* Strangers ask, and so do those who were turned away before. */
static Admission
admit (CsMailbox       *self,
       const CsArrival *arrival,
       CsRoomSaying   **saying)
{
  CsContact *contact;

  if (self->rooms && self->contacts && admit_room (self, arrival, saying) == ADMISSION_DROPPED)
    return ADMISSION_DROPPED;

  if (self->deaf)
    return ADMISSION_DELAYED;

  if (!self->contacts)
    return ADMISSION_TAKEN;

  contact = cs_contacts_find (self->contacts, self->account, arrival->from);
  if (contact && cs_contact_is_blocked (contact))
    return ADMISSION_DROPPED;

  if (cs_contacts_is_open (self->contacts)) {
    cs_contact_accept (cs_contacts_ensure (self->contacts, self->account, arrival->from));
    return ADMISSION_TAKEN;
  }

  if (contact && cs_contact_may_learn (contact))
    return ADMISSION_TAKEN;

  /* Nothing is noted down of who is not let in. */
  if (arrival->contacts_only)
    return ADMISSION_REFUSED;
  if (!(contact && cs_contact_is_request (contact)) && cs_contacts_count_requests (self->contacts, self->account) >= MAX_REQUESTS)
    return ADMISSION_DELAYED;

  cs_contact_set_standing (cs_contacts_ensure (self->contacts, self->account, arrival->from), CS_STANDING_REQUEST);

  return ADMISSION_TAKEN;
}

/**
 * cs_mailbox_receive_async:
 * @self: a mailbox
 * @arrival: a message that came in
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is on the disk
 * @user_data: data for @callback
 *
 * Stores a message, then shows it. One from somebody who is blocked is dropped instead, as if it was taken; so is what a room
 * says to us alone. Fails with %CS_ERROR_NOT_ALLOWED for a stranger where only contacts may write, and with %G_IO_ERROR_BUSY where
 * it has to come back later: nobody reads here, so many strangers wait to be let in, or so much waits for the disk. Nothing is kept of
 * it then.
 */
void
cs_mailbox_receive_async (CsMailbox           *self,
                          const CsArrival     *arrival,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gsize size = strlen (arrival->text);
  GError *error = NULL;
  Delivery *delivery;

  g_task_set_source_tag (task, cs_mailbox_receive_async);
  if (!has_place (self, size, &error)) {
    g_task_return_error (task, error);
    return;
  }

  delivery = delivery_new (self, size);
  g_task_set_task_data (task, delivery, (GDestroyNotify) delivery_free);
  switch (admit (self, arrival, &delivery->saying)) {
  case ADMISSION_DROPPED:
    g_task_return_boolean (task, TRUE);
    return;
  case ADMISSION_REFUSED:
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_NOT_ALLOWED, "Only contacts may write");
    return;
  case ADMISSION_DELAYED:
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "Too many strangers wait");
    return;
  case ADMISSION_TAKEN:
  default:
    break;
  }

  delivery->record = cs_message_record_new ();
  delivery->record->message_id = g_strdup (arrival->message_id);
  delivery->record->text = g_strdup (arrival->text);
  delivery->record->time = arrival->time;
  delivery->record->since = arrival->since;
  delivery->record->state = CS_MESSAGE_RECEIVED;
  delivery->record->wanted = arrival->wanted;
  delivery->display_name = g_strdup (arrival->display_name);
  delivery->wrapped = arrival->wrapped;

  /* Without the detour, messages that arrive together reach the store together. */
  if (!cs_mailbox_wait_for_conversation (self, arrival->from, task))
    cs_mailbox_add_delivery (self, g_steal_pointer (&task),
                             g_hash_table_lookup (self->by_peer, cs_address_get_uri (arrival->from)));
}

/**
 * cs_mailbox_receive_finish:
 * @self: a mailbox
 * @result: the result
 * @conversation: (out) (optional) (transfer full) (nullable): where the message is; %NULL if it was dropped
 * @message: (out) (optional) (transfer full) (nullable): the message; %NULL if it had come in before
 * @error: return location for an error
 *
 * Finishes the storing of a message.
 *
 * Returns: whether the message is on the disk, or was dropped; %FALSE with %CS_ERROR_NOT_ALLOWED where a stranger was refused, or
 *   with what the store reports
 */
gboolean
cs_mailbox_receive_finish (CsMailbox       *self,
                           GAsyncResult    *result,
                           CsConversation **conversation,
                           CsMessage      **message,
                           GError         **error)
{
  Delivery *delivery;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  delivery = g_task_get_task_data (G_TASK (result));
  if (conversation)
    *conversation = g_steal_pointer (&delivery->conversation);
  if (message)
    *message = g_steal_pointer (&delivery->message);

  return TRUE;
}

static CsMessageState
get_state (CsReceipt receipt)
{
  switch (receipt) {
  case CS_RECEIPT_DELIVERED:
    return CS_MESSAGE_DELIVERED;
  case CS_RECEIPT_READ:
    return CS_MESSAGE_READ;
  case CS_RECEIPT_FAILED:
    return CS_MESSAGE_FAILED;
  case CS_RECEIPT_NONE:  /* says nothing that we know, but of which message */
  default:
    return CS_MESSAGE_QUEUED;
  }
}

/**
 * cs_mailbox_take_receipt_async:
 * @self: a mailbox
 * @from: who tells us
 * @receipt: what they tell us about a message of ours
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is on the disk
 * @user_data: data for @callback
 *
 * Shows what a peer says about a message that they got from us. What they say about others is nothing to us. Fails with
 * %G_IO_ERROR_BUSY where so much waits for the disk that it has to come back later.
 */
void
cs_mailbox_take_receipt_async (CsMailbox           *self,
                               CsAddress           *from,
                               CsImdn              *receipt,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CsConversation *conversation = g_hash_table_lookup (self->by_peer, cs_address_get_uri (from));
  CsMessageRecord about = { 0 };
  GError *error = NULL;
  Delivery *delivery;

  g_task_set_source_tag (task, cs_mailbox_take_receipt_async);

  if (!conversation) {
    g_task_return_int (task, 0);
    return;
  }

  if (!has_place (self, 0, &error)) {
    g_task_return_error (task, error);
    return;
  }

  about.conversation = cs_conversation_get_id (conversation);
  about.message_id = (char *) cs_imdn_get_message_id (receipt);
  about.state = get_state (cs_imdn_get_receipt (receipt));
  about.reason = about.state == CS_MESSAGE_FAILED ? (char *) CS_WORDS_NOT_TAKEN : NULL;
  delivery = delivery_new (self, 0);
  delivery->conversation = g_object_ref (conversation);
  g_task_set_task_data (task, delivery, (GDestroyNotify) delivery_free);
  cs_store_take_receipt_async (self->store, &about, NULL, receipt_taken_cb, g_steal_pointer (&task));
}

/**
 * cs_mailbox_take_receipt_finish:
 * @self: a mailbox
 * @result: the result
 * @known: (out) (optional): whether they got such a message from us
 * @error: return location for an error
 *
 * Finishes the taking of a receipt.
 *
 * Returns: whether all that it says is on the disk
 */
gboolean
cs_mailbox_take_receipt_finish (CsMailbox     *self,
                                GAsyncResult  *result,
                                gboolean      *known,
                                GError       **error)
{
  gssize n_messages;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n_messages = g_task_propagate_int (G_TASK (result), error);
  if (known)
    *known = n_messages > 0;

  return n_messages >= 0;
}

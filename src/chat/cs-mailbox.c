/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-mailbox-private.h"

#include "cs-contact-private.h"
#include "cs-conversation-private.h"
#include "cs-rooms-private.h"
#include "cs-session.h"

/* A conversation that the store is looking for, and who waits for it, in the order in which they came. */
typedef struct {
  CsAddress *peer;
  GPtrArray *tasks;
} Opening;

G_DEFINE_FINAL_TYPE (CsMailbox, cs_mailbox, G_TYPE_OBJECT)

static void
opening_free (Opening *opening)
{
  cs_address_unref (opening->peer);
  g_ptr_array_unref (opening->tasks);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* What was removed is in no list, but still the conversation with its peer, until it is forgotten. */
static void
removed_cb (CsMailbox      *self,
            GParamSpec     *pspec,
            CsConversation *conversation)
{
  const char *uri = cs_address_get_uri (cs_conversation_get_peer (conversation));

  if (cs_conversation_is_removed (conversation))
    cs_conversations_remove (self->list, conversation);
  else if (g_hash_table_lookup (self->by_peer, uri) == conversation)
    cs_conversations_add (self->list, conversation);
}

static void
forgotten_cb (CsMailbox      *self,
              CsConversation *conversation)
{
  gint64 id = cs_conversation_get_id (conversation);

  g_hash_table_remove (self->by_id, &id);
  g_hash_table_remove (self->by_peer, cs_address_get_uri (cs_conversation_get_peer (conversation)));
}

static CsConversation *
ensure_conversation (CsMailbox                  *self,
                     CsAddress                  *peer,
                     const CsConversationRecord *record,
                     gboolean                    begun)
{
  CsConversation *conversation = g_hash_table_lookup (self->by_peer, cs_address_get_uri (peer));
  gint64 id = record->id;

  if (conversation)
    return conversation;

  conversation = cs_conversation_new (self->session, self->store, self->outbox, peer, record);
  if (self->contacts)
    cs_conversation_set_contact (conversation, cs_contacts_ensure (self->contacts, self->account, peer));
  if (begun)
    cs_conversation_touch (conversation);
  g_hash_table_insert (self->by_peer, g_strdup (cs_address_get_uri (peer)), conversation);
  g_hash_table_insert (self->by_id, g_memdup2 (&id, sizeof id), conversation);
  cs_conversations_add (self->list, conversation);
  g_signal_connect_object (conversation, "notify::removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "forgotten", G_CALLBACK (forgotten_cb), self, G_CONNECT_SWAPPED);

  return conversation;
}

/* Messages wait for their conversation like everybody else, but go straight on to the store. */
static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (CsMailbox) self = g_object_ref (g_task_get_source_object (g_ptr_array_index (opening->tasks, 0)));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversationRecord) record = cs_store_open_conversation_finish (CS_STORE (object), result, &error);
  CsConversation *conversation = record ? ensure_conversation (self, opening->peer, record, TRUE) : NULL;

  /* More may come in meanwhile: they are last. */
  for (guint i = 0; i < opening->tasks->len; i++) {
    GTask *task = g_ptr_array_index (opening->tasks, i);

    if (!conversation)
      g_task_return_error (task, g_error_copy (error));
    else if (g_task_get_task_data (task))
      cs_mailbox_add_delivery (self, g_object_ref (task), conversation);
    else
      g_task_return_pointer (task, g_object_ref (conversation), g_object_unref);
  }

  g_hash_table_remove (self->openings, cs_address_get_uri (opening->peer));
}

/**
 * cs_mailbox_wait_for_conversation:
 * @self: a mailbox
 * @peer: the other end
 * @task: what wants the conversation; with task data it is a message that came in
 *
 * Has a conversation opened. Whoever comes while others wait waits behind them, so that messages keep their order.
 *
 * Returns: %FALSE where the conversation is there already
 */
gboolean
cs_mailbox_wait_for_conversation (CsMailbox *self,
                                  CsAddress *peer,
                                  GTask     *task)
{
  const char *uri = cs_address_get_uri (peer);
  Opening *opening = g_hash_table_lookup (self->openings, uri);

  if (!opening) {
    if (g_hash_table_contains (self->by_peer, uri))
      return FALSE;
    opening = g_new0 (Opening, 1);
    opening->peer = cs_address_ref (peer);
    opening->tasks = g_ptr_array_new_with_free_func (g_object_unref);
    g_hash_table_insert (self->openings, (gpointer) cs_address_get_uri (opening->peer), opening);
    cs_store_open_conversation_async (self->store, self->account, uri, NULL, opened_cb, opening);
  }
  g_ptr_array_add (opening->tasks, g_object_ref (task));

  return TRUE;
}

static void
unsent_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsMailbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = cs_store_list_messages_finish (CS_STORE (object), result, &error);

  if (!records) {
    g_message ("Unsent messages could not be read: %s", error->message);
    return;
  }

  for (guint i = 0; i < records->len; i++) {
    CsMessageRecord *record = records->pdata[i];
    CsConversation *conversation = g_hash_table_lookup (self->by_id, &record->conversation);
    g_autoptr (CsMessage) message = NULL;

    if (!conversation)
      continue;
    message = cs_conversation_ensure (conversation, record);
    if (cs_message_get_state (message) == CS_MESSAGE_QUEUED)
      cs_conversation_resume (conversation, message);
  }
}

static void
cs_mailbox_finalize (GObject *object)
{
  CsMailbox *self = CS_MAILBOX (object);

  g_clear_weak_pointer (&self->session);
  g_clear_weak_pointer (&self->rooms);
  g_hash_table_unref (self->openings);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_peer);
  g_clear_object (&self->contacts);
  g_clear_object (&self->list);
  g_clear_object (&self->outbox);
  g_clear_object (&self->store);
  g_free (self->account);

  G_OBJECT_CLASS (cs_mailbox_parent_class)->finalize (object);
}

static void
cs_mailbox_class_init (CsMailboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_mailbox_finalize;
}

static void
cs_mailbox_init (CsMailbox *self)
{
  self->by_peer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->openings = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * cs_mailbox_new:
 * @session: (nullable): the session whose conversations they are
 * @store: where they are kept
 * @outbox: where what is sent goes
 * @list: where they are shown
 * @account: the id of the account
 *
 * Makes an empty mailbox; [method@Mailbox.take] fills it.
 *
 * Returns: (transfer full): the mailbox
 */
CsMailbox *
cs_mailbox_new (CsSession       *session,
                CsStore         *store,
                CsOutbox        *outbox,
                CsConversations *list,
                const char      *account)
{
  CsMailbox *self = g_object_new (CS_TYPE_MAILBOX, NULL);

  g_set_weak_pointer (&self->session, session);
  self->store = g_object_ref (store);
  self->outbox = g_object_ref (outbox);
  self->list = g_object_ref (list);
  self->account = g_strdup (account);

  return self;
}

/**
 * cs_mailbox_set_contacts:
 * @self: an empty mailbox
 * @contacts: who is known
 *
 * Makes strangers ask before they are let in.
 */
void
cs_mailbox_set_contacts (CsMailbox  *self,
                         CsContacts *contacts)
{
  g_set_object (&self->contacts, contacts);
}

/**
 * cs_mailbox_get_contacts:
 * @self: a mailbox
 *
 * Gets who is known.
 *
 * Returns: (transfer none) (nullable): the contacts
 */
CsContacts *
cs_mailbox_get_contacts (CsMailbox *self)
{
  return self->contacts;
}

/**
 * cs_mailbox_set_deaf:
 * @self: a mailbox
 * @deaf: whether nobody reads here
 *
 * Says whether what others write is to come back later, for another program of the account. What rooms answer is heard all the same.
 */
void
cs_mailbox_set_deaf (CsMailbox *self,
                     gboolean   deaf)
{
  self->deaf = deaf;
}

/**
 * cs_mailbox_set_rooms:
 * @self: an empty mailbox
 * @rooms: the rooms of the account's server
 *
 * Has rooms told from people.
 */
void
cs_mailbox_set_rooms (CsMailbox *self,
                      CsRooms   *rooms)
{
  g_set_weak_pointer (&self->rooms, rooms);
}

/**
 * cs_mailbox_get_rooms:
 * @self: a mailbox
 *
 * Gets the rooms of the account's server.
 *
 * Returns: (transfer none) (nullable): the rooms; %NULL where everybody is a person
 */
CsRooms *
cs_mailbox_get_rooms (CsMailbox *self)
{
  return self->rooms;
}

/**
 * cs_mailbox_list_rooms:
 * @self: a mailbox
 *
 * Lists the conversations with rooms.
 *
 * Returns: (transfer full) (element-type CsConversation): the conversations
 */
GPtrArray *
cs_mailbox_list_rooms (CsMailbox *self)
{
  GPtrArray *rooms = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->by_peer);
  while (g_hash_table_iter_next (&iter, NULL, &conversation)) {
    if (cs_conversation_is_room (conversation))
      g_ptr_array_add (rooms, g_object_ref (conversation));
  }

  return rooms;
}

/**
 * cs_mailbox_find:
 * @self: a mailbox
 * @peer: the other end
 *
 * Looks for the conversation with somebody.
 *
 * Returns: (transfer none) (nullable): the conversation; %NULL if there is none yet
 */
CsConversation *
cs_mailbox_find (CsMailbox *self,
                 CsAddress *peer)
{
  return g_hash_table_lookup (self->by_peer, cs_address_get_uri (peer));
}

/**
 * cs_mailbox_take:
 * @self: a mailbox
 * @record: a conversation of its account
 *
 * Shows a conversation that is in the store.
 *
 * Returns: (transfer none) (nullable): the conversation; %NULL if its peer is no SIP address
 */
CsConversation *
cs_mailbox_take (CsMailbox                  *self,
                 const CsConversationRecord *record)
{
  g_autoptr (CsAddress) peer = cs_address_parse (record->peer, NULL);

  return peer ? ensure_conversation (self, peer, record, FALSE) : NULL;
}

/**
 * cs_mailbox_resume:
 * @self: a mailbox that holds all its conversations
 *
 * Puts what earlier runs left unsent into the outbox.
 */
void
cs_mailbox_resume (CsMailbox *self)
{
  cs_store_list_unsent_async (self->store, self->account, NULL, unsent_cb, g_object_ref (self));
}

/**
 * cs_mailbox_flush:
 * @self: a mailbox
 *
 * Hands every draft that waits to the store.
 */
void
cs_mailbox_flush (CsMailbox *self)
{
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->by_peer);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    cs_conversation_flush (conversation);
}

/**
 * cs_mailbox_clear:
 * @self: a mailbox
 *
 * Stops showing its conversations.
 */
void
cs_mailbox_clear (CsMailbox *self)
{
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->by_peer);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    cs_conversations_remove (self->list, conversation);
  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->by_peer);
}

/**
 * cs_mailbox_open_async:
 * @self: a mailbox
 * @peer: the other end
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Finds the conversation with somebody, or begins it. Whom one turns to is no stranger; but who asked to be let in is to be answered.
 */
void
cs_mailbox_open_async (CsMailbox           *self,
                       CsAddress           *peer,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_mailbox_open_async);
  if (self->contacts) {
    CsContact *contact = cs_contacts_ensure (self->contacts, self->account, peer);

    if (cs_contact_get_standing (contact) == CS_STANDING_STRANGER)
      cs_contact_accept (contact);
  }
  if (!cs_mailbox_wait_for_conversation (self, peer, task)) {
    CsConversation *conversation = g_hash_table_lookup (self->by_peer, cs_address_get_uri (peer));

    cs_conversation_revive (conversation);
    g_task_return_pointer (task, g_object_ref (conversation), g_object_unref);
  }
}

/**
 * cs_mailbox_open_finish:
 * @self: a mailbox
 * @result: the result
 * @error: return location for an error
 *
 * Finishes the opening of a conversation.
 *
 * Returns: (transfer full): the conversation, or %NULL with what the store reports
 */
CsConversation *
cs_mailbox_open_finish (CsMailbox     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

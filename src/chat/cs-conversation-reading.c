/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

#include "cs-session-private.h"

/* The part of a conversation that is about what came last, and what of it was read. */

static void
set_unread (CsConversation *self,
            guint           unread)
{
  if (self->unread == unread)
    return;

  self->unread = unread;
  g_object_notify (G_OBJECT (self), "unread");
}

static void
set_read_up_to (CsConversation *self,
                gint64          read_up_to)
{
  if (self->read_up_to >= read_up_to)
    return;

  self->read_up_to = read_up_to;
  g_object_notify (G_OBJECT (self), "read-up-to");
}

static void
set_last (CsConversation *self,
          CsMessage      *message)
{
  if (self->last && cs_message_get_id (self->last) >= cs_message_get_id (message))
    return;

  g_set_object (&self->last, message);
  self->rank = cs_message_get_time (message);
  g_object_notify (G_OBJECT (self), "last-message");
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CsConversation) self = user_data;

  cs_conversation_changed_cb (object, result, NULL);
  if (self->session)
    cs_session_tell (self->session);
}

/**
 * cs_conversation_take_state:
 * @self: a conversation
 * @last: (nullable): its last message
 * @unread: how many messages are unread
 *
 * Shows what is left after messages were removed, or had back.
 */
void
cs_conversation_take_state (CsConversation        *self,
                            const CsMessageRecord *last,
                            guint                  unread)
{
  g_autoptr (CsMessage) message = last ? cs_conversation_ensure (self, last) : NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->last != message) {
    g_set_object (&self->last, message);
    if (message)
      self->rank = cs_message_get_time (message);
    g_object_notify (G_OBJECT (self), "last-message");
  }
  set_unread (self, unread);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * cs_conversation_show:
 * @self: a conversation
 * @record: a message that was just stored
 *
 * Shows a new message: as the last one, to every timeline, and among the unread ones if it came in.
 *
 * Returns: (transfer full): the message
 */
CsMessage *
cs_conversation_show (CsConversation        *self,
                      const CsMessageRecord *record)
{
  CsMessage *message = cs_conversation_ensure (self, record);
  gint64 seen = self->last ? cs_message_get_id (self->last) : 0;

  cs_conversation_revive (self);
  set_last (self, message);
  if (!record->outgoing) {
    self->heard = TRUE;
    cs_conversation_stop_typing (self);
  }
  if (!record->outgoing && !cs_message_is_notice (message) && record->id > self->read_up_to) {
    /* As the store does it: what stands before the first unread message was seen. */
    if (self->unread == 0 && seen < record->id)
      set_read_up_to (self, seen);
    set_unread (self, self->unread + 1);
    cs_conversation_bring_back (self);
  }
  g_signal_emit_by_name (self, "message-added", message);

  return message;
}

/**
 * cs_conversation_get_unread:
 * @self: a conversation
 *
 * Gets how many messages are unread.
 *
 * Returns: a number
 */
guint
cs_conversation_get_unread (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), 0);

  return self->unread;
}

/**
 * cs_conversation_get_read_up_to:
 * @self: a conversation
 *
 * Gets the last message that was read.
 *
 * Returns: the id of a message, 0 for none
 */
gint64
cs_conversation_get_read_up_to (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), 0);

  return self->read_up_to;
}

/**
 * cs_conversation_get_last_message:
 * @self: a conversation
 *
 * Gets the newest message.
 *
 * Returns: (transfer none) (nullable): the message
 */
CsMessage *
cs_conversation_get_last_message (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  return self->last;
}

/**
 * cs_conversation_mark_read:
 * @self: a conversation
 *
 * Says that everything up to the newest message was seen.
 */
void
cs_conversation_mark_read (CsConversation *self)
{
  gint64 last;

  g_return_if_fail (CS_IS_CONVERSATION (self));

  cs_conversation_set_marked_unread (self, FALSE);
  last = self->last ? cs_message_get_id (self->last) : 0;
  if (last <= self->read_up_to)
    return;

  cs_store_set_read_async (self->store, self->id, last, cs_conversation_get_read_receipts (self), NULL,
                           read_cb, g_object_ref (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_unread (self, 0);
  set_read_up_to (self, last);
  g_object_thaw_notify (G_OBJECT (self));
}

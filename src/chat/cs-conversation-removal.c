/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

#include "base/cs-error.h"
#include "store/cs-store-removal.h"

#include "cs-history.h"
#include "cs-message-private.h"
#include "cs-session-private.h"

/* The part of a conversation that is about what goes: all of it, or one message. */

/**
 * cs_conversation_is_removed:
 * @self: a conversation
 *
 * Gets whether it was removed and nothing was written in it since. It is in no list then.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_conversation_is_removed (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return (self->marks & CS_MARK_REMOVED) != 0;
}

/**
 * cs_conversation_revive:
 * @self: a conversation
 *
 * Has a conversation that was removed back, without what was in it: somebody writes in it.
 */
void
cs_conversation_revive (CsConversation *self)
{
  if (!cs_conversation_is_removed (self))
    return;

  self->marks &= ~CS_MARK_REMOVED;
  cs_store_set_marks_async (self->store, self->id, CS_MARK_REMOVED, CS_MARK_NONE, NULL, cs_conversation_changed_cb, NULL);
  g_object_notify (G_OBJECT (self), "removed");
}

/**
 * cs_conversation_remove:
 * @self: a conversation
 *
 * Removes a conversation as far as anybody sees. [method@Conversation.restore] has it back; [method@Conversation.forget], or the end
 * of the program, makes it final. A message that comes in brings the conversation back without the old ones.
 */
void
cs_conversation_remove (CsConversation *self)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  if (cs_conversation_is_removed (self))
    return;

  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_free (self->removed_draft);
  self->removed_draft = g_steal_pointer (&self->draft);
  self->removing = TRUE;
  self->marks |= CS_MARK_REMOVED;
  cs_outbox_remove (self->outbox, self->id, NULL);
  cs_store_hide_conversation_async (self->store, self->id, NULL, cs_conversation_changed_cb, NULL);

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify (G_OBJECT (self), "draft");
  cs_conversation_take_state (self, NULL, 0);
  g_object_notify (G_OBJECT (self), "removed");
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit_by_name (self, "reload");
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (CsConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversationRecord) record = cs_store_unhide_conversation_finish (CS_STORE (object), result, &error);
  gboolean was_removed = cs_conversation_is_removed (self);

  if (!record) {
    g_message ("A conversation could not be had back: %s", error->message);
    return;
  }

  g_object_freeze_notify (G_OBJECT (self));
  self->marks &= ~CS_MARK_REMOVED;
  cs_conversation_take_state (self, record->last, record->unread);
  if (!self->draft && self->removed_draft)
    cs_conversation_set_draft (self, self->removed_draft);
  g_clear_pointer (&self->removed_draft, g_free);
  if (was_removed)
    g_object_notify (G_OBJECT (self), "removed");
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit_by_name (self, "reload");

  /* What waited to be sent waits again. */
  if (self->session)
    cs_session_resume (self->session);
}

/**
 * cs_conversation_restore:
 * @self: a conversation
 *
 * Takes its removal back, whether or not something was written in it since.
 */
void
cs_conversation_restore (CsConversation *self)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  if (!self->removing)
    return;

  self->removing = FALSE;
  cs_store_unhide_conversation_async (self->store, self->id, NULL, restored_cb, g_object_ref (self));
}

/**
 * cs_conversation_forget:
 * @self: a conversation
 *
 * Makes its removal final: what was in it goes from the store, from the index, from what is owed and from what waits to be sent.
 */
void
cs_conversation_forget (CsConversation *self)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  if (!self->removing)
    return;

  self->removing = FALSE;
  g_clear_pointer (&self->removed_draft, g_free);
  cs_history_forget (self->store, self->id);
  if (cs_conversation_is_removed (self))
    g_signal_emit_by_name (self, "forgotten");
}

static gboolean
take_change (CsConversation *self,
             CsStore        *store,
             GAsyncResult   *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversationRecord) record = cs_store_change_message_finish (store, result, &error);

  if (!record) {
    g_message ("The removal of a message could not be stored: %s", error->message);
    return FALSE;
  }

  if (!cs_conversation_is_removed (self))
    cs_conversation_take_state (self, record->last, record->unread);

  return TRUE;
}

static void
message_hidden_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (CsConversation) self = user_data;

  take_change (self, CS_STORE (object), result);
}

/**
 * cs_conversation_remove_message:
 * @self: a conversation
 * @message: a message of it
 *
 * Removes a message here, and only here, as far as anybody sees: the other end keeps what it has. One that was not sent yet is not
 * sent any more. [method@Conversation.restore_message] has it back; [method@Conversation.forget_message], or the end of the program,
 * makes it final.
 */
void
cs_conversation_remove_message (CsConversation *self,
                                CsMessage      *message)
{
  gint64 id;

  g_return_if_fail (CS_IS_CONVERSATION (self));
  g_return_if_fail (CS_IS_MESSAGE (message));

  if (cs_message_is_removed (message))
    return;

  id = cs_message_get_id (message);
  cs_message_set_removed (message, TRUE);
  cs_outbox_remove (self->outbox, self->id, message);
  cs_store_hide_message_async (self->store, self->id, id, NULL, message_hidden_cb, g_object_ref (self));
  cs_conversation_lose (self, id);
}

typedef struct {
  CsConversation *conversation;
  CsMessage      *message;
} Restoring;

static void
message_restored_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autofree Restoring *restoring = user_data;
  g_autoptr (CsConversation) self = restoring->conversation;
  g_autoptr (CsMessage) message = restoring->message;

  if (!take_change (self, CS_STORE (object), result))
    return;

  g_signal_emit_by_name (self, "message-added", message);

  /* What waited to be sent waits again. */
  if (self->session)
    cs_session_resume (self->session);
}

/**
 * cs_conversation_restore_message:
 * @self: a conversation
 * @message: a message that was removed
 *
 * Takes the removal of a message back.
 */
void
cs_conversation_restore_message (CsConversation *self,
                                 CsMessage      *message)
{
  Restoring *restoring;

  g_return_if_fail (CS_IS_CONVERSATION (self));
  g_return_if_fail (CS_IS_MESSAGE (message));

  if (!cs_message_is_removed (message))
    return;

  cs_message_set_removed (message, FALSE);
  restoring = g_new0 (Restoring, 1);
  restoring->conversation = g_object_ref (self);
  restoring->message = g_object_ref (message);
  cs_store_unhide_message_async (self->store, self->id, cs_message_get_id (message), NULL, message_restored_cb, restoring);
}

static void
message_forgotten_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversationRecord) record = cs_store_change_message_finish (CS_STORE (object), result, &error);

  /* With its whole conversation it may be gone already. */
  if (record)
    cs_history_tidy (CS_STORE (object));
  else if (!g_error_matches (error, CS_ERROR, CS_ERROR_NOT_FOUND))
    g_message ("A message could not be removed: %s", error->message);
}

/**
 * cs_conversation_forget_message:
 * @self: a conversation
 * @message: a message that was removed
 *
 * Makes the removal of a message final: it goes from the store, from the index and from what is owed.
 */
void
cs_conversation_forget_message (CsConversation *self,
                                CsMessage      *message)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));
  g_return_if_fail (CS_IS_MESSAGE (message));

  if (!cs_message_is_removed (message))
    return;

  cs_message_set_removed (message, FALSE);
  cs_store_remove_message_async (self->store, self->id, cs_message_get_id (message), NULL, message_forgotten_cb, NULL);
}

/**
 * cs_conversation_lose:
 * @self: a conversation
 * @message: the number of a message that is gone
 *
 * Shows a message no longer.
 */
void
cs_conversation_lose (CsConversation *self,
                      gint64          message)
{
  g_signal_emit_by_name (self, "message-gone", message);
  if (self->last && cs_message_get_id (self->last) == message)
    cs_conversation_take_state (self, NULL, self->unread);
}

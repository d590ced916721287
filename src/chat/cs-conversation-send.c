/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

#include "cs-message-id.h"

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static void
sent_stored_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsConversation *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessageRecord) record = cs_store_add_message_finish (CS_STORE (object), result, NULL, &error);
  CsMessage *message;

  if (!record) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  message = cs_conversation_show (self, record);
  cs_conversation_finish_writing (self);
  cs_outbox_add (self->outbox, self->id, self->peer, message);
  g_task_return_pointer (task, message, g_object_unref);
}

/**
 * cs_conversation_send_async:
 * @self: a conversation
 * @text: what to send
 * @cancellable: (nullable): a cancellable
 * @callback: called when the message is stored
 * @user_data: data for @callback
 *
 * Stores a message as queued, shows it, and sends it when the session is online.
 */
void
cs_conversation_send_async (CsConversation      *self,
                            const char          *text,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (CsMessageRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CS_IS_CONVERSATION (self));
  g_return_if_fail (text);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_conversation_send_async);

  if (is_blank (text)) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_EMPTY, _("There is nothing to send."));
    return;
  }

  if (!cs_text_check_message (text, strlen (text), &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  /* Whom one writes to is no stranger. */
  if (self->contact)
    cs_contact_accept (self->contact);

  record = cs_message_record_new ();
  record->conversation = self->id;
  record->outgoing = TRUE;
  record->message_id = cs_message_id_new ();
  record->text = g_strdup (text);
  record->time = g_get_real_time ();
  record->state = CS_MESSAGE_QUEUED;
  cs_store_add_message_async (self->store, record, NULL, sent_stored_cb, g_steal_pointer (&task));
}

/**
 * cs_conversation_send_finish:
 * @self: a conversation
 * @result: the result
 * @error: return location for an error
 *
 * Finishes the storing of a message. What becomes of it is its [property@Message:state].
 *
 * Returns: (transfer full): the message, or %NULL with %CS_ERROR_EMPTY, %CS_ERROR_TOO_LARGE, %CS_ERROR_INVALID_TEXT or what the
 *   store reports
 */
CsMessage *
cs_conversation_send_finish (CsConversation  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_conversation_send_again:
 * @self: a conversation
 * @message: a message of it that failed
 *
 * Sends a message once more, under its old message id.
 */
void
cs_conversation_send_again (CsConversation *self,
                            CsMessage      *message)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));
  g_return_if_fail (CS_IS_MESSAGE (message));

  cs_outbox_add_again (self->outbox, self->id, self->peer, message);
}

/**
 * cs_conversation_resume:
 * @self: a conversation
 * @message: a message of it that an earlier run of the program left unsent
 *
 * Gives a message back to the outbox.
 */
void
cs_conversation_resume (CsConversation *self,
                        CsMessage      *message)
{
  cs_outbox_add (self->outbox, self->id, self->peer, message);
}

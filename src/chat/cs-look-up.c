/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-look-up.h"

#include "cs-conversation-private.h"

/**
 * cs_message_details_free:
 * @self: (transfer full): details
 *
 * Frees @self and what it holds.
 */
void
cs_message_details_free (CsMessageDetails *self)
{
  g_free (self->message_id);
  g_free (self);
}

static void
details_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CsDetailsRecord) record = NULL;
  CsMessageDetails *details;
  GError *error = NULL;

  record = cs_store_find_details_finish (CS_STORE (object), result, &error);
  if (!record) {
    g_task_return_error (task, error);
    return;
  }

  details = g_new0 (CsMessageDetails, 1);
  details->message_id = g_steal_pointer (&record->message_id);
  details->delivered_at = record->delivered_at;
  details->read_at = record->read_at;
  g_task_return_pointer (task, details, (GDestroyNotify) cs_message_details_free);
}

/**
 * cs_conversation_get_details_async:
 * @self: a conversation
 * @message: a message of it
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Reads what is known of a message.
 */
void
cs_conversation_get_details_async (CsConversation      *self,
                                   CsMessage           *message,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_CONVERSATION (self));
  g_return_if_fail (CS_IS_MESSAGE (message));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_conversation_get_details_async);
  cs_store_find_details_async (self->store, cs_message_get_id (message), cancellable, details_cb, task);
}

/**
 * cs_conversation_get_details_finish:
 * @self: a conversation
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what is known, or %NULL with an error set
 */
CsMessageDetails *
cs_conversation_get_details_finish (CsConversation  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
since_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CsMessageRecord) record = NULL;
  GError *error = NULL;

  record = cs_store_find_since_finish (CS_STORE (object), result, &error);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task,
                           record ? cs_conversation_ensure (g_task_get_source_object (task), record) : NULL,
                           g_object_unref);
}

/**
 * cs_conversation_find_since_async:
 * @self: a conversation
 * @time: UTC microseconds
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Looks for the message that was written first, at a time or after it.
 */
void
cs_conversation_find_since_async (CsConversation      *self,
                                  gint64               time,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_CONVERSATION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_conversation_find_since_async);
  cs_store_find_since_async (self->store, self->id, time, cancellable, since_cb, task);
}

/**
 * cs_conversation_find_since_finish:
 * @self: a conversation
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the message; %NULL where there is none, or with an error set
 */
CsMessage *
cs_conversation_find_since_finish (CsConversation  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-changes.h"
#include "cs-store-private.h"
#include "cs-store-queries.h"

/* The part of the store that is about single messages. */

static gpointer
add_message (CsStoreDb   *db,
             CsStoreJob  *job,
             GError     **error)
{
  return cs_store_add_message (db, job->record, &job->already_there, error);
}

static gpointer
set_message_state (CsStoreDb   *db,
                   CsStoreJob  *job,
                   GError     **error)
{
  return cs_store_set_message_state (db, job->message, job->state, job->text, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
list_before (CsStoreDb   *db,
             CsStoreJob  *job,
             GError     **error)
{
  return cs_store_list_before (db, job->conversation, job->message, job->limit, error);
}

static gpointer
list_after (CsStoreDb   *db,
            CsStoreJob  *job,
            GError     **error)
{
  return cs_store_list_after (db, job->conversation, job->message, job->limit, error);
}

static gpointer
list_unsent (CsStoreDb   *db,
             CsStoreJob  *job,
             GError     **error)
{
  return cs_store_list_unsent (db, job->account, error);
}

static CsStoreJob *
new_listing (CsStoreWork work,
             gint64      conversation,
             gint64      message,
             guint       limit)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_READ, work, (GDestroyNotify) g_ptr_array_unref);

  job->conversation = conversation;
  job->message = message;
  job->limit = limit;

  return job;
}

/**
 * cs_store_add_message_async:
 * @self: a store
 * @record: a message, which is copied; its id is ignored
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Adds a message to its conversation, unless one with the same message id and direction is there. An incoming one counts as
 * unread.
 */
void
cs_store_add_message_async (CsStore               *self,
                            const CsMessageRecord *record,
                            GCancellable          *cancellable,
                            GAsyncReadyCallback    callback,
                            gpointer               user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, add_message, (GDestroyNotify) cs_message_record_free);

  job->record = cs_message_record_copy (record);
  cs_store_queue (self, job, cs_store_add_message_async, cancellable, callback, user_data);
}

/**
 * cs_store_add_message_finish:
 * @self: a store
 * @result: the result
 * @already_there: (out) (optional): whether the message was stored before
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the stored message, now on the disk, or %NULL with an error set: %CS_ERROR_NOT_FOUND
 *   where there is no such conversation
 */
CsMessageRecord *
cs_store_add_message_finish (CsStore       *self,
                             GAsyncResult  *result,
                             gboolean      *already_there,
                             GError       **error)
{
  CsStoreJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  job = g_task_get_task_data (G_TASK (result));
  if (already_there)
    *already_there = job->already_there;

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_set_message_state_async:
 * @self: a store
 * @message: the number of a message
 * @state: its new state
 * @reason: (nullable): why it failed
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Writes down how far a message has come.
 */
void
cs_store_set_message_state_async (CsStore             *self,
                                  gint64               message,
                                  CsMessageState       state,
                                  const char          *reason,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, set_message_state, NULL);

  job->message = message;
  job->state = state;
  job->text = g_strdup (reason);
  cs_store_queue (self, job, cs_store_set_message_state_async, cancellable, callback, user_data);
}

/**
 * cs_store_set_message_state_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with an error set: %CS_ERROR_NOT_FOUND where there is no such message
 */
gboolean
cs_store_set_message_state_finish (CsStore       *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return cs_store_change_finish (self, result, error);
}

/**
 * cs_store_list_messages_before_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @message: the number of a message, 0 for the end
 * @limit: how many messages at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_store_list_messages_finish()
 * @user_data: data for @callback
 *
 * Lists the messages just before @message.
 */
void
cs_store_list_messages_before_async (CsStore             *self,
                                     gint64               conversation,
                                     gint64               message,
                                     guint                limit,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  cs_store_queue (self, new_listing (list_before, conversation, message, limit), cs_store_list_messages_before_async,
                  cancellable, callback, user_data);
}

/**
 * cs_store_list_messages_after_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @message: the number of a message, 0 for the beginning
 * @limit: how many messages at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_store_list_messages_finish()
 * @user_data: data for @callback
 *
 * Lists the messages just after @message.
 */
void
cs_store_list_messages_after_async (CsStore             *self,
                                    gint64               conversation,
                                    gint64               message,
                                    guint                limit,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  cs_store_queue (self, new_listing (list_after, conversation, message, limit), cs_store_list_messages_after_async,
                  cancellable, callback, user_data);
}

/**
 * cs_store_list_unsent_async:
 * @self: a store
 * @account: the account's URI
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_store_list_messages_finish()
 * @user_data: data for @callback
 *
 * Lists the account's outgoing messages that are queued, or were being sent when the program last ended.
 */
void
cs_store_list_unsent_async (CsStore             *self,
                            const char          *account,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  CsStoreJob *job = new_listing (list_unsent, 0, 0, 0);

  job->account = g_strdup (account);
  cs_store_queue (self, job, cs_store_list_unsent_async, cancellable, callback, user_data);
}

/**
 * cs_store_list_messages_finish:
 * @self: a store
 * @result: the result of any call that lists messages
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsMessageRecord): the messages, oldest first, or %NULL with an error set
 */
GPtrArray *
cs_store_list_messages_finish (CsStore       *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

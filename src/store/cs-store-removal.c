/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-removal.h"

#include "cs-store-private.h"
#include "cs-store-sweeping.h"

/* The part of the store that is about what goes. */

static gpointer
hide (CsStoreDb   *db,
      CsStoreJob  *job,
      GError     **error)
{
  return cs_store_hide (db, job->conversation, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
unhide (CsStoreDb   *db,
        CsStoreJob  *job,
        GError     **error)
{
  return cs_store_unhide (db, job->conversation, error);
}

static gpointer
list_hidden (CsStoreDb   *db,
             CsStoreJob  *job,
             GError     **error)
{
  gboolean untidy = FALSE;
  GPtrArray *hidden = cs_store_list_hidden (db, &untidy, error);

  job->next = untidy;

  return hidden;
}

static gpointer
sweep (CsStoreDb   *db,
       CsStoreJob  *job,
       GError     **error)
{
  CsSweep what = {
    .conversation = job->conversation,
    .account = job->account,
    .before = job->before,
    .up_to = job->message,
    .unread_too = job->unread_too,
    .after = job->after,
  };

  return cs_store_sweep (db, &what, error);
}

static gpointer
remove_message (CsStoreDb   *db,
                CsStoreJob  *job,
                GError     **error)
{
  return cs_store_forget_message (db, job->conversation, job->message, error);
}

static gpointer
hide_message (CsStoreDb   *db,
              CsStoreJob  *job,
              GError     **error)
{
  return cs_store_hide_message (db, job->conversation, job->message, error);
}

static gpointer
unhide_message (CsStoreDb   *db,
                CsStoreJob  *job,
                GError     **error)
{
  return cs_store_unhide_message (db, job->conversation, job->message, error);
}

static gpointer
remove_empty (CsStoreDb   *db,
              CsStoreJob  *job,
              GError     **error)
{
  return cs_store_remove_empty (db, job->account, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
tidy (CsStoreDb   *db,
      CsStoreJob  *job,
      GError     **error)
{
  gboolean more = FALSE;

  if (!cs_store_tidy (db, &more, error))
    return NULL;
  job->next = more;

  return GINT_TO_POINTER (TRUE);
}

/**
 * cs_store_hide_conversation_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Removes a conversation as far as anybody sees: its messages are in no list and no search any more. They are there until
 * [method@Store.sweep_async] takes them, and can be had back before that. What comes in later brings the conversation back without
 * them.
 */
void
cs_store_hide_conversation_async (CsStore             *self,
                                  gint64               conversation,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, hide, NULL);

  job->conversation = conversation;
  cs_store_queue (self, job, cs_store_hide_conversation_async, cancellable, callback, user_data);
}

/**
 * cs_store_unhide_conversation_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Takes the hiding of a conversation back.
 */
void
cs_store_unhide_conversation_async (CsStore             *self,
                                    gint64               conversation,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, unhide, (GDestroyNotify) cs_conversation_record_free);

  job->conversation = conversation;
  cs_store_queue (self, job, cs_store_unhide_conversation_async, cancellable, callback, user_data);
}

/**
 * cs_store_unhide_conversation_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the conversation as it is again, or %NULL with an error set: %CS_ERROR_NOT_FOUND where it
 *   is gone for good
 */
CsConversationRecord *
cs_store_unhide_conversation_finish (CsStore       *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_list_hidden_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Lists the conversations that hold something that was removed.
 */
void
cs_store_list_hidden_async (CsStore             *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_READ, list_hidden, (GDestroyNotify) g_ptr_array_unref);

  cs_store_queue (self, job, cs_store_list_hidden_async, cancellable, callback, user_data);
}

/**
 * cs_store_list_hidden_finish:
 * @self: a store
 * @result: the result
 * @untidy: (out): whether [method@Store.tidy_async] has something to do
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the numbers of the conversations, or %NULL with an error set
 */
GPtrArray *
cs_store_list_hidden_finish (CsStore       *self,
                             GAsyncResult  *result,
                             gboolean      *untidy,
                             GError       **error)
{
  CsStoreJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  job = g_task_get_task_data (G_TASK (result));
  *untidy = job->next != 0;

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_sweep_async:
 * @self: a store
 * @what: what goes; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Removes a piece of what goes, with what the index knows of it and what was owed about it. A piece is small, so that nobody waits
 * for it: who wants all of it gone goes on where it ended, and then with [method@Store.tidy_async].
 */
void
cs_store_sweep_async (CsStore             *self,
                      const CsSweep       *what,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, sweep, (GDestroyNotify) cs_swept_free);

  job->conversation = what->conversation;
  job->account = g_strdup (what->account);
  job->before = what->before;
  job->message = what->up_to;
  job->unread_too = what->unread_too;
  job->after = what->after;
  cs_store_queue (self, job, cs_store_sweep_async, cancellable, callback, user_data);
}

/**
 * cs_store_sweep_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was done, or %NULL with an error set
 */
CsSwept *
cs_store_sweep_finish (CsStore       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static CsStoreJob *
new_message_job (CsStoreWork work,
                 gint64      conversation,
                 gint64      message)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, work, (GDestroyNotify) cs_conversation_record_free);

  job->conversation = conversation;
  job->message = message;

  return job;
}

/**
 * cs_store_hide_message_async:
 * @self: a store
 * @conversation: the number of its conversation
 * @message: the number of a message
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_store_change_message_finish()
 * @user_data: data for @callback
 *
 * Removes one message as far as anybody sees. It is there until [method@Store.remove_message_async] or a sweep of its conversation
 * takes it, and can be had back before that.
 */
void
cs_store_hide_message_async (CsStore             *self,
                             gint64               conversation,
                             gint64               message,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  CsStoreJob *job = new_message_job (hide_message, conversation, message);

  cs_store_queue (self, job, cs_store_hide_message_async, cancellable, callback, user_data);
}

/**
 * cs_store_unhide_message_async:
 * @self: a store
 * @conversation: the number of its conversation
 * @message: the number of a message
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_store_change_message_finish()
 * @user_data: data for @callback
 *
 * Takes the hiding of a message back.
 */
void
cs_store_unhide_message_async (CsStore             *self,
                               gint64               conversation,
                               gint64               message,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  CsStoreJob *job = new_message_job (unhide_message, conversation, message);

  cs_store_queue (self, job, cs_store_unhide_message_async, cancellable, callback, user_data);
}

/**
 * cs_store_remove_message_async:
 * @self: a store
 * @conversation: the number of its conversation
 * @message: the number of a message
 * @cancellable: (nullable): a cancellable
 * @callback: called when done; ends with cs_store_change_message_finish()
 * @user_data: data for @callback
 *
 * Removes one message for good, hidden or not.
 */
void
cs_store_remove_message_async (CsStore             *self,
                               gint64               conversation,
                               gint64               message,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  CsStoreJob *job = new_message_job (remove_message, conversation, message);

  cs_store_queue (self, job, cs_store_remove_message_async, cancellable, callback, user_data);
}

/**
 * cs_store_change_message_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the conversation as it is now, or %NULL with an error set: %CS_ERROR_NOT_FOUND where there is
 *   no such message to hide or to have back
 */
CsConversationRecord *
cs_store_change_message_finish (CsStore       *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_remove_empty_async:
 * @self: a store
 * @account: the account's URI
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Removes the account's conversations that hold nothing. Nobody may have one of them open.
 */
void
cs_store_remove_empty_async (CsStore             *self,
                             const char          *account,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, remove_empty, NULL);

  job->account = g_strdup (account);
  cs_store_queue (self, job, cs_store_remove_empty_async, cancellable, callback, user_data);
}

/**
 * cs_store_tidy_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Does a piece of what is left to do after messages went: the index lets go of what it still has of them, and the log beside the
 * file is emptied.
 */
void
cs_store_tidy_async (CsStore             *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_REMOVE, tidy, NULL);

  cs_store_queue (self, job, cs_store_tidy_async, cancellable, callback, user_data);
}

/**
 * cs_store_tidy_finish:
 * @self: a store
 * @result: the result
 * @more: (out): whether there is more to do
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with an error set
 */
gboolean
cs_store_tidy_finish (CsStore       *self,
                      GAsyncResult  *result,
                      gboolean      *more,
                      GError       **error)
{
  CsStoreJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  *more = job->next != 0;

  return g_task_propagate_boolean (G_TASK (result), error);
}

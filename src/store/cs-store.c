/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-store-changes.h"
#include "cs-store-private.h"
#include "cs-store-queries.h"
#include "cs-store-worker.h"

/**
 * CsStore:
 *
 * The message store. All of it happens on a thread of its own, in the order of the calls; results come back on the main context
 * that the call was made on. What only adds or changes and waits at the same time is committed together, and no call succeeds
 * before the commit that holds its change is on the disk.
 *
 * A call that is cancelled before its turn does nothing; one that has begun is finished.
 */
struct _CsStore
{
  GObject        parent_instance;

  char          *path;
  CsStoreWorker *worker;
  gboolean       closed;
};

G_DEFINE_FINAL_TYPE (CsStore, cs_store, G_TYPE_OBJECT)

#define YES GINT_TO_POINTER (TRUE)

static gpointer
open_conversation (CsStoreDb   *db,
                   CsStoreJob  *job,
                   GError     **error)
{
  return cs_store_open_conversation (db, job->account, job->text, error);
}

static gpointer
list_conversations (CsStoreDb   *db,
                    CsStoreJob  *job,
                    GError     **error)
{
  return cs_store_list_conversations (db, error);
}

static gpointer
set_read (CsStoreDb   *db,
          CsStoreJob  *job,
          GError     **error)
{
  return cs_store_set_read (db, job->conversation, job->message, job->owe_receipts, error) ? YES : NULL;
}

static gpointer
set_draft (CsStoreDb   *db,
           CsStoreJob  *job,
           GError     **error)
{
  return cs_store_set_draft (db, job->conversation, job->text, error) ? YES : NULL;
}

static gpointer
set_name (CsStoreDb   *db,
          CsStoreJob  *job,
          GError     **error)
{
  return cs_store_set_name (db, job->conversation, job->text, error) ? YES : NULL;
}

static gpointer
set_marks (CsStoreDb   *db,
           CsStoreJob  *job,
           GError     **error)
{
  return cs_store_set_marks (db, job->conversation, job->mask, job->marks, error) ? YES : NULL;
}

static gpointer
remove_account (CsStoreDb   *db,
                CsStoreJob  *job,
                GError     **error)
{
  return cs_store_remove_account (db, job->account, error) ? YES : NULL;
}

static void
cs_store_finalize (GObject *object)
{
  CsStore *self = CS_STORE (object);

  g_clear_pointer (&self->worker, cs_store_worker_free);
  g_free (self->path);

  G_OBJECT_CLASS (cs_store_parent_class)->finalize (object);
}

static void
cs_store_class_init (CsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cs_store_finalize;
}

static void
cs_store_init (CsStore *self)
{
}

/**
 * cs_store_new:
 * @path: (nullable): the file, %NULL to keep everything in memory
 *
 * Nothing is read or written before cs_store_open_async(). A store that is let go without cs_store_close_async() still writes
 * all that was asked of it, but nobody waits for that.
 *
 * Returns: (transfer full): a new store
 */
CsStore *
cs_store_new (const char *path)
{
  CsStore *self = g_object_new (CS_TYPE_STORE, NULL);

  self->path = g_strdup (path);

  return self;
}

/**
 * cs_store_queue:
 * @self: a store
 * @job: (transfer full): what to do
 * @source_tag: the function that asks for it
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done
 * @user_data: data for @callback
 *
 * Hands a job to the store's thread. Its result is that of the task that @callback gets.
 */
void
cs_store_queue (CsStore             *self,
                CsStoreJob          *job,
                gpointer             source_tag,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, job, (GDestroyNotify) cs_store_job_free);

  /* What has been committed is reported, even if it is cancelled in the same moment. */
  g_task_set_check_cancellable (task, FALSE);

  if (self->closed) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_FAILED, _("The message history is closed."));
    return;
  }

  if (!self->worker)
    self->worker = cs_store_worker_new (self->path);
  cs_store_worker_push (self->worker, g_steal_pointer (&task));
}

/**
 * cs_store_open_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Opens the file; where there is none, only its folder is made, and the file with the first change. Calls that come before this
 * fail; calls that come while it is under way wait for it. After a failure it may be called again. A file that cannot be opened
 * is not changed in any way.
 */
void
cs_store_open_async (CsStore             *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_OPEN, NULL, NULL);

  cs_store_queue (self, job, cs_store_open_async, cancellable, callback, user_data);
}

/**
 * cs_store_open_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %CS_ERROR_STORE_NEWER, %CS_ERROR_STORE_DAMAGED, %CS_ERROR_STORE_BUSY or %CS_ERROR_FAILED set
 */
gboolean
cs_store_open_finish (CsStore       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_store_close_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable, which has no effect: a store is never half closed
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Does what is queued, closes the file and ends the thread. Later calls fail. Closing twice is no error.
 */
void
cs_store_close_async (CsStore             *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  if (self->closed || !self->worker) {
    g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

    g_task_set_source_tag (task, cs_store_close_async);
    g_task_return_boolean (task, TRUE);
  } else {
    /* Not cancellable: the job would be skipped, and the file stay open. */
    cs_store_queue (self, cs_store_job_new (CS_STORE_JOB_CLOSE, NULL, NULL), cs_store_close_async, NULL, callback, user_data);
  }

  self->closed = TRUE;
}

/**
 * cs_store_close_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE
 */
gboolean
cs_store_close_finish (CsStore       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  /* Only the call that had something to close knows that the thread is at its end. */
  if (self->worker && g_task_get_task_data (G_TASK (result)))
    cs_store_worker_join (self->worker);

  return TRUE;
}

/**
 * cs_store_open_conversation_async:
 * @self: a store
 * @account: the account's URI
 * @peer: the peer's URI
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Finds the conversation of @account with @peer, or begins it.
 */
void
cs_store_open_conversation_async (CsStore             *self,
                                  const char          *account,
                                  const char          *peer,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, open_conversation,
                                      (GDestroyNotify) cs_conversation_record_free);

  job->account = g_strdup (account);
  job->text = g_strdup (peer);
  cs_store_queue (self, job, cs_store_open_conversation_async, cancellable, callback, user_data);
}

/**
 * cs_store_open_conversation_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the conversation, or %NULL with an error set
 */
CsConversationRecord *
cs_store_open_conversation_finish (CsStore       *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_list_conversations_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Lists the conversations of all accounts, the one with the newest message first.
 */
void
cs_store_list_conversations_async (CsStore             *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_READ, list_conversations, (GDestroyNotify) g_ptr_array_unref);

  cs_store_queue (self, job, cs_store_list_conversations_async, cancellable, callback, user_data);
}

/**
 * cs_store_list_conversations_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsConversationRecord): the conversations, or %NULL with an error set
 */
GPtrArray *
cs_store_list_conversations_finish (CsStore       *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_set_read_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @up_to_message: the number of the newest message that was read
 * @owe_receipts: whether those who asked for it are told, by what cs_store_list_owed_async() lists from now on
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Marks messages as read. The mark never moves back.
 */
void
cs_store_set_read_async (CsStore             *self,
                         gint64               conversation,
                         gint64               up_to_message,
                         gboolean             owe_receipts,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, set_read, NULL);

  job->conversation = conversation;
  job->message = up_to_message;
  job->owe_receipts = owe_receipts;
  cs_store_queue (self, job, cs_store_set_read_async, cancellable, callback, user_data);
}

/**
 * cs_store_set_draft_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @draft: (nullable): what is written but not sent
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Keeps a draft.
 */
void
cs_store_set_draft_async (CsStore             *self,
                          gint64               conversation,
                          const char          *draft,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, set_draft, NULL);

  job->conversation = conversation;
  job->text = g_strdup (draft);
  cs_store_queue (self, job, cs_store_set_draft_async, cancellable, callback, user_data);
}

/**
 * cs_store_set_name_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @name: (nullable): what the peer calls itself
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Keeps a peer's name.
 */
void
cs_store_set_name_async (CsStore             *self,
                         gint64               conversation,
                         const char          *name,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, set_name, NULL);

  job->conversation = conversation;
  job->text = g_strdup (name);
  cs_store_queue (self, job, cs_store_set_name_async, cancellable, callback, user_data);
}

/**
 * cs_store_set_marks_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @mask: which marks to set or to take away
 * @marks: those of @mask that are to be set
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Keeps what a person did with a conversation.
 */
void
cs_store_set_marks_async (CsStore             *self,
                          gint64               conversation,
                          CsMarks              mask,
                          CsMarks              marks,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, set_marks, NULL);

  job->conversation = conversation;
  job->mask = mask;
  job->marks = marks;
  cs_store_queue (self, job, cs_store_set_marks_async, cancellable, callback, user_data);
}

/**
 * cs_store_remove_account_async:
 * @self: a store
 * @account: the account's URI
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Removes the account's conversations with all their messages, and overwrites them in the file.
 */
void
cs_store_remove_account_async (CsStore             *self,
                               const char          *account,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_REMOVE, remove_account, NULL);

  job->account = g_strdup (account);
  cs_store_queue (self, job, cs_store_remove_account_async, cancellable, callback, user_data);
}

/**
 * cs_store_change_finish:
 * @self: a store
 * @result: the result of any call that changes something and returns nothing
 * @error: return location for an error
 *
 * Returns: %TRUE when the change is on the disk, or %FALSE with an error set: %CS_ERROR_NOT_FOUND where there is no such
 *   conversation or message
 */
gboolean
cs_store_change_finish (CsStore       *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-changes.h"
#include "cs-store-private.h"
#include "cs-store-queries.h"

/* The part of the store that is about what became of messages: what peers say of ours, what we owe to them, what they can take. */

/* That there is no such message is no error, and has to get through the job as something. */
typedef struct {
  CsMessageRecord *message;
} Taken;

static void
taken_free (Taken *taken)
{
  g_clear_pointer (&taken->message, cs_message_record_free);
  g_free (taken);
}

static gpointer
take_receipt (CsStoreDb   *db,
              CsStoreJob  *job,
              GError     **error)
{
  GError *failure = NULL;
  CsMessageRecord *message = cs_store_take_receipt (db, job->record, &failure);
  Taken *taken;

  if (failure) {
    g_propagate_error (error, failure);
    return NULL;
  }

  taken = g_new0 (Taken, 1);
  taken->message = message;

  return taken;
}

static gpointer
set_peer (CsStoreDb   *db,
          CsStoreJob  *job,
          GError     **error)
{
  return cs_store_set_peer (db, job->conversation, &job->about, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
list_owed (CsStoreDb   *db,
           CsStoreJob  *job,
           GError     **error)
{
  return cs_store_list_owed (db, job->account, job->message, job->limit, error);
}

static gpointer
remove_owed (CsStoreDb   *db,
             CsStoreJob  *job,
             GError     **error)
{
  return cs_store_remove_owed (db, job->message, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

/**
 * cs_store_take_receipt_async:
 * @self: a store
 * @about: the message that a peer tells us about: its conversation, message id, new state and reason
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Writes down what a peer says about a message of ours.
 */
void
cs_store_take_receipt_async (CsStore               *self,
                             const CsMessageRecord *about,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, take_receipt, (GDestroyNotify) taken_free);

  job->record = cs_message_record_copy (about);
  cs_store_queue (self, job, cs_store_take_receipt_async, cancellable, callback, user_data);
}

/**
 * cs_store_take_receipt_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the message as it is now; %NULL without an error where the peer got no such message from us
 */
CsMessageRecord *
cs_store_take_receipt_finish (CsStore       *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  CsMessageRecord *message;
  Taken *taken;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  taken = g_task_propagate_pointer (G_TASK (result), error);
  if (!taken)
    return NULL;

  message = g_steal_pointer (&taken->message);
  taken_free (taken);

  return message;
}

/**
 * cs_store_list_owed_async:
 * @self: a store
 * @account: the account's URI
 * @after: the number of a receipt, 0 for the beginning
 * @limit: how many receipts at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Lists what the account's peers asked to be told after that and were not told yet.
 */
void
cs_store_list_owed_async (CsStore             *self,
                          const char          *account,
                          gint64               after,
                          guint                limit,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_READ, list_owed, (GDestroyNotify) g_ptr_array_unref);

  job->account = g_strdup (account);
  job->message = after;
  job->limit = limit;
  cs_store_queue (self, job, cs_store_list_owed_async, cancellable, callback, user_data);
}

/**
 * cs_store_list_owed_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsReceiptRecord): the receipts, oldest first, or %NULL with an error set
 */
GPtrArray *
cs_store_list_owed_finish (CsStore       *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_remove_owed_async:
 * @self: a store
 * @receipt: the number of a receipt
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Forgets what a peer has been told now.
 */
void
cs_store_remove_owed_async (CsStore             *self,
                            gint64               receipt,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, remove_owed, NULL);

  job->message = receipt;
  cs_store_queue (self, job, cs_store_remove_owed_async, cancellable, callback, user_data);
}

/**
 * cs_store_set_peer_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @about: what is known of the peer's program; copied
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Keeps what a peer's program can take.
 */
void
cs_store_set_peer_async (CsStore             *self,
                         gint64               conversation,
                         const CsPeerFacts   *about,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, set_peer, NULL);

  job->conversation = conversation;
  job->about = *about;
  cs_store_queue (self, job, cs_store_set_peer_async, cancellable, callback, user_data);
}

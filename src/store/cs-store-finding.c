/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-store-private.h"
#include "cs-store-queries.h"

/* The part of the store that looks single messages up. */

static gpointer
find_details (CsStoreDb   *db,
              CsStoreJob  *job,
              GError     **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_FIND_DETAILS);
  GError *failure = NULL;
  const char *message_id;
  CsDetailsRecord *details;

  sqlite3_bind_int64 (statement, 1, job->message);
  if (!cs_store_db_step (db, statement, &failure)) {
    if (failure)
      g_propagate_error (error, failure);
    else
      g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_FOUND, _("This message is no longer there."));
    return NULL;
  }

  details = cs_details_record_new ();
  message_id = (const char *) sqlite3_column_text (statement, 0);
  details->message_id = g_utf8_make_valid (message_id ? message_id : "", -1);
  details->delivered_at = sqlite3_column_int64 (statement, 1);
  details->read_at = sqlite3_column_int64 (statement, 2);
  sqlite3_reset (statement);

  return details;
}

static gpointer
find_since (CsStoreDb   *db,
            CsStoreJob  *job,
            GError     **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_FIND_SINCE);
  g_autoptr (GPtrArray) messages = NULL;

  sqlite3_bind_int64 (statement, 1, job->conversation);
  sqlite3_bind_int64 (statement, 2, job->time);
  messages = cs_store_read_messages (db, statement, error);

  return messages && messages->len > 0 ? cs_message_record_copy (messages->pdata[0]) : NULL;
}

/**
 * cs_store_find_details_async:
 * @self: a store
 * @message: the number of a message
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Reads what is kept of a message besides what the lists say.
 */
void
cs_store_find_details_async (CsStore             *self,
                             gint64               message,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_READ, find_details, (GDestroyNotify) cs_details_record_free);

  job->message = message;
  cs_store_queue (self, job, cs_store_find_details_async, cancellable, callback, user_data);
}

/**
 * cs_store_find_details_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the details, or %NULL with an error set: %CS_ERROR_NOT_FOUND where there is no such message
 */
CsDetailsRecord *
cs_store_find_details_finish (CsStore       *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_find_since_async:
 * @self: a store
 * @conversation: the number of a conversation
 * @time: UTC microseconds
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Looks for the message that was written first, at a time or after it.
 */
void
cs_store_find_since_async (CsStore             *self,
                           gint64               conversation,
                           gint64               time,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_READ, find_since, (GDestroyNotify) cs_message_record_free);

  job->conversation = conversation;
  job->time = time;
  cs_store_queue (self, job, cs_store_find_since_async, cancellable, callback, user_data);
}

/**
 * cs_store_find_since_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the message; %NULL where there is none, or with an error set
 */
CsMessageRecord *
cs_store_find_since_finish (CsStore       *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

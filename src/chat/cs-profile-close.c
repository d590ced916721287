/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile-private.h"

#include "cs-session-private.h"

/* How long servers and disks may take before the program ends without them. */
#define SIGN_OUT_LIMIT 3
#define CLOSE_LIMIT    3

/* First the sessions sign out, side by side, then accounts and messages go to the disk. */
typedef struct {
  guint    signing_out;
  guint    limit_id;
  guint    open;
  gboolean returned;
} Closing;

static void
closing_free (Closing *closing)
{
  g_clear_handle_id (&closing->limit_id, g_source_remove);
  g_free (closing);
}

static gboolean
close_limit_cb (gpointer user_data)
{
  GTask *task = user_data;
  Closing *closing = g_task_get_task_data (task);

  closing->limit_id = 0;
  closing->returned = TRUE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The disk is too slow");

  return G_SOURCE_REMOVE;
}

static void
finish_part (GTask *task)
{
  Closing *closing = g_task_get_task_data (task);

  if (--closing->open > 0)
    return;

  g_clear_handle_id (&closing->limit_id, g_source_remove);
  if (!closing->returned)
    g_task_return_boolean (task, TRUE);
}

static void
store_closed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_store_close_finish (CS_STORE (object), result, &error))
    g_message ("The message store could not be closed: %s", error->message);
  finish_part (task);
}

/* What is not kept goes while the store is still open. */
static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsProfile *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!cs_history_end_finish (CS_HISTORY (object), result, &error))
    g_message ("Messages could not be removed: %s", error->message);
  cs_store_close_async (self->store, NULL, store_closed_cb, g_steal_pointer (&task));
}

static void
flushed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  /* A failure was told when it happened. */
  cs_accounts_flush_finish (CS_ACCOUNTS (object), result, NULL);
  finish_part (task);
}

static void
file_flushed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  cs_kept_file_flush_finish (CS_KEPT_FILE (object), result, NULL);
  finish_part (task);
}

static void
close_parts (GTask *task)
{
  CsProfile *self = g_task_get_source_object (task);
  Closing *closing = g_task_get_task_data (task);

  closing->open = 5;
  closing->limit_id = g_timeout_add_seconds (CLOSE_LIMIT, close_limit_cb, task);
  cs_accounts_flush_async (self->accounts, NULL, flushed_cb, g_object_ref (task));
  cs_kept_file_flush_async (self->servers, NULL, file_flushed_cb, g_object_ref (task));
  cs_kept_file_flush_async (self->waiting, NULL, file_flushed_cb, g_object_ref (task));
  cs_kept_file_flush_async (self->notices, NULL, file_flushed_cb, g_object_ref (task));
  cs_history_end_async (self->history, NULL, ended_cb, g_object_ref (task));
}

static gboolean
sign_out_limit_cb (gpointer user_data)
{
  GTask *task = user_data;
  Closing *closing = g_task_get_task_data (task);

  closing->limit_id = 0;
  closing->signing_out = 0;
  close_parts (task);

  return G_SOURCE_REMOVE;
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Closing *closing = g_task_get_task_data (task);

  cs_session_stop_finish (CS_SESSION (object), result, NULL);
  if (closing->signing_out == 0 || --closing->signing_out > 0)
    return;

  g_clear_handle_id (&closing->limit_id, g_source_remove);
  close_parts (task);
}

static void
stop_session (CsSession *session,
              GTask     *task)
{
  Closing *closing = g_task_get_task_data (task);

  closing->signing_out++;
  cs_session_flush (session);
  cs_session_stop_async (session, NULL, stopped_cb, g_object_ref (task));
}

/**
 * cs_profile_close_async:
 * @self: a profile
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Signs every session out and brings everything to the disk. A server or a disk that doesn't answer holds it up for a few
 * seconds at most.
 */
void
cs_profile_close_async (CsProfile           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Closing *closing;
  GListModel *sessions;

  g_return_if_fail (CS_IS_PROFILE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_profile_close_async);
  closing = g_new0 (Closing, 1);
  g_task_set_task_data (task, closing, (GDestroyNotify) closing_free);

  sessions = cs_profile_get_sessions (self);
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    stop_session (session, task);
  }
  if (self->trial)
    stop_session (self->trial, task);

  if (closing->signing_out > 0)
    closing->limit_id = g_timeout_add_seconds (SIGN_OUT_LIMIT, sign_out_limit_cb, task);
  else
    close_parts (task);
}

/**
 * cs_profile_close_finish:
 * @self: a profile
 * @result: the result
 * @error: return location for an error
 *
 * Finishes closing.
 *
 * Returns: whether everything is on the disk
 */
gboolean
cs_profile_close_finish (CsProfile     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

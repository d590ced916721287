/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-worker.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-store-job.h"

/* So many changes share a transaction at most: the first of them waits for the last. */
#define MAX_BATCH 256

struct _CsStoreWorker
{
  GAsyncQueue *queue;
  GThread     *thread;
};

/* What the thread alone works with. */
typedef struct
{
  GAsyncQueue *queue;
  char        *path;
  CsStoreDb   *db;
  gboolean     is_missing;   /* open, but there is no file before there is something to keep */
  GError      *closed;
  GTask       *next;
} Thread;

/* In the queue this tells the thread to end. */
static char stop;

static gboolean
deliver_cb (gpointer user_data)
{
  GTask *task = user_data;
  CsStoreJob *job = g_task_get_task_data (task);

  if (job->error)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else if (job->free_result)
    g_task_return_pointer (task, g_steal_pointer (&job->result), job->free_result);
  else
    g_task_return_boolean (task, job->result != NULL);

  return G_SOURCE_REMOVE;
}

/* Hands the task over together with the thread's reference, so that its last one, and with it the store's, never goes here. */
static void
deliver (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, deliver_cb, task, g_object_unref);
  g_source_set_static_name (source, "store result");
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
is_cancelled (GTask *task)
{
  CsStoreJob *job = g_task_get_task_data (task);

  return g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &job->error);
}

/* One change of several: what goes wrong in it is undone without touching the others. */
static void
do_change (Thread     *self,
           CsStoreJob *job)
{
  if (!cs_store_db_run (self->db, cs_store_db_get (self->db, CS_STATEMENT_SAVE), &job->error))
    return;

  cs_store_job_do (job, self->db);

  if (job->error && cs_store_db_in_change (self->db))
    cs_store_db_run (self->db, cs_store_db_get (self->db, CS_STATEMENT_UNDO), NULL);
  if (cs_store_db_in_change (self->db))
    cs_store_db_run (self->db, cs_store_db_get (self->db, CS_STATEMENT_RELEASE), job->error ? NULL : &job->error);
}

/* The next task, if it is there already and may join the transaction. */
static GTask *
pop_change (Thread *self)
{
  gpointer next = g_async_queue_try_pop (self->queue);
  CsStoreJob *job;

  if (!next)
    return NULL;

  job = next != &stop ? g_task_get_task_data (next) : NULL;
  if (job && job->kind == CS_STORE_JOB_CHANGE)
    return next;

  self->next = next;

  return NULL;
}

static void
end_batch (Thread    *self,
           GPtrArray *batch)
{
  g_autoptr (GError) error = NULL;

  if (cs_store_db_in_change (self->db)) {
    cs_store_db_commit (self->db, &error);
  } else {
    CsStoreJob *culprit = g_task_get_task_data (g_ptr_array_index (batch, batch->len - 1));

    error = g_error_copy (culprit->error);
  }

  for (guint i = 0; i < batch->len; i++) {
    GTask *task = g_ptr_array_index (batch, i);

    if (error)
      cs_store_job_fail (g_task_get_task_data (task), error);
    deliver (task);
  }
}

/* Messages that arrive together are committed together: nobody hears of success before all of it is on the disk. */
static void
do_changes (Thread *self,
            GTask  *first)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new ();
  CsStoreJob *job = g_task_get_task_data (first);

  if (!cs_store_db_begin (self->db, &job->error)) {
    deliver (first);
    return;
  }

  for (GTask *task = first; task; task = pop_change (self)) {
    if (!is_cancelled (task))
      do_change (self, g_task_get_task_data (task));
    g_ptr_array_add (batch, task);

    /* A failure such as a full disk ends the whole transaction. */
    if (batch->len == MAX_BATCH || !cs_store_db_in_change (self->db))
      break;
  }

  end_batch (self, batch);
}

static void
do_removal (Thread     *self,
            CsStoreJob *job)
{
  g_autoptr (GError) error = NULL;

  if (!cs_store_db_begin (self->db, &job->error))
    return;

  cs_store_job_do (job, self->db);
  if (job->error) {
    cs_store_db_rollback (self->db);
    return;
  }

  if (!cs_store_db_commit (self->db, &error)) {
    cs_store_job_fail (job, error);
    return;
  }

  cs_store_db_checkpoint (self->db);
}

static void
open_file (Thread *self)
{
  g_clear_error (&self->closed);
  self->db = cs_store_db_open (self->path, &self->closed);
  if (self->db)
    self->is_missing = FALSE;
}

static void
do_opening (Thread     *self,
            CsStoreJob *job)
{
  if (!self->db && !self->is_missing) {
    g_clear_error (&self->closed);
    self->is_missing = self->path && cs_store_db_is_missing (self->path, &self->closed);
    if (!self->is_missing && !self->closed)
      open_file (self);
  }

  if (self->db || self->is_missing)
    job->result = GINT_TO_POINTER (TRUE);
  else
    job->error = g_error_copy (self->closed);
}

/* A start without an account, the first of all above all, should not pay for SQLite. */
static void
do_without_file (Thread     *self,
                 CsStoreJob *job)
{
  if (job->kind == CS_STORE_JOB_READ && job->free_result == (GDestroyNotify) g_ptr_array_unref)
    job->result = g_ptr_array_new ();
  else
    open_file (self);
}

static void
do_task (Thread *self,
         GTask  *task)
{
  CsStoreJob *job = g_task_get_task_data (task);

  if (is_cancelled (task)) {
    deliver (task);
    return;
  }

  if (self->is_missing && job->kind != CS_STORE_JOB_OPEN)
    do_without_file (self, job);
  if (job->result) {
    deliver (task);
    return;
  }

  if (job->kind == CS_STORE_JOB_CHANGE && self->db) {
    do_changes (self, task);
    return;
  }

  if (job->kind == CS_STORE_JOB_OPEN)
    do_opening (self, job);
  else if (!self->db)
    job->error = g_error_copy (self->closed);
  else if (job->kind == CS_STORE_JOB_REMOVE)
    do_removal (self, job);
  else
    cs_store_job_do (job, self->db);

  deliver (task);
}

static gpointer
thread_main (gpointer data)
{
  Thread *self = data;
  GTask *closing = NULL;

  while (!closing) {
    gpointer item = self->next ? g_steal_pointer (&self->next) : g_async_queue_pop (self->queue);
    CsStoreJob *job;

    if (item == &stop)
      break;

    job = g_task_get_task_data (item);
    if (job->kind == CS_STORE_JOB_CLOSE)
      closing = item;
    else
      do_task (self, item);
  }

  g_clear_pointer (&self->db, cs_store_db_free);
  g_clear_error (&self->closed);
  g_async_queue_unref (self->queue);
  g_free (self->path);
  g_free (self);

  if (closing) {
    CsStoreJob *job = g_task_get_task_data (closing);

    job->result = GINT_TO_POINTER (TRUE);
    deliver (closing);
  }

  return NULL;
}

/**
 * cs_store_worker_new:
 * @path: (nullable): the file, %NULL for none but memory
 *
 * Starts the thread. It waits for a job that opens the file.
 *
 * Returns: (transfer full): the worker
 */
CsStoreWorker *
cs_store_worker_new (const char *path)
{
  CsStoreWorker *self = g_new0 (CsStoreWorker, 1);
  Thread *thread = g_new0 (Thread, 1);

  self->queue = g_async_queue_new ();

  thread->queue = g_async_queue_ref (self->queue);
  thread->path = g_strdup (path);
  thread->closed = g_error_new_literal (CS_ERROR, CS_ERROR_FAILED, _("The message history is not open."));
  self->thread = g_thread_new ("store", thread_main, thread);

  return self;
}

/**
 * cs_store_worker_free:
 * @self: (transfer full): a worker
 *
 * Lets the thread end when it has done what is queued, without waiting for it.
 */
void
cs_store_worker_free (CsStoreWorker *self)
{
  if (self->thread) {
    g_async_queue_push (self->queue, &stop);
    g_thread_unref (self->thread);
  }
  g_async_queue_unref (self->queue);
  g_free (self);
}

/**
 * cs_store_worker_push:
 * @self: a worker
 * @task: (transfer full): a task with a [struct@StoreJob] as its data
 *
 * Queues @task. It returns on the context that it was made on.
 */
void
cs_store_worker_push (CsStoreWorker *self,
                      GTask         *task)
{
  g_async_queue_push (self->queue, task);
}

/**
 * cs_store_worker_join:
 * @self: a worker
 *
 * Takes leave of the thread after the task that closes the file has returned, which is the last thing that the thread does.
 */
void
cs_store_worker_join (CsStoreWorker *self)
{
  if (self->thread)
    g_thread_join (g_steal_pointer (&self->thread));
}

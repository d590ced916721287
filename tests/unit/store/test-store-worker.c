/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "store/cs-store-job.h"
#include "store/cs-store-worker.h"

#include "cs-test-store.h"

/* Written by the thread, read after its results are here. */
typedef struct
{
  GString *log;
  GMutex   gate;
} Journal;

static Journal journal;

static gpointer
wait_at_gate (CsStoreDb   *db,
              CsStoreJob  *job,
              GError     **error)
{
  g_mutex_lock (&journal.gate);
  g_mutex_unlock (&journal.gate);

  return GINT_TO_POINTER (TRUE);
}

static gpointer
note (CsStoreDb   *db,
      CsStoreJob  *job,
      GError     **error)
{
  g_string_append_printf (journal.log, "%s%s ", job->text, cs_store_db_in_change (db) ? "*" : "");

  return GINT_TO_POINTER (TRUE);
}

static void
push (CsStoreWorker   *worker,
      CsStoreJobKind   kind,
      CsStoreWork      work,
      const char      *text,
      GCancellable    *cancellable,
      GAsyncResult   **result)
{
  GTask *task = g_task_new (NULL, cancellable, cs_test_result_cb, result);
  CsStoreJob *job = cs_store_job_new (kind, work, NULL);

  job->text = g_strdup (text);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, (GDestroyNotify) cs_store_job_free);
  cs_store_worker_push (worker, task);
}

static void
finish (GAsyncResult **result,
        GQuark         domain,
        int            code)
{
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (cs_test_wait (result)), &error);

  if (domain)
    g_assert_error (error, domain, code);
  else
    g_assert_no_error (error);
  g_assert_cmpint (done, ==, domain == 0);
  g_clear_object (result);
}

static void
test_order (void)
{
  CsStoreWorker *worker = cs_store_worker_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[8] = { NULL };

  journal.log = g_string_new (NULL);
  g_mutex_init (&journal.gate);
  g_mutex_lock (&journal.gate);

  /* While the thread waits, the rest comes together. */
  push (worker, CS_STORE_JOB_OPEN, NULL, NULL, NULL, &results[0]);
  push (worker, CS_STORE_JOB_READ, wait_at_gate, NULL, NULL, &results[1]);
  push (worker, CS_STORE_JOB_CHANGE, note, "a", NULL, &results[2]);
  push (worker, CS_STORE_JOB_CHANGE, note, "b", cancellable, &results[3]);
  push (worker, CS_STORE_JOB_CHANGE, note, "c", NULL, &results[4]);
  push (worker, CS_STORE_JOB_READ, note, "d", NULL, &results[5]);
  push (worker, CS_STORE_JOB_CHANGE, note, "e", NULL, &results[6]);
  push (worker, CS_STORE_JOB_CLOSE, NULL, NULL, NULL, &results[7]);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&journal.gate);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    if (i == 3)
      finish (&results[i], G_IO_ERROR, G_IO_ERROR_CANCELLED);
    else
      finish (&results[i], 0, 0);
  }

  /* Changes happen inside of a transaction; a reader sees nothing that is not committed. */
  g_assert_cmpstr (journal.log->str, ==, "a* c* d e* ");
  cs_store_worker_join (worker);
  cs_store_worker_free (worker);
  g_string_free (journal.log, TRUE);
  g_mutex_clear (&journal.gate);
}

static void
test_closed (void)
{
  CsStoreWorker *worker = cs_store_worker_new ("/dev/null/messages.db");
  GAsyncResult *results[4] = { NULL };

  push (worker, CS_STORE_JOB_CHANGE, note, "a", NULL, &results[0]);
  push (worker, CS_STORE_JOB_OPEN, NULL, NULL, NULL, &results[1]);
  push (worker, CS_STORE_JOB_READ, note, "b", NULL, &results[2]);
  push (worker, CS_STORE_JOB_CLOSE, NULL, NULL, NULL, &results[3]);
  finish (&results[0], CS_ERROR, CS_ERROR_FAILED);
  finish (&results[1], CS_ERROR, CS_ERROR_FAILED);
  finish (&results[2], CS_ERROR, CS_ERROR_FAILED);
  finish (&results[3], 0, 0);
  cs_store_worker_join (worker);
  cs_store_worker_free (worker);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-worker/works-in-order", test_order);
  g_test_add_func ("/store-worker/fails-what-needs-an-open-file", test_closed);

  return g_test_run ();
}

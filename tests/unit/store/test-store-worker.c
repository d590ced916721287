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

typedef struct
{
  CsStoreJobKind  kind;
  CsStoreWork     work;
  const char     *text;
  GCancellable   *cancellable;
} Item;

static void
push (CsStoreWorker  *worker,
      const Item     *item,
      GAsyncResult  **result)
{
  GTask *task = g_task_new (NULL, item->cancellable, cs_test_result_cb, result);
  CsStoreJob *job = cs_store_job_new (item->kind, item->work, NULL);

  job->text = g_strdup (item->text);
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
  const Item items[] = {
    { CS_STORE_JOB_OPEN },
    { CS_STORE_JOB_READ, wait_at_gate },
    { CS_STORE_JOB_CHANGE, note, "a" },
    { CS_STORE_JOB_CHANGE, note, "b", cancellable },
    { CS_STORE_JOB_CHANGE, note, "c" },
    { CS_STORE_JOB_READ, note, "d" },
    { CS_STORE_JOB_CHANGE, note, "e" },
    { CS_STORE_JOB_CLOSE },
  };
  GAsyncResult *results[G_N_ELEMENTS (items)] = { NULL };

  journal.log = g_string_new (NULL);
  g_mutex_init (&journal.gate);
  g_mutex_lock (&journal.gate);

  /* While the thread waits, the rest comes together. */
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    push (worker, &items[i], &results[i]);
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
  const Item items[] = {
    { CS_STORE_JOB_CHANGE, note, "a" },
    { CS_STORE_JOB_OPEN },
    { CS_STORE_JOB_READ, note, "b" },
    { CS_STORE_JOB_CLOSE },
  };
  GAsyncResult *results[G_N_ELEMENTS (items)] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    push (worker, &items[i], &results[i]);
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

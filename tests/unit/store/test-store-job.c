/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "store/cs-store-job.h"

static gpointer
work (CsStoreDb   *db,
      CsStoreJob  *job,
      GError     **error)
{
  if (job->limit > 0)
    return g_strdup (job->text);

  g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_FOUND, "nothing");

  return NULL;
}

static void
test_result (void)
{
  g_autoptr (GError) error = g_error_new_literal (CS_ERROR, CS_ERROR_FAILED, "late");
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_READ, work, g_free);

  job->limit = 1;
  job->text = g_strdup ("something");
  cs_store_job_do (job, NULL);
  g_assert_cmpstr (job->result, ==, "something");
  g_assert_no_error (job->error);

  cs_store_job_fail (job, error);
  g_assert_null (job->result);
  g_assert_error (job->error, CS_ERROR, CS_ERROR_FAILED);
  cs_store_job_free (job);
}

static void
test_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (CS_ERROR, CS_ERROR_FAILED, "late");
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_READ, work, g_free);

  cs_store_job_do (job, NULL);
  g_assert_error (job->error, CS_ERROR, CS_ERROR_NOT_FOUND);
  cs_store_job_fail (job, error);
  g_assert_error (job->error, CS_ERROR, CS_ERROR_NOT_FOUND);
  cs_store_job_free (job);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-job/result-can-be-taken-back", test_result);
  g_test_add_func ("/store-job/keeps-its-own-error", test_error);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-job.h"

/**
 * cs_store_job_new:
 * @kind: what it does to the file
 * @work: (nullable): the function that does it
 * @free_result: (nullable): frees what @work returns, %NULL where that is only a yes or no
 *
 * Returns: (transfer full): a job
 */
CsStoreJob *
cs_store_job_new (CsStoreJobKind kind,
                  CsStoreWork    work,
                  GDestroyNotify free_result)
{
  CsStoreJob *self = g_new0 (CsStoreJob, 1);

  self->kind = kind;
  self->work = work;
  self->free_result = free_result;

  return self;
}

static void
drop_result (CsStoreJob *self)
{
  if (self->result && self->free_result)
    self->free_result (self->result);
  self->result = NULL;
}

/**
 * cs_store_job_free:
 * @self: (transfer full): a job
 *
 * Frees @self and what it holds.
 */
void
cs_store_job_free (CsStoreJob *self)
{
  drop_result (self);
  g_free (self->account);
  g_free (self->text);
  g_clear_pointer (&self->record, cs_message_record_free);
  g_clear_pointer (&self->contact, cs_contact_record_free);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * cs_store_job_do:
 * @self: a job
 * @db: a database
 *
 * Does the work and keeps its result, or its error.
 */
void
cs_store_job_do (CsStoreJob *self,
                 CsStoreDb  *db)
{
  self->result = self->work (db, self, &self->error);
}

/**
 * cs_store_job_fail:
 * @self: a job
 * @error: what went wrong
 *
 * Takes back what the work gave: it did not last.
 */
void
cs_store_job_fail (CsStoreJob   *self,
                   const GError *error)
{
  drop_result (self);
  if (!self->error)
    self->error = g_error_copy (error);
}

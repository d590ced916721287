/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-judging.h"

#include "cs-tls-judge.h"

/* Reading that much of lists, and verifying who signed them, takes about a millisecond. */
#define QUICK_SIZE (256 * 1024)

/* All of it is immutable, or a copy of our own. */
typedef struct {
  CsVerdict            *verdict;
  CsAnchorSet          *anchors;
  CsRevocationEvidence *evidence;
} Judging;

static void
judging_free (Judging *self)
{
  g_object_unref (self->verdict);
  cs_anchor_set_unref (self->anchors);
  cs_revocation_evidence_free (self->evidence);
  g_free (self);
}

static gsize
add_up (GPtrArray *lists)
{
  gsize size = 0;

  for (guint i = 0; lists && i < lists->len; i++)
    size += g_bytes_get_size (g_ptr_array_index (lists, i));

  return size;
}

static void
judge (GTask        *task,
       gpointer      source,
       gpointer      task_data,
       GCancellable *cancellable)
{
  Judging *self = task_data;

  g_task_return_pointer (task, cs_tls_judge_by (self->verdict, self->anchors, self->evidence), g_object_unref);
}

/**
 * cs_judging_takes_long:
 * @evidence: (nullable): what is known of revocation
 *
 * A judgement takes about a millisecond, unless it rests on revocation lists of many thousand entries.
 *
 * Returns: whether the main thread has no time for it
 */
gboolean
cs_judging_takes_long (const CsRevocationEvidence *evidence)
{
  return evidence && add_up (evidence->crls) + add_up (evidence->fetched) > QUICK_SIZE;
}

/**
 * cs_judging_async:
 * @verdict: what was found before
 * @anchors: the authorities that are trusted now
 * @evidence: what is known of revocation now; copied
 * @callback: called when there is a new verdict
 * @user_data: data for @callback
 *
 * Judges a server once more, as [func@tls_judge_by] does: in a thread, where that takes long.
 */
void
cs_judging_async (CsVerdict                  *verdict,
                  CsAnchorSet                *anchors,
                  const CsRevocationEvidence *evidence,
                  GAsyncReadyCallback         callback,
                  gpointer                    user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Judging *self = g_new0 (Judging, 1);

  self->verdict = g_object_ref (verdict);
  self->anchors = cs_anchor_set_ref (anchors);
  self->evidence = cs_revocation_evidence_copy (evidence);
  g_task_set_source_tag (task, cs_judging_async);
  g_task_set_task_data (task, self, (GDestroyNotify) judging_free);

  if (cs_judging_takes_long (evidence))
    g_task_run_in_thread (task, judge);
  else
    judge (task, NULL, self, NULL);
}

/**
 * cs_judging_finish:
 * @result: the result
 *
 * Finishes [func@judging_async].
 *
 * Returns: (transfer full): the verdict
 */
CsVerdict *
cs_judging_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

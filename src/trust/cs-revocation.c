/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-revocation.h"

/*
 * cs_revocation_holds:
 * @question: what is asked
 * @said: when something was said, in Unix time
 * @next: when it will be said anew, or 0 where nothing promises that
 * @until: (out): the last second for which it counts
 *
 * A list or a response counts from when it was made until its successor is due (RFC 5280 5.1.2, RFC 6960 4.2.2.1), give or take what
 * clocks differ by. What names no successor counts for a week.
 *
 * Returns: whether it counts at the time in question
 */
gboolean
cs_revocation_holds (const CsRevocationQuestion *question,
                     gint64                      said,
                     gint64                      next,
                     gint64                     *until)
{
  if (next != 0 && next < said)
    return FALSE;

  *until = next != 0 ? next : said + CS_REVOCATION_AGE_WITHOUT_END;
  if (question->max_age > 0)
    *until = MIN (*until, said + question->max_age);
  *until += CS_REVOCATION_SKEW;

  return said <= question->time + CS_REVOCATION_SKEW && question->time <= *until;
}

static GPtrArray *
copy_items (GPtrArray *items)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; items && i < items->len; i++)
    g_ptr_array_add (copy, g_bytes_ref (g_ptr_array_index (items, i)));

  return copy;
}

/**
 * cs_revocation_evidence_copy:
 * @evidence: (nullable): what is known
 *
 * Returns: (transfer full): the same, with arrays of its own, each of which is there
 */
CsRevocationEvidence *
cs_revocation_evidence_copy (const CsRevocationEvidence *evidence)
{
  const CsRevocationEvidence nothing = { NULL };
  CsRevocationEvidence *copy = g_new0 (CsRevocationEvidence, 1);

  if (!evidence)
    evidence = &nothing;

  copy->staple = evidence->staple ? g_bytes_ref (evidence->staple) : NULL;
  copy->crls = copy_items (evidence->crls);
  copy->staples = copy_items (evidence->staples);
  copy->responses = copy_items (evidence->responses);
  copy->fetched = copy_items (evidence->fetched);
  copy->policy = evidence->policy;
  copy->was_stapled = evidence->was_stapled;

  return copy;
}

/**
 * cs_revocation_evidence_free:
 * @evidence: (transfer full): a copy
 */
void
cs_revocation_evidence_free (CsRevocationEvidence *evidence)
{
  g_clear_pointer (&evidence->staple, g_bytes_unref);
  g_ptr_array_unref (evidence->crls);
  g_ptr_array_unref (evidence->staples);
  g_ptr_array_unref (evidence->responses);
  g_ptr_array_unref (evidence->fetched);
  g_free (evidence);
}

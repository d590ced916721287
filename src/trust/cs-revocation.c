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

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-expiry.h"

#define DAY G_GINT64_CONSTANT (86400)

/* Days ahead, the farthest first. */
static const guint thresholds[] = { 30, 7, 1 };

/* What lives for a month is not about to end when it begins. */
static gboolean
counts (guint  threshold,
        gint64 begin,
        gint64 end)
{
  return end - begin > 2 * threshold * DAY;
}

/**
 * cs_expiry_get_threshold:
 * @begin: since when something holds, in Unix time
 * @end: the last second for which it holds
 * @now: the present
 *
 * Says whether it is time to mention the end: 30, 7 and 1 days ahead, but never in the first half of a life.
 *
 * Returns: the last threshold that has passed, in days ahead; 0 where none has, or all is over
 */
guint
cs_expiry_get_threshold (gint64 begin,
                         gint64 end,
                         gint64 now)
{
  guint passed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (thresholds); i++) {
    if (now < end && end - now <= thresholds[i] * DAY && counts (thresholds[i], begin, end))
      passed = thresholds[i];
  }

  return passed;
}

/**
 * cs_expiry_get_next:
 * @begin: since when something holds, in Unix time
 * @end: the last second for which it holds
 * @now: the present
 *
 * Returns: when the next threshold passes, in Unix time, or 0 where none is left
 */
gint64
cs_expiry_get_next (gint64 begin,
                    gint64 end,
                    gint64 now)
{
  for (guint i = 0; i < G_N_ELEMENTS (thresholds); i++) {
    if (end - now > thresholds[i] * DAY && counts (thresholds[i], begin, end))
      return end - thresholds[i] * DAY;
  }

  return 0;
}

/**
 * cs_expiry_count_days:
 * @end: the last second for which something holds, in Unix time
 * @now: the present, before that
 *
 * Returns: within how many days it ends
 */
guint
cs_expiry_count_days (gint64 end,
                      gint64 now)
{
  return (guint) ((end - now + DAY - 1) / DAY);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-backoff.h"

/* In seconds. RFC 5626 section 4.5 has base-time (30 where all flows have failed, and we have but one) and max-time, and lets
 * both be configured. */
#define BASE_TIME  30
#define MAX_TIME   1800
#define FIRST_TIME 2

/**
 * cs_backoff_get_delay:
 * @failures: how many attempts to sign in failed since the last one that succeeded
 * @random: a random number from 0 up to, but not including, 1
 *
 * How long to wait before the next attempt, after RFC 5626 section 4.5: a uniformly random time between half of W and W,
 * W = min (max-time, base-time * 2^failures), with a base-time of 30 seconds and a max-time of 1800. So after the first
 * failed attempt it is 30 to 60 seconds, in the end 15 to 30 minutes.
 *
 * With no failed attempt at all, that is when a connection was lost on which we had signed in, the base-time is 2 seconds, so
 * the one try that usually mends it comes after 1 to 2 seconds. The jitter still spreads clients that lose their server at the
 * same moment, and a try that fails falls back to the times above.
 *
 * Returns: the time to wait, in microseconds
 */
gint64
cs_backoff_get_delay (guint  failures,
                      double random)
{
  double upper;

  if (failures == 0)
    upper = FIRST_TIME;
  else if (failures >= 6) /* 30 * 2^6 is beyond max-time, and larger shifts would overflow */
    upper = MAX_TIME;
  else
    upper = MIN (MAX_TIME, BASE_TIME << failures);

  return (gint64) (upper * (0.5 + CLAMP (random, 0, 1) / 2) * G_USEC_PER_SEC);
}

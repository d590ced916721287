/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-link-patience.h"

#include "base/cs-backoff.h"

/* A number of failures after which the back-off grows no more. */
#define MANY_FAILURES 16

/* RFC 5626 section 4.5 calls it the min-regtime: who loses us sooner is not one to come back to within seconds each time. */
#define STABLE (60 * G_USEC_PER_SEC)

/* No server has a reason to be left alone for longer than a day, in seconds; a timer could not count much further. */
#define MAX_RETRY_AFTER (24 * 3600)

/* A new network brings a burst of changes; its routes and name servers come last. */
#define NETWORK_SETTLES G_USEC_PER_SEC

/**
 * cs_link_patience_settle:
 * @self: what is remembered
 * @now: the monotonic time, in microseconds
 *
 * Remembers that we are signed in: earlier failures are forgotten.
 */
void
cs_link_patience_settle (CsLinkPatience *self,
                         gint64          now)
{
  self->failures = 0;
  self->online_since = now;
}

/**
 * cs_link_patience_ask:
 * @self: what is remembered
 * @now: the monotonic time, in microseconds
 * @seconds: how long the server wants to be left alone, in seconds
 *
 * Remembers a Retry-After (RFC 3261 section 20.33), a day of it at most. No change of the network shortens it.
 */
void
cs_link_patience_ask (CsLinkPatience *self,
                      gint64          now,
                      guint           seconds)
{
  self->not_before = now + (gint64) MIN (seconds, MAX_RETRY_AFTER) * G_USEC_PER_SEC;
}

/**
 * cs_link_patience_after_loss:
 * @self: what is remembered
 * @now: the monotonic time, in microseconds
 * @was_online: whether we were signed in on the connection that is gone
 * @random: a random number from 0 up to, but not including, 1
 *
 * How long to wait before the next attempt after a connection was lost or could not be made.
 *
 * Returns: the time to wait, in microseconds
 */
gint64
cs_link_patience_after_loss (CsLinkPatience *self,
                             gint64          now,
                             gboolean        was_online,
                             double          random)
{
  gint64 delay;

  if (was_online) {
    if (now - self->online_since >= STABLE)
      self->early_losses = 0;
    delay = cs_backoff_get_delay (self->early_losses++, random);
  } else {
    delay = cs_backoff_get_delay (++self->failures, random);
  }

  return MAX (delay, self->not_before - now);
}

/**
 * cs_link_patience_after_refusal:
 * @random: a random number from 0 up to, but not including, 1
 *
 * How long to leave a server alone whose certificate was refused: it will hardly have another one soon.
 *
 * Returns: the time to wait, in microseconds
 */
gint64
cs_link_patience_after_refusal (double random)
{
  return cs_backoff_get_delay (MANY_FAILURES, random);
}

/**
 * cs_link_patience_hurry:
 * @self: what is remembered
 * @now: the monotonic time, in microseconds
 *
 * How long to wait at least when there is a new network.
 *
 * Returns: the time to wait, in microseconds
 */
gint64
cs_link_patience_hurry (CsLinkPatience *self,
                        gint64          now)
{
  return MAX (NETWORK_SETTLES, self->not_before - now);
}

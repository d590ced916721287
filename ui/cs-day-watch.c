/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-day-watch.h"

#include "base/cs-format.h"

/* In seconds. A computer that slept, or whose clock was set, has another midnight than the one that was reckoned with. */
#define LONGEST_WAIT 300

struct _CsDayWatch
{
  CsDayWatchFunc func;
  gpointer       user_data;
  gint64         seen;       /* a time on the day that is known of, UTC microseconds */
  guint          timer_id;
};

static gboolean
look_cb (gpointer user_data)
{
  CsDayWatch *self = user_data;
  gint64 now = g_get_real_time ();
  gint64 left = (cs_format_next_day (now) - now) / G_USEC_PER_SEC + 1;
  gboolean passed = !cs_format_same_day (self->seen, now);

  self->seen = now;
  self->timer_id = g_timeout_add_seconds ((guint) CLAMP (left, 1, LONGEST_WAIT), look_cb, self);
  if (passed)
    self->func (self->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * cs_day_watch_new:
 * @func: called soon after each midnight
 * @user_data: passed to @func
 *
 * Returns: (transfer full): a watch, at work
 */
CsDayWatch *
cs_day_watch_new (CsDayWatchFunc func,
                  gpointer       user_data)
{
  CsDayWatch *self = g_new0 (CsDayWatch, 1);

  self->func = func;
  self->user_data = user_data;
  self->seen = g_get_real_time ();
  look_cb (self);

  return self;
}

/**
 * cs_day_watch_free:
 * @self: (transfer full): a watch
 *
 * Ends it. Nobody is told any more.
 */
void
cs_day_watch_free (CsDayWatch *self)
{
  g_source_remove (self->timer_id);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-stretch.h"

#include "bench-lib.h"

/* Microseconds that the main thread has worked so far, and how long it worked at a stretch at most. */
static gint64 woke;
static gint64 longest;

static int
poll_cb (GPollFD *fds,
         guint    n,
         int      timeout)
{
  int ready;

  longest = MAX (longest, bench_get_worked () - woke);
  ready = g_poll (fds, n, timeout);
  woke = bench_get_worked ();

  return ready;
}

/**
 * bench_stretch_take:
 *
 * Takes what was seen, and begins afresh.
 *
 * Returns: the longest stretch since the last call, or the beginning, in milliseconds
 */
double
bench_stretch_take (void)
{
  double taken = (double) longest / 1000;

  longest = 0;
  woke = bench_get_worked ();

  return taken;
}

/**
 * bench_stretch_begin:
 *
 * Begins to look at the main thread.
 */
void
bench_stretch_begin (void)
{
  bench_stretch_take ();
  g_main_context_set_poll_func (NULL, poll_cb);
}

/**
 * bench_stretch_end:
 *
 * Looks away.
 */
void
bench_stretch_end (void)
{
  g_main_context_set_poll_func (NULL, NULL);
}

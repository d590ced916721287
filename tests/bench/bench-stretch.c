/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-stretch.h"

#include "bench-lib.h"

/* Frames after which all that was begun is long drawn. */
#define STILL 120

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

static gboolean
rest_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  guint *frames = user_data;

  gtk_widget_queue_draw (widget);
  if (--*frames > 0)
    return G_SOURCE_CONTINUE;

  return G_SOURCE_REMOVE;
}

/**
 * bench_stretch_begin:
 *
 * Begins to look at the main thread.
 */
void
bench_stretch_begin (void)
{
  longest = 0;
  woke = bench_get_worked ();
  g_main_context_set_poll_func (NULL, poll_cb);
}

/**
 * bench_stretch_print:
 * @widget: a widget in a window
 * @name: what it was
 *
 * Waits until what was begun since the last call is drawn, and prints the milliseconds of the longest stretch in it.
 */
void
bench_stretch_print (GtkWidget  *widget,
                     const char *name)
{
  guint frames = STILL;

  gtk_widget_add_tick_callback (widget, rest_cb, &frames, NULL);
  bench_wait (frames == 0);
  bench_print (name, (double) longest / 1000);
  longest = 0;
  woke = bench_get_worked ();
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

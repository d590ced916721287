/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-still.h"

#include "bench-lib.h"
#include "bench-stretch.h"

/* Frames after which all that was begun is long drawn. */
#define STILL 120

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
 * bench_still_print:
 * @widget: a widget in a window
 * @name: what it was
 *
 * Waits until what was begun is drawn, and prints the longest stretch in it, of [func@bench_stretch_take].
 */
void
bench_still_print (GtkWidget  *widget,
                   const char *name)
{
  guint frames = STILL;

  gtk_widget_add_tick_callback (widget, rest_cb, &frames, NULL);
  bench_wait (frames == 0);
  bench_print (name, bench_stretch_take ());
}

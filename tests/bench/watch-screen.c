/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells when the screen changes, from outside of the program that changes it. Prints, with microseconds of the monotonic clock:
 *   ready               when it watches
 *   mapped TIME         when a window is mapped
 *   settled FIRST LAST  when nothing has been drawn for a while: the times of the first and last drawing before that */

#include <poll.h>
#include <stdlib.h>

#include <glib.h>

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>

/* Milliseconds without drawing after which the picture is taken for settled: less than the blinking of a cursor. */
#define QUIET 350

static void
take_event (Display *display,
            int      damage_event,
            gint64  *first,
            gint64  *last)
{
  gint64 now = g_get_monotonic_time ();
  XEvent event;

  XNextEvent (display, &event);
  if (event.type == damage_event + XDamageNotify) {
    if (*first == 0)
      *first = now;
    *last = now;
  } else if (event.type == MapNotify && !event.xmap.override_redirect) {
    g_print ("mapped %" G_GINT64_FORMAT "\n", now);
  }
}

/* Waits until there is something to read, standard input included, which ends us. */
static gboolean
wait_for_more (Display *display,
               gint64   last)
{
  struct pollfd fds[] = {
    { .fd = ConnectionNumber (display), .events = POLLIN },
    { .fd = 0, .events = POLLIN },
  };
  gint64 left = last ? MAX (0, (last - g_get_monotonic_time ()) / 1000 + QUIET) : -1;

  XFlush (display);
  poll (fds, G_N_ELEMENTS (fds), (int) left);

  return !fds[1].revents;
}

int
main (void)
{
  Display *display = XOpenDisplay (NULL);
  gint64 first = 0, last = 0;
  int damage_event, damage_error;

  if (!display || !XDamageQueryExtension (display, &damage_event, &damage_error))
    return EXIT_FAILURE;

  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XDamageCreate (display, DefaultRootWindow (display), XDamageReportRawRectangles);
  XSync (display, False);
  g_print ("ready\n");

  do {
    while (XPending (display))
      take_event (display, damage_event, &first, &last);

    if (last && g_get_monotonic_time () - last >= QUIET * 1000) {
      g_print ("settled %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", first, last);
      first = last = 0;
    }
  } while (wait_for_more (display, last));

  XCloseDisplay (display);

  return EXIT_SUCCESS;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-time.h"

#include <glib/gi18n-lib.h>

#define DAY (24 * 60 * 60)

/**
 * cs_time_describe_start:
 * @time: UTC seconds from which something is valid
 * @now: the present in UTC seconds
 *
 * Returns: (transfer full) (nullable): how far off the start is, or %NULL where it is past
 */
char *
cs_time_describe_start (gint64 time,
                        gint64 now)
{
  gint64 days;

  if (time <= now)
    return NULL;

  days = (time - now) / DAY;
  if (days == 0)
    return g_strdup (_("Starts within a day"));

  /* Translators: when a certificate becomes valid */
  return g_strdup_printf (ngettext ("Starts in %d day", "Starts in %d days", (gulong) MIN (days, G_MAXINT)),
                          (int) MIN (days, G_MAXINT));
}

/**
 * cs_time_describe_end:
 * @time: UTC seconds until which something is valid
 * @now: the present in UTC seconds
 *
 * Returns: (transfer full): how long it still lasts, or how long ago it ended
 */
char *
cs_time_describe_end (gint64 time,
                      gint64 now)
{
  gint64 days = ABS (time - now) / DAY;
  int shown = (int) MIN (days, G_MAXINT);

  if (time >= now) {
    if (days == 0)
      return g_strdup (_("Ends within a day"));
    /* Translators: how long a certificate is still valid */
    return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) shown), shown);
  }

  if (days == 0)
    return g_strdup (_("Ended within the last day"));
  /* Translators: how long ago a certificate expired */
  return g_strdup_printf (ngettext ("Ended %d day ago", "Ended %d days ago", (gulong) shown), shown);
}

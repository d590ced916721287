/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-format.h"

#include <langinfo.h>
#include <string.h>

#include <glib/gi18n-lib.h>

static GDateTime *
to_local (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  /* A time that no calendar holds is shown as the oldest that one does. */
  if (!utc)
    return g_date_time_new_from_unix_local (0);

  return g_date_time_to_local (utc);
}

/* How many midnights lie between two local times. */
static int
days_between (GDateTime *earlier,
              GDateTime *later)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a,
                  g_date_time_get_day_of_month (earlier),
                  g_date_time_get_month (earlier),
                  g_date_time_get_year (earlier));
  g_date_set_dmy (&b,
                  g_date_time_get_day_of_month (later),
                  g_date_time_get_month (later),
                  g_date_time_get_year (later));

  return g_date_days_between (&a, &b);
}

static gboolean
uses_twelve_hours (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%p") || strstr (format, "%r") || strstr (format, "%I");
}

/**
 * cs_format_clock:
 * @time: UTC microseconds
 *
 * Words the time of day, with twelve or twenty-four hours as the locale has it.
 *
 * Returns: (transfer full): the words
 */
char *
cs_format_clock (gint64 time)
{
  g_autoptr (GDateTime) local = to_local (time);

  return g_date_time_format (local, uses_twelve_hours () ? "%-l:%M %p" : "%H:%M");
}

/**
 * cs_format_list_time:
 * @time: UTC microseconds
 * @now: the present, UTC microseconds
 *
 * Words a time as short as a list of conversations has room for.
 *
 * Returns: (transfer full): the words
 */
char *
cs_format_list_time (gint64 time,
                     gint64 now)
{
  g_autoptr (GDateTime) local = to_local (time);
  g_autoptr (GDateTime) today = to_local (now);
  int days = days_between (local, today);

  if (days == 0)
    return cs_format_clock (time);
  if (days == 1)
    return g_strdup (_("Yesterday"));
  if (days > 1 && days < 7)
    return g_date_time_format (local, "%a");

  return g_date_time_format (local, "%x");
}

/**
 * cs_format_day:
 * @time: UTC microseconds
 * @now: the present, UTC microseconds
 *
 * Words the day of a message, as the line between two days says it.
 *
 * Returns: (transfer full): the words
 */
char *
cs_format_day (gint64 time,
               gint64 now)
{
  g_autoptr (GDateTime) local = to_local (time);
  g_autoptr (GDateTime) today = to_local (now);
  int days = days_between (local, today);

  if (days == 0)
    return g_strdup (_("Today"));
  if (days == 1)
    return g_strdup (_("Yesterday"));
  if (days > 1 && days < 7)
    return g_date_time_format (local, "%A");
  if (g_date_time_get_year (local) == g_date_time_get_year (today)) {
    /* Translators: a day of this year, as g_date_time_format() takes it: "Tuesday, 3 March". */
    return g_date_time_format (local, _("%A, %-d %B"));
  }

  /* Translators: a day of another year, as g_date_time_format() takes it: "3 March 2025". */
  return g_date_time_format (local, _("%-d %B %Y"));
}

/**
 * cs_format_same_day:
 * @a: UTC microseconds
 * @b: UTC microseconds
 *
 * Tells whether two times fall on the same local day.
 *
 * Returns: whether they do
 */
gboolean
cs_format_same_day (gint64 a,
                    gint64 b)
{
  g_autoptr (GDateTime) first = to_local (a);
  g_autoptr (GDateTime) second = to_local (b);

  return days_between (first, second) == 0;
}

/**
 * cs_format_next_day:
 * @time: UTC microseconds
 *
 * Finds out when "today" is another day.
 *
 * Returns: the beginning of the local day after @time, in UTC microseconds
 */
gint64
cs_format_next_day (gint64 time)
{
  g_autoptr (GDateTime) local = to_local (time);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (local, 1);
  g_autoptr (GDateTime) beginning = NULL;

  /* Not a fixed number of hours: where clocks are set that day, it is longer or shorter. */
  if (tomorrow)
    beginning = g_date_time_new_local (g_date_time_get_year (tomorrow),
                                       g_date_time_get_month (tomorrow),
                                       g_date_time_get_day_of_month (tomorrow),
                                       0, 0, 0);

  return beginning ? g_date_time_to_unix (beginning) * G_USEC_PER_SEC : time + G_TIME_SPAN_DAY;
}

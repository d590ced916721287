/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-format.h"

#include <locale.h>

/* In Berlin, on a Thursday in January. */
#define NOW "2026-01-08T12:00:00+01:00"

static gint64
read_time (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_words (void)
{
  static const struct
  {
    const char *time;
    const char *in_list;
    const char *as_day;
  } cases[] = {
    { "2026-01-08T00:00:00+01:00", "00:00", "Today" },
    { "2026-01-08T23:59:59+01:00", "23:59", "Today" },
    { "2026-01-07T23:59:59+01:00", "Yesterday", "Yesterday" },
    { "2026-01-07T00:00:00+01:00", "Yesterday", "Yesterday" },
    /* Days of the week before count back over the end of the year. */
    { "2026-01-06T23:59:59+01:00", "Tue", "Tuesday" },
    { "2026-01-02T00:00:00+01:00", "Fri", "Friday" },
    { "2026-01-01T23:59:59+01:00", "01/01/26", "Thursday, 1 January" },
    { "2026-01-01T00:00:00+01:00", "01/01/26", "Thursday, 1 January" },
    { "2025-12-31T23:59:59+01:00", "12/31/25", "31 December 2025" },
    { "2024-02-29T12:00:00+01:00", "02/29/24", "29 February 2024" },
    /* The clock of somebody else is ahead. */
    { "2026-01-09T00:10:00+01:00", "01/09/26", "Friday, 9 January" },
    { "2027-01-08T12:00:00+01:00", "01/08/27", "8 January 2027" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *in_list = cs_format_list_time (read_time (cases[i].time), read_time (NOW));
    g_autofree char *as_day = cs_format_day (read_time (cases[i].time), read_time (NOW));

    g_test_message ("%s", cases[i].time);
    g_assert_cmpstr (in_list, ==, cases[i].in_list);
    g_assert_cmpstr (as_day, ==, cases[i].as_day);
  }
}

static void
test_no_calendar (void)
{
  g_autofree char *words = cs_format_day (G_MAXINT64, read_time (NOW));

  g_assert_cmpstr (words, ==, "1 January 1970");
}

static void
test_same_day (void)
{
  g_assert_true (cs_format_same_day (read_time ("2025-12-31T00:00:00+01:00"), read_time ("2025-12-31T23:59:59+01:00")));
  g_assert_false (cs_format_same_day (read_time ("2025-12-31T23:59:59+01:00"), read_time ("2026-01-01T00:00:00+01:00")));
  g_assert_false (cs_format_same_day (read_time ("2025-01-08T12:00:00+01:00"), read_time (NOW)));
}

static void
test_next_day (void)
{
  static const struct
  {
    const char *time;
    const char *next;
  } cases[] = {
    { NOW, "2026-01-09T00:00:00+01:00" },
    { "2026-01-08T00:00:00+01:00", "2026-01-09T00:00:00+01:00" },
    { "2025-12-31T23:59:59+01:00", "2026-01-01T00:00:00+01:00" },
    /* The clocks are set. */
    { "2026-03-29T01:30:00+01:00", "2026-03-30T00:00:00+02:00" },
    { "2026-10-25T00:30:00+02:00", "2026-10-26T00:00:00+01:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cs_format_next_day (read_time (cases[i].time)), ==, read_time (cases[i].next));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/words-days-and-times", test_words);
  g_test_add_func ("/format/words-what-no-calendar-holds", test_no_calendar);
  g_test_add_func ("/format/tells-days-apart", test_same_day);
  g_test_add_func ("/format/finds-next-midnight", test_next_day);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-expiry.h"

#define DAY G_GINT64_CONSTANT (86400)
#define END G_GINT64_CONSTANT (1795253999)

static void
test_thresholds (void)
{
  static const struct {
    gint64 life;
    gint64 ahead;
    guint  threshold;
    gint64 next;   /* ahead of the end; 0: none */
  } cases[] = {
    { 365 * DAY, 100 * DAY, 0, 30 * DAY },
    { 365 * DAY, 30 * DAY + 1, 0, 30 * DAY },
    { 365 * DAY, 30 * DAY, 30, 7 * DAY },
    { 365 * DAY, 7 * DAY + 1, 30, 7 * DAY },
    { 365 * DAY, 7 * DAY, 7, 1 * DAY },
    { 365 * DAY, 1 * DAY + 1, 7, 1 * DAY },
    { 365 * DAY, 1 * DAY, 1, 0 },
    { 365 * DAY, 1, 1, 0 },
    { 365 * DAY, 0, 0, 0 },
    { 365 * DAY, -DAY, 0, 0 },
    /* What is made for a short time is always about to end. */
    { 61 * DAY, 30 * DAY, 30, 7 * DAY },
    { 60 * DAY, 30 * DAY, 0, 7 * DAY },
    { 60 * DAY, 7 * DAY, 7, 1 * DAY },
    { 14 * DAY, 7 * DAY, 0, 1 * DAY },
    { 14 * DAY, 1 * DAY, 1, 0 },
    { 2 * DAY, 2 * DAY, 0, 0 },
    { 2 * DAY, 1, 0, 0 },
    /* Not yet valid, and no life at all. */
    { 365 * DAY, 400 * DAY, 0, 30 * DAY },
    { -DAY, 1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 begin = END - cases[i].life;
    gint64 now = END - cases[i].ahead;

    g_test_message ("%u", i);
    g_assert_cmpuint (cs_expiry_get_threshold (begin, END, now), ==, cases[i].threshold);
    g_assert_cmpint (cs_expiry_get_next (begin, END, now), ==, cases[i].next ? END - cases[i].next : 0);
  }
}

static void
test_days (void)
{
  static const struct {
    gint64 ahead;
    guint  days;
  } cases[] = { { 1, 1 }, { DAY, 1 }, { DAY + 1, 2 }, { 7 * DAY, 7 }, { 29 * DAY + 3600, 30 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (cs_expiry_count_days (END, END - cases[i].ahead), ==, cases[i].days);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/expiry/has-three-thresholds", test_thresholds);
  g_test_add_func ("/expiry/counts-days-begun", test_days);

  return g_test_run ();
}

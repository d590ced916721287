/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-backoff.h"

static void
test_table (void)
{
  static const struct
  {
    guint  failures;
    double random;
    double seconds;
  } cases[] = {
    { 0, 0.0, 1 }, { 0, 0.5, 1.5 },
    { 1, 0.0, 30 }, { 1, 0.5, 45 },
    { 2, 0.0, 60 },
    { 3, 0.0, 120 }, { 3, 0.5, 180 },
    { 5, 0.0, 480 },
    { 6, 0.0, 900 },
    { 7, 0.5, 1350 },
    { 1000000, 0.0, 900 },
    { G_MAXUINT, 0.5, 1350 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 delay = cs_backoff_get_delay (cases[i].failures, cases[i].random);

    g_assert_cmpint (delay, ==, (gint64) (cases[i].seconds * G_USEC_PER_SEC));
  }
}

static void
test_bounds (void)
{
  for (guint failures = 0; failures < 100; failures++) {
    gint64 least = cs_backoff_get_delay (failures, 0);
    gint64 most = cs_backoff_get_delay (failures, 0.999999999);

    g_assert_cmpint (least, >=, G_USEC_PER_SEC);
    g_assert_cmpint (most, >, least);
    g_assert_cmpint (most, <=, 2 * least);
    g_assert_cmpint (most, <=, G_GINT64_CONSTANT (1800) * G_USEC_PER_SEC);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backoff/follows-rfc-5626", test_table);
  g_test_add_func ("/backoff/stays-within-bounds", test_bounds);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-keeping.h"

static gint64
read_time (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_limit (void)
{
  static const struct {
    CsKeeping   keeping;
    const char *now;
    const char *limit;
  } cases[] = {
    { CS_KEEPING_YEAR, "2026-11-22T10:00:00Z", "2025-11-22T10:00:00Z" },
    { CS_KEEPING_YEAR, "2028-02-29T00:00:00Z", "2027-02-28T00:00:00Z" },
    { CS_KEEPING_MONTH, "2026-11-22T10:00:00Z", "2026-10-22T10:00:00Z" },
    { CS_KEEPING_MONTH, "2026-03-31T23:59:59Z", "2026-02-28T23:59:59Z" },
    { CS_KEEPING_MONTH, "2026-01-15T00:00:00Z", "2025-12-15T00:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cs_keeping_get_limit (cases[i].keeping, read_time (cases[i].now) + 7), ==,
                     read_time (cases[i].limit) + 7);

  g_assert_cmpint (cs_keeping_get_limit (CS_KEEPING_FOREVER, G_MAXINT64), ==, 0);
  g_assert_cmpint (cs_keeping_get_limit (CS_KEEPING_NONE, 0), ==, G_MAXINT64);
  g_assert_cmpint (cs_keeping_get_limit (CS_KEEPING_MONTH, G_MAXINT64), ==, 0);
}

static void
test_nicks (void)
{
  static const char * const nicks[] = { "forever", "year", "month", "none" };
  g_autoptr (GEnumClass) class = g_type_class_ref (CS_TYPE_KEEPING);

  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    g_assert_cmpint (g_enum_get_value_by_nick (class, nicks[i])->value, ==, i);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keeping/counts-by-the-calendar", test_limit);
  g_test_add_func ("/keeping/has-the-names-of-files", test_nicks);

  return g_test_run ();
}

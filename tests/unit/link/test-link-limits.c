/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-link-limits.h"

#include "cs-test-wait.h"

static gboolean
over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
test_default (void)
{
  const CsLinkLimits limits = CS_LINK_LIMITS_DEFAULT;

  g_assert_cmpuint (limits.connecting, ==, 20000);
  g_assert_cmpuint (limits.handshake, ==, 15000);
  g_assert_cmpuint (limits.answer, ==, 20000);
  g_assert_cmpuint (limits.second, ==, 1000);
}

static void
test_short (void)
{
  gint64 start = g_get_monotonic_time ();
  gboolean over = FALSE;

  cs_link_limits_add_timer (20, over_cb, &over);
  cs_test_wait_for (over);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 20000);
}

/* A timer of whole seconds is due at most once a second; its ready time tells the kind. */
static void
test_long_is_never_early (void)
{
  guint id = cs_link_limits_add_timer (5001, over_cb, NULL);
  GSource *source = g_main_context_find_source_by_id (NULL, id);

  g_assert_cmpint (g_source_get_ready_time (source) - g_get_monotonic_time (), >, 5000 * 1000);
  g_source_remove (id);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-limits/default", test_default);
  g_test_add_func ("/link-limits/short-timer-is-exact", test_short);
  g_test_add_func ("/link-limits/long-timer-is-never-early", test_long_is_never_early);

  return g_test_run ();
}

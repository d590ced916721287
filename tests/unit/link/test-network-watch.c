/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-network-watch.h"

#include "cs-test-wait.h"

static void
changed_cb (CsNetworkWatch *watch,
            guint          *count)
{
  (*count)++;
}

static void
test_tells_of_new_network (void)
{
  CsNetworkWatch *watch = cs_network_watch_new ();
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  guint count = 0;

  g_signal_connect (watch, "changed", G_CALLBACK (changed_cb), &count);

  /* The watch hears of it once its thread has brought the monitor. */
  while (count == 0) {
    g_signal_emit_by_name (monitor, "network-changed", TRUE);
    g_main_context_iteration (NULL, FALSE);
  }
  cs_test_settle ();

  count = 0;
  g_signal_emit_by_name (monitor, "network-changed", FALSE);
  g_assert_cmpuint (count, ==, 0);
  g_signal_emit_by_name (monitor, "network-changed", TRUE);
  g_assert_cmpuint (count, ==, 1);

  g_assert_finalize_object (watch);
  g_signal_emit_by_name (monitor, "network-changed", TRUE);
  g_assert_cmpuint (count, ==, 1);
}

static void
test_can_be_dropped_early (void)
{
  CsNetworkWatch *watch = cs_network_watch_new ();
  gpointer weak = watch;

  g_object_add_weak_pointer (G_OBJECT (watch), &weak);
  g_object_unref (watch);
  cs_test_wait_for (!weak);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/network-watch/tells-of-a-new-network", test_tells_of_new_network);
  g_test_add_func ("/network-watch/can-be-dropped-early", test_can_be_dropped_early);

  return g_test_run ();
}

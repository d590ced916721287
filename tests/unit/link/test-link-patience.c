/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-link-patience.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
test_grows (void)
{
  CsLinkPatience patience = { 0 };
  gint64 last = 0;

  for (guint i = 0; i < 6; i++) {
    gint64 delay = cs_link_patience_after_loss (&patience, 0, FALSE, 0);

    g_assert_cmpint (delay, >, last);
    last = delay;
  }

  g_assert_cmpint (cs_link_patience_after_loss (&patience, 0, FALSE, 0), ==, last);
}

static void
test_settles (void)
{
  CsLinkPatience patience = { 0 };
  gint64 first = cs_link_patience_after_loss (&patience, 0, FALSE, 0);

  cs_link_patience_after_loss (&patience, 0, FALSE, 0);
  cs_link_patience_settle (&patience, 0);

  g_assert_cmpint (cs_link_patience_after_loss (&patience, 0, FALSE, 0), ==, first);
}

static void
test_lost_connection_comes_back_soon (void)
{
  CsLinkPatience patience = { 0 };

  for (guint i = 0; i < 3; i++) {
    cs_link_patience_settle (&patience, i * 1000 * SECOND);
    g_assert_cmpint (cs_link_patience_after_loss (&patience, i * 1000 * SECOND + 60 * SECOND, TRUE, 0), <=, 5 * SECOND);
  }
}

static void
test_flapping_server_is_left_alone (void)
{
  CsLinkPatience patience = { 0 };
  gint64 first;

  cs_link_patience_settle (&patience, 0);
  first = cs_link_patience_after_loss (&patience, SECOND, TRUE, 0);
  g_assert_cmpint (first, <=, 5 * SECOND);

  cs_link_patience_settle (&patience, 10 * SECOND);
  g_assert_cmpint (cs_link_patience_after_loss (&patience, 11 * SECOND, TRUE, 0), >=, 15 * SECOND);
}

static void
test_retry_after (void)
{
  CsLinkPatience patience = { 0 };

  cs_link_patience_ask (&patience, 5 * SECOND, 3600);
  g_assert_cmpint (cs_link_patience_after_loss (&patience, 5 * SECOND, FALSE, 0.5), ==, 3600 * SECOND);
  g_assert_cmpint (cs_link_patience_hurry (&patience, 65 * SECOND), ==, 3540 * SECOND);
  g_assert_cmpint (cs_link_patience_hurry (&patience, 5000 * SECOND), ==, SECOND);
}

/* A timer could not count that far, and nobody has a reason to ask for it. */
static void
test_retry_after_is_bounded (void)
{
  CsLinkPatience patience = { 0 };

  cs_link_patience_ask (&patience, 0, G_MAXUINT);
  g_assert_cmpint (cs_link_patience_after_loss (&patience, 0, FALSE, 0.5), ==, 24 * 3600 * SECOND);
}

static void
test_refusal_waits_longest (void)
{
  CsLinkPatience patience = { .failures = 1000 };

  g_assert_cmpint (cs_link_patience_after_refusal (0), ==, cs_link_patience_after_loss (&patience, 0, FALSE, 0));
  g_assert_cmpint (cs_link_patience_after_refusal (0), >=, 600 * SECOND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-patience/grows-with-failures-up-to-a-ceiling", test_grows);
  g_test_add_func ("/link-patience/forgets-failures-when-signed-in", test_settles);
  g_test_add_func ("/link-patience/comes-back-soon-after-a-loss", test_lost_connection_comes_back_soon);
  g_test_add_func ("/link-patience/leaves-a-flapping-server-alone", test_flapping_server_is_left_alone);
  g_test_add_func ("/link-patience/keeps-retry-after", test_retry_after);
  g_test_add_func ("/link-patience/keeps-retry-after-for-a-day-at-most", test_retry_after_is_bounded);
  g_test_add_func ("/link-patience/waits-longest-after-a-refusal", test_refusal_waits_longest);

  return g_test_run ();
}

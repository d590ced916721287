/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"

/* How long the main loop would sleep now, in milliseconds; -1 is for ever. */
static int
measure_sleep (void)
{
  GMainContext *context = g_main_context_default ();
  GPollFD fds[64];
  int priority, timeout;

  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, priority, &timeout, fds, G_N_ELEMENTS (fds));
  g_main_context_release (context);

  return timeout;
}

static void
test_one_after_the_other (void)
{
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;
    CsSipStack *stack = cs_sip_stack_new (&error);

    g_assert_no_error (error);
    cs_test_settle ();
    g_assert_cmpint (measure_sleep (), ==, -1);
    g_assert_finalize_object (stack);
  }
}

static void
test_idle (void)
{
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  cs_test_settle ();

  /* What is still due from signing in comes first. Then there is nothing to do until the next ping, in a minute and a half. */
  for (guint i = 0; i < 20 && measure_sleep () < 60000; i++) {
    g_main_context_iteration (NULL, TRUE);
    cs_test_settle ();
  }
  g_assert_cmpint (measure_sleep (), >=, 60000);
  sip_fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sip-stack/comes-and-goes", test_one_after_the_other);
  g_test_add_func ("/sip-stack/does-not-tick", test_idle);

  return g_test_run ();
}

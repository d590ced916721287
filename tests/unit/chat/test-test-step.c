/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-test-step.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_tells_what_is_known (void)
{
  g_autoptr (CsTestStep) step = cs_test_step_new (CS_TEST_CONNECT);
  g_autofree char *before = cs_test_step_describe (step);
  g_autofree char *after = NULL;
  guint n_changes = 0;

  g_signal_connect_swapped (step, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_cmpint (cs_test_step_get_kind (step), ==, CS_TEST_CONNECT);
  g_assert_cmpint (cs_test_step_get_outcome (step), ==, CS_TEST_PENDING);
  g_assert_cmpstr (before, ==, "not yet");
  cs_test_step_set (step, CS_TEST_PASSED, 1500, "there");
  cs_test_step_set (step, CS_TEST_PASSED, 1500, "there");
  g_assert_cmpuint (n_changes, ==, 1);
  after = cs_test_step_describe (step);
  g_assert_cmpstr (after, ==, "done, 1.5 ms");
  g_assert_cmpstr (cs_test_step_get_words (step), ==, "there");
}

static void
test_each_has_a_title (void)
{
  for (CsTestStepKind kind = 0; kind < CS_TEST_N_STEPS; kind++) {
    g_autoptr (CsTestStep) step = cs_test_step_new (kind);

    g_assert_cmpuint (*cs_test_step_get_title (step), !=, '\0');
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/test-step/tells-what-is-known", test_tells_what_is_known);
  g_test_add_func ("/test-step/each-has-a-title", test_each_has_a_title);

  return g_test_run ();
}

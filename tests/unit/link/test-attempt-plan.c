/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-attempt-plan.h"

#include "cs-test-tls.h"

static void
test_owns_what_it_copied (void)
{
  CsTestTls *tls = cs_test_tls_new ();
  CsAttemptPlan borrowed = { .identity = tls->identity, .anchors = tls->store, .organisation_lookup = TRUE };
  CsAttemptPlan plan;

  cs_attempt_plan_copy (&plan, &borrowed);
  cs_test_tls_free (tls);

  g_assert_cmpstr (cs_reference_identity_get_display (plan.identity), ==, "example.test");
  g_assert_true (CS_IS_ANCHOR_STORE (plan.anchors));
  g_assert_true (plan.organisation_lookup);
  cs_attempt_plan_set_policy (&plan, NULL);
  cs_attempt_plan_set_client (&plan, NULL);
  g_assert_null (plan.policy);
  g_assert_null (plan.client);
  cs_attempt_plan_clear (&plan);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attempt-plan/owns-what-it-copied", test_owns_what_it_copied);

  return g_test_run ();
}

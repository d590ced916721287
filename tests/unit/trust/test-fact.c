/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-fact.h"

static void
test_keeps_what_it_is_given (void)
{
  g_autoptr (CsFact) fact = cs_fact_new (CS_FACT_GROUP_KEY, CS_FACT_SHA256, CS_FACT_FORM_HEX, "0a0b");

  g_assert_cmpint (cs_fact_get_group (fact), ==, CS_FACT_GROUP_KEY);
  g_assert_cmpint (cs_fact_get_kind (fact), ==, CS_FACT_SHA256);
  g_assert_cmpint (cs_fact_get_form (fact), ==, CS_FACT_FORM_HEX);
  g_assert_cmpstr (cs_fact_get_value (fact), ==, "0a0b");
  g_assert_cmpint (cs_fact_get_time (fact), ==, 0);
}

static void
test_makes_text_valid (void)
{
  g_autoptr (CsFact) fact = cs_fact_new (CS_FACT_GROUP_IDENTITY, CS_FACT_COMMON_NAME, CS_FACT_FORM_TEXT, "a\xff" "b");

  g_assert_cmpstr (cs_fact_get_value (fact), ==, "a\xef\xbf\xbd" "b");
}

static void
test_time_has_a_text_too (void)
{
  g_autoptr (CsFact) fact = cs_fact_new_time (CS_FACT_GROUP_VALIDITY, CS_FACT_NOT_AFTER, 253402300799);

  g_assert_cmpint (cs_fact_get_form (fact), ==, CS_FACT_FORM_TIME);
  g_assert_cmpint (cs_fact_get_time (fact), ==, 253402300799);
  g_assert_cmpstr (cs_fact_get_value (fact), ==, "9999-12-31T23:59:59Z");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fact/keeps-what-it-is-given", test_keeps_what_it_is_given);
  g_test_add_func ("/fact/makes-text-valid", test_makes_text_valid);
  g_test_add_func ("/fact/time-has-a-text-too", test_time_has_a_text_too);

  return g_test_run ();
}

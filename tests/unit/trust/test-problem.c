/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-problem.h"

#include "cs-test-authority.h"

static void
test_keeps_what_it_is_given (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsProblem) problem = cs_problem_new (CS_PROBLEM_WEAK_KEY, root->certificate, "RSA \xff");
  g_autoptr (CsProblem) bare = cs_problem_new (CS_PROBLEM_NO_CERTIFICATE, NULL, NULL);

  g_assert_cmpint (cs_problem_get_kind (problem), ==, CS_PROBLEM_WEAK_KEY);
  g_assert_true (cs_problem_get_certificate (problem) == root->certificate);
  g_assert_cmpstr (cs_problem_get_detail (problem), ==, "RSA \xef\xbf\xbd");
  g_assert_null (cs_problem_get_certificate (bare));
  g_assert_null (cs_problem_get_detail (bare));
}

static void
test_each_kind_has_a_name_of_its_own (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (CsProblemKind kind = CS_PROBLEM_NO_CERTIFICATE; kind <= CS_PROBLEM_UNKNOWN; kind++)
    g_assert_true (g_hash_table_add (seen, (gpointer) cs_problem_kind_get_nick (kind)));
  g_assert_cmpstr (cs_problem_kind_get_nick (CS_PROBLEM_NAME_MISMATCH), ==, "name-mismatch");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/problem/keeps-what-it-is-given", test_keeps_what_it_is_given);
  g_test_add_func ("/problem/each-kind-has-a-name-of-its-own", test_each_kind_has_a_name_of_its_own);

  return g_test_run ();
}

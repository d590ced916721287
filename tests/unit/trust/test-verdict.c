/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-verdict.h"

#include "cs-test-authority.h"
#include "trust/cs-verdict-private.h"

static void
test_accepts_only_when_everything_is_there (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsAnchor) anchor = cs_anchor_new (root->certificate, CS_ANCHOR_SYSTEM, NULL, 0);
  g_autoptr (CsHost) host = cs_host_parse ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_new (host, NULL);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GPtrArray) half = g_ptr_array_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (half, leaf->certificate);
  g_ptr_array_add (chain, leaf->certificate);
  g_ptr_array_add (chain, root->certificate);
  g_ptr_array_add (problems, cs_problem_new (CS_PROBLEM_EXPIRED, NULL, NULL));

  {
    const struct {
      CsVerdictParts parts;
      gboolean accepted;
    } cases[] = {
      { { .chain = chain, .anchor = anchor, .identity = identity, .name_rule = CS_NAME_RULE_DNS }, TRUE },
      { { .chain = chain, .anchor = anchor }, TRUE },
      { { .chain = chain, .anchor = anchor, .identity = identity }, FALSE },
      { { .chain = chain, .anchor = anchor, .identity = identity, .name_rule = CS_NAME_RULE_DNS, .problems = problems }, FALSE },
      { { .chain = chain, .identity = identity, .name_rule = CS_NAME_RULE_DNS }, FALSE },
      { { .chain = half, .anchor = anchor, .identity = identity, .name_rule = CS_NAME_RULE_DNS }, FALSE },
      { { .anchor = anchor, .identity = identity, .name_rule = CS_NAME_RULE_DNS }, FALSE },
      { { .time = 0 }, FALSE },
    };

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
      g_autoptr (CsVerdict) verdict = cs_verdict_new (&cases[i].parts);

      g_test_message ("%u", i);
      g_assert_cmpint (cs_verdict_is_accepted (verdict), ==, cases[i].accepted);
    }
  }
}

static void
test_names_the_worst_first (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);
  const CsVerdictParts parts = { .problems = problems };
  const CsVerdictParts nothing = { .time = 7 };
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (CsVerdict) empty = cs_verdict_new (&nothing);

  g_ptr_array_add (problems, cs_problem_new (CS_PROBLEM_WEAK_KEY, NULL, NULL));
  g_ptr_array_add (problems, cs_problem_new (CS_PROBLEM_EXPIRED, NULL, NULL));
  g_ptr_array_add (problems, cs_problem_new (CS_PROBLEM_UNKNOWN_AUTHORITY, NULL, NULL));
  verdict = cs_verdict_new (&parts);

  g_assert_cmpint (cs_problem_get_kind (cs_verdict_get_worst (verdict)), ==, CS_PROBLEM_UNKNOWN_AUTHORITY);
  g_assert_true (cs_verdict_has_problem (verdict, CS_PROBLEM_WEAK_KEY));
  g_assert_false (cs_verdict_has_problem (verdict, CS_PROBLEM_REVOKED));
  g_assert_null (cs_verdict_get_worst (empty));
  g_assert_null (cs_verdict_get_leaf (empty));
  g_assert_cmpint (cs_verdict_get_time (empty), ==, 7);
  g_assert_cmpint (cs_verdict_get_revocation (empty, 3), ==, CS_REVOCATION_NOT_CHECKED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/verdict/accepts-only-when-everything-is-there", test_accepts_only_when_everything_is_there);
  g_test_add_func ("/verdict/names-the-worst-first", test_names_the_worst_first);

  return g_test_run ();
}

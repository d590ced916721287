/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-path-check.h"

#include "cs-test-authority.h"
#include "trust/cs-problem.h"

static GPtrArray *
check (CsTestCertificate *leaf,
       CsAnchor          *anchor,
       gint64             time)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (CsAnchorSet) anchors = cs_anchor_set_new (none, NULL);
  const CsPath path = { certificates, anchor, FALSE };

  g_ptr_array_add (certificates, leaf->certificate);
  cs_path_check (&path, anchors, NULL, time, problems);

  return problems;
}

static void
test_time_counts_to_the_second (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsAnchor) anchor = cs_anchor_new (root->certificate, CS_ANCHOR_SYSTEM, NULL, 0);
  gint64 first = MAX (cs_certificate_get_not_before (leaf->certificate), cs_certificate_get_not_before (root->certificate));
  gint64 last = MIN (cs_certificate_get_not_after (leaf->certificate), cs_certificate_get_not_after (root->certificate));
  const struct {
    gint64 time;
    gboolean good;
  } cases[] = {
    { first - 1, FALSE },
    { first, TRUE },
    { last, TRUE },
    { last + 1, FALSE },
    { 0, FALSE },
    { G_MAXINT64, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) problems = check (leaf, anchor, cases[i].time);

    g_assert_cmpint (problems->len == 0, ==, cases[i].good);
  }
}

static void
test_each_problem_names_its_certificate (void)
{
  const CsTestSpec root_spec = { .authority = TRUE, .name = "Root", .limited = TRUE, .key_usage = 2 };
  const CsTestSpec leaf_spec = { .name = "Leaf", .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_CLIENT) };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &root_spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &leaf_spec);
  g_autoptr (CsAnchor) anchor = cs_anchor_new (root->certificate, CS_ANCHOR_SYSTEM, NULL, 0);
  g_autoptr (GPtrArray) problems = check (leaf, anchor, g_get_real_time () / G_USEC_PER_SEC);

  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_cmpint (cs_problem_get_kind (g_ptr_array_index (problems, 0)), ==, CS_PROBLEM_PURPOSE);
  g_assert_true (cs_problem_get_certificate (g_ptr_array_index (problems, 0)) == leaf->certificate);
  g_assert_cmpint (cs_problem_get_kind (g_ptr_array_index (problems, 1)), ==, CS_PROBLEM_KEY_USAGE);
  g_assert_true (cs_problem_get_certificate (g_ptr_array_index (problems, 1)) == root->certificate);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/path-check/time-counts-to-the-second", test_time_counts_to_the_second);
  g_test_add_func ("/path-check/each-problem-names-its-certificate", test_each_problem_names_its_certificate);

  return g_test_run ();
}

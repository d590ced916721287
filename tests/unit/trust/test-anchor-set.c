/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-anchor-set.h"

#include "cs-test-authority.h"
#include "trust/cs-anchor-set-private.h"
#include "trust/cs-certificate-private.h"

static void
test_finds_by_name_and_by_certificate (void)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CsTestCertificate) first = cs_test_authority_new_root ("Same Name");
  g_autoptr (CsTestCertificate) second = cs_test_authority_new_root ("Same Name");
  g_autoptr (CsTestCertificate) third = cs_test_authority_new_root ("Other Name");
  g_autoptr (CsTestCertificate) stranger = cs_test_authority_new_root ("Same Name");
  g_autoptr (CsTestCertificate) unknown = cs_test_authority_new_root ("Unknown");
  g_autoptr (CsAnchorSet) set = NULL;
  GPtrArray *same;

  g_ptr_array_add (anchors, cs_anchor_new (first->certificate, CS_ANCHOR_SYSTEM, NULL, 0));
  g_ptr_array_add (anchors, cs_anchor_new (second->certificate, CS_ANCHOR_IMPORTED, NULL, 0));
  g_ptr_array_add (anchors, cs_anchor_new (third->certificate, CS_ANCHOR_GIVEN, NULL, 0));
  set = cs_anchor_set_new (anchors, NULL);

  g_assert_cmpuint (cs_anchor_set_get_size (set), ==, 3);
  g_assert_true (cs_anchor_set_find (set, second->certificate) == g_ptr_array_index (anchors, 1));
  g_assert_null (cs_anchor_set_find (set, stranger->certificate));
  same = cs_anchor_set_find_by_subject (set, cs_certificate_get_subject_key (stranger->certificate));
  g_assert_nonnull (same);
  g_assert_cmpuint (same->len, ==, 2);
  g_assert_null (cs_anchor_set_find_by_subject (set, cs_certificate_get_subject_key (unknown->certificate)));
}

static void
test_knows_the_distrusted (void)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new ();
  g_autoptr (GPtrArray) distrusted = g_ptr_array_new ();
  g_autoptr (CsTestCertificate) bad = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) good = cs_test_authority_new_root ("Root");
  g_autoptr (CsAnchorSet) set = NULL;
  g_autoptr (CsAnchorSet) other = NULL;

  g_ptr_array_add (distrusted, bad->certificate);
  set = cs_anchor_set_new (anchors, distrusted);
  other = cs_anchor_set_ref (set);

  g_assert_true (cs_anchor_set_is_distrusted (other, bad->certificate));
  g_assert_false (cs_anchor_set_is_distrusted (other, good->certificate));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/anchor-set/finds-by-name-and-by-certificate", test_finds_by_name_and_by_certificate);
  g_test_add_func ("/anchor-set/knows-the-distrusted", test_knows_the_distrusted);

  return g_test_run ();
}

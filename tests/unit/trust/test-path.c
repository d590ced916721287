/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-path.h"

#include "cs-test-authority.h"

typedef struct {
  guint complete;
  guint incomplete;
  guint failed;
  guint stop_after;
} Found;

static gboolean
count_cb (const CsPath *path,
          gpointer      user_data)
{
  Found *found = user_data;

  found->complete += path->anchor != NULL;
  found->incomplete += path->anchor == NULL;
  found->failed += path->signature_failed;

  return found->stop_after > 0 && found->complete == found->stop_after;
}

static CsTestCertificate *
cross (CsTestCertificate *issuer,
       const char        *name,
       CsTestCertificate *same_key_as)
{
  const CsTestSpec spec = { .authority = TRUE, .name = name, .same_key_as = same_key_as };

  return cs_test_authority_make (issuer, &spec);
}

static void
test_tries_every_way (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) other = cs_test_authority_new_root ("Other");
  g_autoptr (CsTestCertificate) stranger = cs_test_authority_new_root ("Stranger");
  g_autoptr (CsTestCertificate) first = cross (root, "Middle", NULL);
  g_autoptr (CsTestCertificate) second = cross (other, "Middle", first);
  g_autoptr (CsTestCertificate) third = cross (stranger, "Middle", first);
  g_autoptr (CsTestCertificate) impostor = cross (root, "Middle", NULL);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (first, "example.test");
  g_autoptr (GPtrArray) presented = g_ptr_array_new ();
  g_autoptr (GPtrArray) roots = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CsAnchorSet) anchors = NULL;
  Found all = { 0 };
  Found one = { .stop_after = 1 };

  g_ptr_array_add (roots, cs_anchor_new (root->certificate, CS_ANCHOR_SYSTEM, NULL, 0));
  g_ptr_array_add (roots, cs_anchor_new (other->certificate, CS_ANCHOR_SYSTEM, NULL, 0));
  anchors = cs_anchor_set_new (roots, NULL);
  g_ptr_array_add (presented, leaf->certificate);
  g_ptr_array_add (presented, impostor->certificate);
  g_ptr_array_add (presented, third->certificate);
  g_ptr_array_add (presented, second->certificate);
  g_ptr_array_add (presented, first->certificate);

  cs_path_search (anchors, presented, 0, count_cb, &all);
  g_assert_cmpuint (all.complete, ==, 2);
  g_assert_cmpuint (all.incomplete, ==, 1);
  g_assert_cmpuint (all.failed, ==, 0);

  cs_path_search (anchors, presented, 0, count_cb, &one);
  g_assert_cmpuint (one.complete, ==, 1);
}

static void
test_tells_a_bad_signature (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) impostor = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (impostor, "example.test");
  g_autoptr (GPtrArray) presented = g_ptr_array_new ();
  g_autoptr (GPtrArray) roots = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CsAnchorSet) anchors = NULL;
  Found found = { 0 };

  g_ptr_array_add (roots, cs_anchor_new (root->certificate, CS_ANCHOR_SYSTEM, NULL, 0));
  anchors = cs_anchor_set_new (roots, NULL);
  g_ptr_array_add (presented, leaf->certificate);
  cs_path_search (anchors, presented, 0, count_cb, &found);
  g_assert_cmpuint (found.complete, ==, 0);
  g_assert_cmpuint (found.failed, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/path/tries-every-way", test_tries_every_way);
  g_test_add_func ("/path/tells-a-bad-signature", test_tells_a_bad_signature);

  return g_test_run ();
}

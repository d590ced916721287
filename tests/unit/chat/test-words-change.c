/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-words.h"
#include "trust/cs-verifier.h"

#include "cs-test-authority.h"

static CsVerdict *
judge (CsTestCertificate *root,
       CsTestCertificate *leaf)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsAnchorSet) set = NULL;
  g_autoptr (CsHost) host = cs_host_parse ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_new (host, NULL);

  g_ptr_array_add (anchors, cs_anchor_new (root->certificate, CS_ANCHOR_GIVEN, NULL, 0));
  set = cs_anchor_set_new (anchors, NULL);
  g_ptr_array_add (chain, leaf->certificate);

  return cs_verifier_judge (set, chain, identity, g_get_real_time () / G_USEC_PER_SEC, NULL);
}

static void
test_words (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) other = cs_test_authority_new_root ("Other");
  g_autoptr (CsTestCertificate) first = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsTestCertificate) second = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsTestCertificate) foreign = cs_test_authority_new_leaf (other, "example.test");
  g_autoptr (CsKnownServer) known = cs_known_server_new (first->certificate, root->certificate);
  g_autoptr (CsVerdict) same = judge (root, first);
  g_autoptr (CsVerdict) renewed = judge (root, second);
  g_autoptr (CsVerdict) changed = judge (other, foreign);
  g_autofree char *about_renewed = cs_words_for_change (renewed, known);
  g_autofree char *about_changed = cs_words_for_change (changed, known);

  g_assert_null (cs_words_for_change (same, known));
  g_assert_cmpstr (about_renewed, ==, "example.test has a new certificate, from “Root” as before.");
  g_assert_cmpstr (about_changed, ==, "example.test has a new certificate, from another authority: “Other” instead of “Root”.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words-change/says-what-is-new", test_words);

  return g_test_run ();
}

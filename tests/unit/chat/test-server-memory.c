/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-server-memory.h"
#include "trust/cs-verifier.h"

#include "cs-test-authority.h"

static CsVerdict *
judge (CsTestCertificate   *root,
       CsReferenceIdentity *identity)
{
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsAnchorSet) set = NULL;

  g_ptr_array_add (anchors, cs_anchor_new (root->certificate, CS_ANCHOR_GIVEN, NULL, 0));
  set = cs_anchor_set_new (anchors, NULL);
  g_ptr_array_add (chain, leaf->certificate);

  return cs_verifier_judge (set, chain, identity, g_get_real_time () / G_USEC_PER_SEC, NULL);
}

static CsReferenceIdentity *
identify (const char *domain,
          const char *typed)
{
  g_autoptr (CsHost) sip_domain = cs_host_parse (domain, NULL);
  g_autoptr (CsHost) host = typed ? cs_host_parse (typed, NULL) : NULL;

  return cs_reference_identity_new (sip_domain, host);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_remembers (void)
{
  g_autoptr (CsKeptFile) file = cs_kept_file_new (NULL);
  g_autoptr (CsServerMemory) memory = cs_server_memory_new (file);
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsReferenceIdentity) here = identify ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) there = identify ("example.test", "sip.example.test");
  g_autoptr (CsVerdict) verdict = judge (root, here);
  g_autoptr (CsKnownServer) known = NULL;
  guint n_changes = 0;

  g_signal_connect_swapped (memory, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_true (cs_verdict_is_accepted (verdict));
  g_assert_null (cs_server_memory_recall (memory, here));
  cs_server_memory_remember (memory, verdict);
  cs_server_memory_remember (memory, verdict);
  g_assert_cmpuint (n_changes, ==, 1);

  known = cs_server_memory_recall (memory, here);
  g_assert_cmpstr (cs_known_server_get_authority_title (known), ==, "Root");
  g_assert_null (cs_server_memory_recall (memory, there));

}

static void
test_forgets_a_domain (void)
{
  g_autoptr (CsKeptFile) file = cs_kept_file_new (NULL);
  g_autoptr (CsServerMemory) memory = cs_server_memory_new (file);
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsReferenceIdentity) here = identify ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) there = identify ("example.test", "sip.example.test");
  g_autoptr (CsReferenceIdentity) elsewhere = identify ("example.tests", "example.test");
  g_autoptr (CsVerdict) verdict_here = judge (root, here);
  g_autoptr (CsVerdict) verdict_there = judge (root, there);
  g_autoptr (CsVerdict) verdict_elsewhere = judge (root, elsewhere);
  g_autoptr (CsKnownServer) known = NULL;
  guint n_changes = 0;

  cs_server_memory_remember (memory, verdict_here);
  cs_server_memory_remember (memory, verdict_there);
  cs_server_memory_remember (memory, verdict_elsewhere);
  g_signal_connect_swapped (memory, "changed", G_CALLBACK (count_cb), &n_changes);

  cs_server_memory_forget (memory, cs_reference_identity_get_sip_domain (here));
  cs_server_memory_forget (memory, cs_reference_identity_get_sip_domain (here));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_null (cs_server_memory_recall (memory, here));
  g_assert_null (cs_server_memory_recall (memory, there));
  known = cs_server_memory_recall (memory, elsewhere);
  g_assert_nonnull (known);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server-memory/remembers-each-server", test_remembers);
  g_test_add_func ("/server-memory/forgets-all-servers-of-a-domain", test_forgets_a_domain);

  return g_test_run ();
}

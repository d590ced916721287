/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-known-server.h"

#include "base/cs-error.h"
#include "trust/cs-verifier.h"

#include "cs-test-authority.h"

typedef struct {
  CsTestCertificate *root;
  CsTestCertificate *renewed;   /* the same key as the root */
  CsTestCertificate *other;
  CsTestCertificate *first;
  CsTestCertificate *second;
  CsTestCertificate *foreign;   /* from the other root */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->root = cs_test_authority_new_root ("Root");
  self->renewed = cs_test_authority_make (NULL, &(CsTestSpec) { .authority = TRUE, .name = "Root 2", .same_key_as = self->root });
  self->other = cs_test_authority_new_root ("Root");
  self->first = cs_test_authority_new_leaf (self->root, "example.test");
  self->second = cs_test_authority_new_leaf (self->root, "example.test");
  self->foreign = cs_test_authority_new_leaf (self->other, "example.test");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  cs_test_certificate_free (self->root);
  cs_test_certificate_free (self->renewed);
  cs_test_certificate_free (self->other);
  cs_test_certificate_free (self->first);
  cs_test_certificate_free (self->second);
  cs_test_certificate_free (self->foreign);
}

static void
test_compares (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (CsKnownServer) known = cs_known_server_new (self->first->certificate, self->root->certificate);

#define COMPARE(leaf, authority) cs_known_server_compare (known, self->leaf->certificate, self->authority->certificate)
  g_assert_cmpint (COMPARE (first, root), ==, CS_KNOWN_SAME);
  g_assert_cmpint (COMPARE (second, root), ==, CS_KNOWN_NEW_CERTIFICATE);
  g_assert_cmpint (COMPARE (second, renewed), ==, CS_KNOWN_NEW_CERTIFICATE);
  g_assert_cmpint (COMPARE (foreign, other), ==, CS_KNOWN_OTHER_AUTHORITY);
  g_assert_cmpint (COMPARE (first, other), ==, CS_KNOWN_SAME);
#undef COMPARE

  g_assert_cmpstr (cs_known_server_get_authority (known), ==, cs_certificate_get_sha256 (self->root->certificate));
  g_assert_cmpstr (cs_known_server_get_authority_title (known), ==, "Root");
  g_assert_cmpuint (strlen (cs_known_server_get_key (known)), ==, 64);
}

static void
test_servers_take_turns (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr (CsKnownServer) one = cs_known_server_remember (NULL, self->first->certificate, self->root->certificate);
  g_autoptr (CsKnownServer) two = cs_known_server_remember (one, self->second->certificate, self->root->certificate);
  g_autoptr (CsKnownServer) changed = cs_known_server_remember (two, self->foreign->certificate, self->other->certificate);

  g_assert_cmpint (cs_known_server_compare (two, self->first->certificate, self->root->certificate), ==, CS_KNOWN_SAME);
  g_assert_cmpint (cs_known_server_compare (two, self->second->certificate, self->root->certificate), ==, CS_KNOWN_SAME);

  /* What the authority before vouched for is not taken any more. */
  g_assert_cmpint (cs_known_server_compare (changed, self->first->certificate, self->root->certificate), ==, CS_KNOWN_OTHER_AUTHORITY);
}

static void
test_survives_a_file (Fixture       *self,
                      gconstpointer  data)
{
  static const char * const keys[] = { "authority", "authority-key", "authority-title", "key" };
  g_autoptr (CsKnownServer) one = cs_known_server_new (self->first->certificate, self->root->certificate);
  g_autoptr (CsKnownServer) two = cs_known_server_remember (one, self->second->certificate, self->root->certificate);
  g_autoptr (CsKnownServer) read = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  cs_known_server_save_to_group (two, file, "example.test");
  read = cs_known_server_new_from_group (file, "example.test", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cs_known_server_get_key (read), ==, cs_known_server_get_key (two));
  g_assert_cmpstr (cs_known_server_get_authority (read), ==, cs_known_server_get_authority (two));
  g_assert_cmpint (cs_known_server_compare (read, self->first->certificate, self->root->certificate), ==, CS_KNOWN_SAME);
  g_assert_cmpint (cs_known_server_compare (read, self->foreign->certificate, self->other->certificate), ==, CS_KNOWN_OTHER_AUTHORITY);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GError) missing = NULL;
    g_autofree char *value = g_key_file_get_string (file, "example.test", keys[i], NULL);

    g_key_file_remove_key (file, "example.test", keys[i], NULL);
    g_assert_null (cs_known_server_new_from_group (file, "example.test", &missing));
    g_assert_error (missing, CS_ERROR, CS_ERROR_INVALID_TEXT);
    g_key_file_set_string (file, "example.test", keys[i], value);
  }
}

static CsVerdict *
judge (Fixture           *self,
       CsKnownServer     *known,
       CsTestCertificate *leaf)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsAnchorSet) set = NULL;
  g_autoptr (CsHost) host = cs_host_parse ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) anyone = cs_reference_identity_new (host, NULL);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_expect (anyone, known);

  g_ptr_array_add (anchors, cs_anchor_new (self->root->certificate, CS_ANCHOR_GIVEN, NULL, 0));
  g_ptr_array_add (anchors, cs_anchor_new (self->other->certificate, CS_ANCHOR_GIVEN, NULL, 0));
  set = cs_anchor_set_new (anchors, NULL);
  g_ptr_array_add (chain, leaf->certificate);

  return cs_verifier_judge (set, chain, identity, g_get_real_time () / G_USEC_PER_SEC, NULL);
}

static void
test_verifier_wants_the_same_authority (Fixture       *self,
                                        gconstpointer  data)
{
  g_autoptr (CsKnownServer) known = cs_known_server_new (self->first->certificate, self->root->certificate);
  g_autoptr (CsVerdict) unknown = judge (self, NULL, self->foreign);
  g_autoptr (CsVerdict) same = judge (self, known, self->first);
  g_autoptr (CsVerdict) renewed = judge (self, known, self->second);
  g_autoptr (CsVerdict) other = judge (self, known, self->foreign);

  g_assert_true (cs_verdict_is_accepted (unknown));
  g_assert_true (cs_verdict_is_accepted (same));
  g_assert_true (cs_verdict_is_accepted (renewed));
  g_assert_false (cs_verdict_is_accepted (other));
  g_assert_cmpuint (g_list_model_get_n_items (cs_verdict_get_problems (other)), ==, 1);
  g_assert_cmpint (cs_problem_get_kind (cs_verdict_get_worst (other)), ==, CS_PROBLEM_OTHER_AUTHORITY);
  g_assert_true (cs_problem_get_certificate (cs_verdict_get_worst (other)) == self->other->certificate);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/known-server/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("compares-certificate-and-authority", test_compares);
  ADD ("servers-of-one-authority-take-turns", test_servers_take_turns);
  ADD ("survives-a-file", test_survives_a_file);
  ADD ("verifier-wants-the-same-authority", test_verifier_wants_the_same_authority);
#undef ADD

  return g_test_run ();
}

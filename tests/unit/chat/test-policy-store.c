/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-profile.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "cs-test-authority.h"
#include "cs-test-profile.h"
#include "cs-test-wait.h"

/* An administrator's folder. */
typedef struct {
  char *folder;
  char *policy;
  char *further;
  char *anchors;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("countersign-XXXXXX", NULL);
  self->policy = g_build_filename (self->folder, "policy.conf", NULL);
  self->further = g_build_filename (self->folder, "policy.d", NULL);
  self->anchors = g_build_filename (self->folder, "anchors", NULL);
}

static void
empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_unlink (path) != 0)
      g_rmdir (path);
  }
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  empty (self->further);
  empty (self->anchors);
  empty (self->folder);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->policy);
  g_free (self->further);
  g_free (self->anchors);
}

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_mkdir_with_parents (folder, 0755);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static gboolean
load (CsPolicyStore  *store,
      GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_policy_store_load_async (store, NULL, cs_test_result_cb, &result);

  return cs_policy_store_load_finish (store, cs_test_wait (&result), error);
}

static void
test_no_files (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (self->folder, "missing", NULL);
  const char *folders[] = { self->folder, missing };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autoptr (CsPolicyStore) store = cs_policy_store_new (folders[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_policy_store_get_policy (store));
    g_assert_true (load (store, &error));
    g_assert_no_error (error);
    g_assert_true (cs_policy_is_empty (cs_policy_store_get_policy (store)));
    g_assert_no_error (cs_policy_store_get_error (store));
  }
}

/* What was read first may be there last. */
static void
test_overtaken (Fixture       *self,
                gconstpointer  data)
{
  static const char old[] = "[trust]\nrevocation=off\n";
  g_autoptr (CsPolicyStore) store = cs_policy_store_new (self->folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int pipe = -1;

  /* Whoever reads it waits until we have written all of it. */
  g_assert_cmpint (mkfifo (self->policy, 0600), ==, 0);
  cs_policy_store_load_async (store, NULL, cs_test_result_cb, &result);
  cs_test_wait_for ((pipe = open (self->policy, O_WRONLY | O_NONBLOCK | O_CLOEXEC)) >= 0);

  write_file (self->folder, "policy.conf", "[trust]\nrevocation=require\n");
  g_assert_true (load (store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (write (pipe, old, strlen (old)), ==, strlen (old));
  close (pipe);
  g_assert_true (cs_policy_store_load_finish (store, cs_test_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (cs_policy_get_revocation (cs_policy_store_get_policy (store)), ==, CS_REVOCATION_REQUIRE);
}

static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (CsPolicyStore) store = cs_policy_store_new (self->folder);
  g_autoptr (GError) error = NULL;
  CsPolicy *policy;

  write_file (self->folder, "policy.conf", "[trust]\nrevocation=require\nminimum-tls=1.3\nimport-allowed=false\n");
  write_file (self->further, "20-b.conf", "[trust]\nrevocation=off\n");
  write_file (self->further, "10-a.conf", "[trust]\nrevocation=prefer\nminimum-tls=1.2\n");
  write_file (self->further, "30-c.conf~", "broken");
  write_file (self->further, ".hidden.conf", "broken");

  g_assert_true (load (store, &error));
  g_assert_no_error (error);
  policy = cs_policy_store_get_policy (store);
  g_assert_cmpint (cs_policy_get_revocation (policy), ==, CS_REVOCATION_OFF);
  g_assert_cmpint (cs_policy_get_minimum_tls (policy), ==, CS_MINIMUM_TLS_1_2);
  g_assert_false (cs_policy_get_import_allowed (policy));
  g_assert_cmpstr (cs_policy_get_entry (policy, CS_POLICY_IMPORT_ALLOWED)->path, ==, self->policy);
}

static void
test_broken (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (CsPolicyStore) store = cs_policy_store_new (self->folder);
  g_autoptr (GError) error = NULL;

  write_file (self->folder, "policy.conf", "[trust]\nrevocation=require\n");
  write_file (self->further, "10.conf", "[trust]\nrevocation=maybe\n");
  g_assert_false (load (store, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_POLICY);
  g_assert_nonnull (strstr (error->message, "10.conf"));
  g_assert_null (cs_policy_store_get_policy (store));
  g_assert_error (cs_policy_store_get_error (store), CS_ERROR, CS_ERROR_POLICY);
  g_clear_error (&error);

  /* A folder where a file should be can't be read, whoever tries. */
  g_assert_cmpint (g_unlink (self->policy), ==, 0);
  empty (self->further);
  g_assert_cmpint (g_mkdir (self->policy, 0755), ==, 0);
  g_assert_false (load (store, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_POLICY);
  g_assert_nonnull (strstr (error->message, "policy.conf"));
}

static void
test_broken_stops_profile (Fixture       *self,
                           gconstpointer  data)
{
  const CsProfileOptions options = { .administrator_folder = self->folder, .no_system_anchors = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  write_file (self->folder, "policy.conf", "[trust]\nrevocatoin=require\n");
  cs_profile_open_async (&options, NULL, cs_test_result_cb, &result);
  g_assert_null (cs_profile_open_finish (cs_test_wait (&result), &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_POLICY);
}

static CsProfile *
open_profile (Fixture *self)
{
  const CsProfileOptions options = { .administrator_folder = self->folder, .no_system_anchors = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsProfile *profile;

  cs_profile_open_async (&options, NULL, cs_test_result_cb, &result);
  profile = cs_profile_open_finish (cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return profile;
}

static void
wait_for_error (CsSession *session,
                int        code)
{
  while (!g_error_matches (cs_session_get_error (session), CS_ERROR, code))
    g_main_context_iteration (NULL, TRUE);
}

/* A change reaches a session at work: first it is not allowed its server, then nothing at all, then everything again. */
static void
test_change_reaches_session (Fixture       *self,
                             gconstpointer  data)
{
  CsProfile *profile = open_profile (self);
  CsSession *session = cs_test_profile_try (profile, "alice@example.test", "open sesame");

  wait_for_error (session, CS_ERROR_UNREACHABLE);

  write_file (self->folder, "policy.conf", "[accounts]\nlocked=domain\ndomain=example.org\n");
  wait_for_error (session, CS_ERROR_NOT_ALLOWED);
  g_assert_cmpint (cs_session_get_state (session), ==, CS_CONNECTION_OFFLINE);

  write_file (self->folder, "policy.conf", "[accounts\n");
  wait_for_error (session, CS_ERROR_POLICY);
  g_assert_cmpint (cs_session_get_state (session), ==, CS_CONNECTION_OFFLINE);

  write_file (self->folder, "policy.conf", "[trusted-servers]\nexample.test=sip.example.test\n");
  wait_for_error (session, CS_ERROR_NOT_ALLOWED);
  g_assert_nonnull (strstr (cs_session_get_error (session)->message, "127.0.0.1"));

  write_file (self->folder, "policy.conf", "[accounts]\nserver=localhost:1\nlocked=server\n");
  wait_for_error (session, CS_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (cs_session_get_error (session)->message, "localhost"));

  g_object_unref (session);
  cs_test_profile_close (profile);
}

static void
test_new_anchor_is_read (Fixture       *self,
                         gconstpointer  data)
{
  CsProfile *profile = open_profile (self);
  CsAnchorStore *anchors = cs_profile_get_anchors (profile);
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Example Corp Root CA");
  g_autofree char *pem = cs_certificate_to_pem (root->certificate);

  g_assert_cmpuint (cs_anchor_store_count (anchors, CS_ANCHOR_ADMINISTRATOR), ==, 0);
  write_file (self->anchors, "root.pem", pem);
  while (cs_anchor_store_count (anchors, CS_ANCHOR_ADMINISTRATOR) == 0)
    g_main_context_iteration (NULL, TRUE);

  cs_test_profile_close (profile);
}

#define ADD(path, function) g_test_add ("/policy-store/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cs_profile_prepare_process ();
  ADD ("takes-no-files-for-no-policy", test_no_files);
  ADD ("reads-files-in-order", test_order);
  ADD ("keeps-what-was-read-last", test_overtaken);
  ADD ("names-a-broken-file", test_broken);
  ADD ("broken-file-opens-no-profile", test_broken_stops_profile);
  ADD ("change-reaches-session-at-work", test_change_reaches_session);
  ADD ("new-authority-is-read", test_new_anchor_is_read);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "base/cs-error.h"
#include "chat/cs-profile.h"

#include "cs-test-profile.h"

static CsProfile *
try_open (const char  *folder,
          GError     **error)
{
  CsProfileOptions options = { folder, "/nonexistent", TRUE, TRUE };
  g_autoptr (GAsyncResult) result = NULL;

  cs_profile_open_async (&options, NULL, cs_test_result_cb, &result);

  return cs_profile_open_finish (cs_test_wait (&result), error);
}

static void
test_makes_folder (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *folder = NULL;
  g_autofree char *database = NULL;
  GStatBuf status;

  cs_test_file_init (&file);
  folder = g_build_filename (file.folder, "new", NULL);
  database = g_build_filename (folder, "messages.db", NULL);
  cs_test_profile_close (cs_test_profile_open (folder));

  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  /* There is nothing to keep yet. */
  g_assert_cmpint (g_stat (database, &status), !=, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_without_folder (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);

  g_assert_null (cs_profile_get_notice (profile));
  g_assert_cmpuint (g_list_model_get_n_items (cs_profile_get_sessions (profile)), ==, 0);
  g_assert_nonnull (cs_profile_get_anchors (profile));
  cs_test_profile_close (profile);
}

static void
test_damaged_store (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *noise = g_strnfill (8192, 'x');
  g_autofree char *contents = NULL;

  cs_test_file_init (&file);
  g_assert_true (g_file_set_contents (file.path, noise, -1, NULL));
  g_assert_null (try_open (file.folder, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_STORE_DAMAGED);
  g_assert_true (g_file_get_contents (file.path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, noise);
}

static void
test_broken_accounts (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *path = NULL;
  CsProfile *profile;

  cs_test_file_init (&file);
  path = g_build_filename (file.folder, "accounts.ini", NULL);
  g_assert_true (g_file_set_contents (path, "noise", -1, NULL));
  profile = cs_test_profile_open (file.folder);
  g_assert_nonnull (strstr (cs_profile_get_notice (profile), ".broken-"));
  cs_test_profile_close (profile);
  cs_test_profile_clean (&file);
}

static void
test_anchors_wait_for_account (void)
{
  g_auto (CsTestFile) file = { NULL };
  CsProfile *empty = cs_test_profile_open (NULL);
  CsProfile *profile;

  cs_test_file_init (&file);
  cs_test_profile_write_account (&file, "sip:alice@example.test");
  profile = cs_test_profile_open (file.folder);
  while (!cs_anchor_store_get_anchors (cs_profile_get_anchors (profile)))
    g_main_context_iteration (NULL, TRUE);

  /* Had it begun to read, it would have been first. */
  g_assert_null (cs_anchor_store_get_anchors (cs_profile_get_anchors (empty)));
  cs_test_profile_close (profile);
  cs_test_profile_close (empty);
  cs_test_profile_clean (&file);
}

static void
test_reads_imported_anchors (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *folder = NULL;
  CsProfile *profile;

  cs_test_file_init (&file);
  folder = g_build_filename (file.folder, "anchors", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  profile = cs_test_profile_open (file.folder);
  while (!cs_anchor_store_get_anchors (cs_profile_get_anchors (profile)))
    g_main_context_iteration (NULL, TRUE);

  cs_test_profile_close (profile);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  cs_test_profile_clean (&file);
}

static void
test_bad_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (try_open ("/proc/nothing/here", &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/makes-a-private-folder", test_makes_folder);
  g_test_add_func ("/profile/opens-without-folder", test_without_folder);
  g_test_add_func ("/profile/tells-of-a-damaged-store-and-keeps-it", test_damaged_store);
  g_test_add_func ("/profile/opens-with-broken-accounts", test_broken_accounts);
  g_test_add_func ("/profile/tells-of-a-bad-folder", test_bad_folder);
  g_test_add_func ("/profile/reads-anchors-where-there-is-an-account", test_anchors_wait_for_account);
  g_test_add_func ("/profile/reads-anchors-where-some-were-imported", test_reads_imported_anchors);

  return g_test_run ();
}

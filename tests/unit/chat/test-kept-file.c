/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-kept-file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "cs-test-store.h"

static CsKeptFile *
load_checked (const char       *path,
              CsKeptFileCheck   check,
              char            **aside)
{
  CsKeptFile *file = cs_kept_file_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (check)
    cs_kept_file_set_check (file, check);
  cs_kept_file_load_async (file, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_kept_file_load_finish (file, cs_test_wait (&result), aside, &error));
  g_assert_no_error (error);

  return file;
}

static CsKeptFile *
load (const char  *path,
      char       **aside)
{
  return load_checked (path, NULL, aside);
}

static void
flush (CsKeptFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_kept_file_flush_async (file, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_kept_file_flush_finish (file, cs_test_wait (&result), &error));
  g_assert_no_error (error);
}

static void
test_keeps (void)
{
  g_auto (CsTestFile) folder = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *value = NULL;
  CsKeptFile *file;
  GStatBuf status;

  cs_test_file_init (&folder);
  path = g_build_filename (folder.folder, "kept.ini", NULL);
  file = load (path, NULL);
  g_key_file_set_string (cs_kept_file_get (file), "a", "b", "one");
  cs_kept_file_touch (file);
  flush (file);
  g_key_file_set_string (cs_kept_file_get (file), "a", "b", "two");
  cs_kept_file_touch (file);
  cs_kept_file_touch (file);
  flush (file);
  flush (file);
  g_object_unref (file);

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  file = load (path, NULL);
  value = g_key_file_get_string (cs_kept_file_get (file), "a", "b", NULL);
  g_assert_cmpstr (value, ==, "two");
  g_object_unref (file);
}

static void
test_sets_aside (void)
{
  g_auto (CsTestFile) folder = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *aside = NULL;
  CsKeptFile *file;

  cs_test_file_init (&folder);
  path = g_build_filename (folder.folder, "kept.ini", NULL);
  g_assert_true (g_file_set_contents (path, "no key file", -1, NULL));
  file = load (path, &aside);
  g_assert_nonnull (aside);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_object_unref (file);
}

static gboolean
has_no_b (GKeyFile *file)
{
  return !g_key_file_has_group (file, "b");
}

static void
test_takes_what_it_still_says (void)
{
  g_auto (CsTestFile) folder = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *well = NULL;
  g_autofree char *aside = NULL;
  CsKeptFile *file;

  cs_test_file_init (&folder);
  path = g_build_filename (folder.folder, "kept.ini", NULL);
  g_assert_true (g_file_set_contents (path, "[a]\nx=1\n", -1, NULL));
  file = load_checked (path, has_no_b, &well);
  g_assert_null (well);
  g_object_unref (file);

  g_assert_true (g_file_set_contents (path, "[a]\nx=1\n[b]\nx=2\n", -1, NULL));
  file = load_checked (path, has_no_b, &aside);
  g_assert_nonnull (aside);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_key_file_has_group (cs_kept_file_get (file), "a"));
  g_assert_true (g_key_file_has_group (cs_kept_file_get (file), "b"));
  g_object_unref (file);
}

static void
test_makes_its_folder (void)
{
  g_auto (CsTestFile) folder = { NULL };
  g_autofree char *inner = NULL;
  g_autofree char *path = NULL;
  CsKeptFile *file;
  GStatBuf status;

  cs_test_file_init (&folder);
  inner = g_build_filename (folder.folder, "profile", NULL);
  path = g_build_filename (inner, "kept.ini", NULL);
  file = load (path, NULL);
  g_key_file_set_string (cs_kept_file_get (file), "a", "b", "one");
  cs_kept_file_touch (file);
  flush (file);
  g_object_unref (file);

  g_assert_cmpint (g_stat (inner, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (inner), ==, 0);
}

static void
test_keeps_nothing_without_a_path (void)
{
  CsKeptFile *file = load (NULL, NULL);

  g_key_file_set_string (cs_kept_file_get (file), "a", "b", "one");
  cs_kept_file_touch (file);
  flush (file);
  g_object_unref (file);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kept-file/keeps-what-is-in-it", test_keeps);
  g_test_add_func ("/kept-file/sets-a-broken-file-aside", test_sets_aside);
  g_test_add_func ("/kept-file/takes-what-a-broken-file-still-says", test_takes_what_it_still_says);
  g_test_add_func ("/kept-file/makes-its-folder", test_makes_its_folder);
  g_test_add_func ("/kept-file/keeps-nothing-without-a-path", test_keeps_nothing_without_a_path);

  return g_test_run ();
}

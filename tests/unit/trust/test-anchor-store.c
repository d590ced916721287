/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-anchor-store.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/cs-error.h"
#include "cs-test-authority.h"

#define WATCHDOG 60

typedef struct {
  char *folder;
  char *imported;
  char *administrator;
  CsAnchorStore *store;
  CsTestCertificate *root;
  GMainLoop *loop;
  GAsyncResult *result;
  guint changes;
  guint watchdog;
} Fixture;

static gboolean
watchdog_cb (gpointer user_data)
{
  g_error ("nothing happened for too long");

  return G_SOURCE_REMOVE;
}

static void
changed_cb (CsAnchorStore *store,
            gpointer       user_data)
{
  ((Fixture *) user_data)->changes++;
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_set_object (&fixture->result, result);
  g_main_loop_quit (fixture->loop);
}

static void
open_store (Fixture *fixture)
{
  g_clear_object (&fixture->store);
  fixture->store = cs_anchor_store_new (fixture->imported, fixture->administrator, FALSE);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  cs_anchor_store_load_async (fixture->store, NULL, done_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_true (cs_anchor_store_load_finish (fixture->store, fixture->result, &error));
  g_assert_no_error (error);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cs_anchor_store_load_finish (CS_ANCHOR_STORE (object), result, &error));
  g_assert_no_error (error);
  ++*(guint *) user_data;
}

static void
called_off_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cs_anchor_store_load_finish (CS_ANCHOR_STORE (object), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static CsAnchor *
import (Fixture            *fixture,
        CsTestCertificate  *certificate,
        const char * const *domains,
        GError            **error)
{
  cs_anchor_store_import_async (fixture->store, certificate->certificate, domains, NULL, done_cb, fixture);
  g_main_loop_run (fixture->loop);

  return cs_anchor_store_import_finish (fixture->store, fixture->result, error);
}

static gboolean
forget (Fixture   *fixture,
        CsAnchor  *anchor,
        GError   **error)
{
  cs_anchor_store_remove_async (fixture->store, anchor, NULL, done_cb, fixture);
  g_main_loop_run (fixture->loop);

  return cs_anchor_store_remove_finish (fixture->store, fixture->result, error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("countersign-XXXXXX", NULL);
  fixture->imported = g_build_filename (fixture->folder, "anchors", NULL);
  fixture->administrator = g_build_filename (fixture->folder, "administrator", NULL);
  fixture->root = cs_test_authority_new_root ("Root");
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->watchdog = g_timeout_add_seconds (WATCHDOG, watchdog_cb, NULL);
  open_store (fixture);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_folder (path);
    else
      g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_rmdir (folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_source_remove (fixture->watchdog);
  g_clear_object (&fixture->result);
  /* A worker thread may hold it a moment longer. */
  g_clear_object (&fixture->store);
  g_main_loop_unref (fixture->loop);
  cs_test_certificate_free (fixture->root);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->imported);
  g_free (fixture->administrator);
}

static void
test_starts_with_nothing (Fixture       *fixture,
                          gconstpointer  data)
{
  g_assert_null (cs_anchor_store_get_anchors (fixture->store));
  load (fixture);
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_cmpuint (cs_anchor_set_get_size (cs_anchor_store_get_anchors (fixture->store)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (cs_anchor_store_list_bad_files (fixture->store)), ==, 0);
}

static void
test_keeps_what_is_imported (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsAnchor) anchor = NULL;
  CsAnchor *found;

  load (fixture);
  anchor = import (fixture, fixture->root, CS_TEST_NAMES ("example.test"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->changes, ==, 2);
  g_assert_cmpuint (cs_anchor_store_count (fixture->store, CS_ANCHOR_IMPORTED), ==, 1);
  g_assert_true (cs_anchor_set_find (cs_anchor_store_get_anchors (fixture->store), fixture->root->certificate) == anchor);

  open_store (fixture);
  load (fixture);
  found = cs_anchor_set_find (cs_anchor_store_get_anchors (fixture->store), fixture->root->certificate);
  g_assert_nonnull (found);
  g_assert_cmpstrv (cs_anchor_get_domains (found), CS_TEST_NAMES ("example.test"));
  g_assert_cmpint (cs_anchor_get_added (found), ==, cs_anchor_get_added (anchor));
}

static void
test_importing_again_widens (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (CsAnchor) first = NULL;
  g_autoptr (CsAnchor) second = NULL;
  g_autoptr (CsCertificate) inspected = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  load (fixture);
  first = import (fixture, fixture->root, CS_TEST_NAMES ("a.test"), NULL);
  inspected = cs_anchor_store_inspect (fixture->store, fixture->root->der, now, &error);
  g_assert_no_error (error);
  g_clear_object (&inspected);
  second = import (fixture, fixture->root, CS_TEST_NAMES ("b.test"), NULL);
  g_assert_cmpstrv (cs_anchor_get_domains (second), CS_TEST_NAMES ("a.test", "b.test"));
  g_assert_cmpuint (cs_anchor_store_count (fixture->store, CS_ANCHOR_IMPORTED), ==, 1);

  g_clear_object (&second);
  second = import (fixture, fixture->root, NULL, NULL);
  g_assert_null (cs_anchor_get_domains (second));
  g_assert_null (cs_anchor_store_inspect (fixture->store, fixture->root->der, now, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_EXISTS);
}

static void
test_forgets_and_takes_back (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsAnchor) anchor = NULL;
  g_autoptr (CsAnchor) again = NULL;

  load (fixture);
  anchor = import (fixture, fixture->root, CS_TEST_NAMES ("example.test"), NULL);
  g_assert_true (forget (fixture, anchor, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (cs_anchor_set_get_size (cs_anchor_store_get_anchors (fixture->store)), ==, 0);
  g_assert_false (forget (fixture, anchor, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
  load (fixture);
  g_assert_cmpuint (cs_anchor_store_count (fixture->store, CS_ANCHOR_IMPORTED), ==, 0);

  again = import (fixture, fixture->root, cs_anchor_get_domains (anchor), NULL);
  g_assert_nonnull (again);
  load (fixture);
  g_assert_cmpuint (cs_anchor_store_count (fixture->store, CS_ANCHOR_IMPORTED), ==, 1);
}

static void
test_imports_no_leaf (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->root, "example.test");
  g_autoptr (GError) error = NULL;

  load (fixture);
  g_assert_null (import (fixture, leaf, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_AN_AUTHORITY);
  g_assert_cmpuint (cs_anchor_store_count (fixture->store, CS_ANCHOR_IMPORTED), ==, 0);
}

static void
test_says_when_the_disk_refuses (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  load (fixture);
  g_assert_true (g_file_set_contents (fixture->imported, "in the way", -1, NULL));
  g_assert_null (import (fixture, fixture->root, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (cs_anchor_store_count (fixture->store, CS_ANCHOR_IMPORTED), ==, 0);
  load (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (cs_anchor_store_list_bad_files (fixture->store)), ==, 1);
}

static void
test_brings_all_sources_together (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (CsTestCertificate) given = cs_test_authority_new_root ("Given");
  g_autoptr (CsTestCertificate) administrators = cs_test_authority_new_root ("Administrator's");
  g_autofree char *path = g_build_filename (fixture->administrator, "root.pem", NULL);
  g_autoptr (CsAnchor) anchor = NULL;
  CsAnchorSet *anchors;

  g_assert_cmpint (g_mkdir (fixture->administrator, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, administrators->pem, -1, NULL));
  cs_anchor_store_give (fixture->store, given->certificate);
  load (fixture);
  anchor = import (fixture, fixture->root, NULL, NULL);

  anchors = cs_anchor_store_get_anchors (fixture->store);
  g_assert_cmpuint (cs_anchor_set_get_size (anchors), ==, 3);
  g_assert_cmpint (cs_anchor_get_source (cs_anchor_set_find (anchors, given->certificate)), ==, CS_ANCHOR_GIVEN);
  g_assert_cmpint (cs_anchor_get_source (cs_anchor_set_find (anchors, administrators->certificate)), ==, CS_ANCHOR_ADMINISTRATOR);
  load (fixture);
  g_assert_cmpuint (cs_anchor_set_get_size (cs_anchor_store_get_anchors (fixture->store)), ==, 3);
}

static void
test_keeps_in_memory_without_a_folder (Fixture       *fixture,
                                       gconstpointer  data)
{
  g_autoptr (CsAnchor) anchor = NULL;

  g_clear_object (&fixture->store);
  fixture->store = cs_anchor_store_new (NULL, NULL, FALSE);
  load (fixture);
  anchor = import (fixture, fixture->root, NULL, NULL);
  load (fixture);
  g_assert_cmpuint (cs_anchor_set_get_size (cs_anchor_store_get_anchors (fixture->store)), ==, 1);
}

static void
test_forbids_import (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *pem = cs_certificate_to_pem (fixture->root->certificate);
  g_autoptr (GBytes) file = g_bytes_new (pem, strlen (pem));
  g_autoptr (CsAnchor) anchor = NULL;
  g_autoptr (GError) error = NULL;

  load (fixture);
  g_assert_true (cs_anchor_store_is_import_allowed (fixture->store));
  cs_anchor_store_set_import_allowed (fixture->store, FALSE);
  g_assert_false (cs_anchor_store_is_import_allowed (fixture->store));
  g_assert_null (import (fixture, fixture->root, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_assert_null (cs_anchor_store_inspect (fixture->store, file, g_get_real_time () / G_USEC_PER_SEC, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_ALLOWED);
  g_assert_cmpuint (cs_anchor_store_count (fixture->store, CS_ANCHOR_IMPORTED), ==, 0);

  cs_anchor_store_set_import_allowed (fixture->store, TRUE);
  anchor = import (fixture, fixture->root, NULL, NULL);
  g_assert_nonnull (anchor);
}

static void
test_loads_and_imports_at_once (Fixture       *fixture,
                                gconstpointer  data)
{
  cs_anchor_store_load_async (fixture->store, NULL, done_cb, fixture);
  cs_anchor_store_import_async (fixture->store, fixture->root->certificate, NULL, NULL, NULL, NULL);
  while (cs_anchor_store_count (fixture->store, CS_ANCHOR_IMPORTED) == 0 || !fixture->result)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (cs_anchor_set_get_size (cs_anchor_store_get_anchors (fixture->store)), ==, 1);
}

static void
test_can_be_cancelled (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  cs_anchor_store_load_async (fixture->store, cancellable, done_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_false (cs_anchor_store_load_finish (fixture->store, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (cs_anchor_store_get_anchors (fixture->store));
}

#define ADD(path, test) g_test_add ("/anchor-store/" path, Fixture, NULL, set_up, test, tear_down)

static void
test_reads_once_for_all_who_wait (Fixture       *fixture,
                                  gconstpointer  data)
{
  guint loaded = 0;

  for (guint i = 0; i < 3; i++)
    cs_anchor_store_load_async (fixture->store, NULL, loaded_cb, &loaded);
  while (loaded < 3)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_nonnull (cs_anchor_store_get_anchors (fixture->store));
}

static void
test_reads_for_others_when_called_off (Fixture       *fixture,
                                       gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint loaded = 0;

  g_cancellable_cancel (cancellable);
  cs_anchor_store_load_async (fixture->store, cancellable, called_off_cb, NULL);
  cs_anchor_store_load_async (fixture->store, NULL, loaded_cb, &loaded);
  while (loaded < 1)
    g_main_context_iteration (NULL, TRUE);

  g_assert_nonnull (cs_anchor_store_get_anchors (fixture->store));
}

/* What was read first may be there last. */
static void
test_keeps_what_was_read_last (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->administrator, "root.pem", NULL);
  g_autofree char *id = g_strnfill (64, 'f');
  g_autofree char *name = g_strconcat (id, ".pem", NULL);
  g_autofree char *slow = g_build_filename (fixture->imported, name, NULL);
  guint loaded = 0;
  int pipe;

  load (fixture);
  g_assert_cmpint (g_mkdir (fixture->administrator, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, fixture->root->pem, -1, NULL));
  g_assert_cmpint (g_mkdir (fixture->imported, 0700), ==, 0);
  /* Whoever reads it waits until we close it. */
  g_assert_cmpint (mkfifo (slow, 0600), ==, 0);
  cs_anchor_store_load_async (fixture->store, NULL, loaded_cb, &loaded);
  while ((pipe = open (slow, O_WRONLY | O_NONBLOCK | O_CLOEXEC)) < 0)
    g_main_context_iteration (NULL, FALSE);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_unlink (slow), ==, 0);
  load (fixture);
  g_assert_cmpuint (loaded, ==, 0);
  close (pipe);
  while (loaded == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (cs_anchor_store_count (fixture->store, CS_ANCHOR_ADMINISTRATOR), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("starts-with-nothing", test_starts_with_nothing);
  ADD ("keeps-what-is-imported", test_keeps_what_is_imported);
  ADD ("importing-again-widens", test_importing_again_widens);
  ADD ("forgets-and-takes-back", test_forgets_and_takes_back);
  ADD ("imports-no-leaf", test_imports_no_leaf);
  ADD ("says-when-the-disk-refuses", test_says_when_the_disk_refuses);
  ADD ("brings-all-sources-together", test_brings_all_sources_together);
  ADD ("keeps-in-memory-without-a-folder", test_keeps_in_memory_without_a_folder);
  ADD ("imports-nothing-where-that-is-forbidden", test_forbids_import);
  ADD ("loads-and-imports-at-once", test_loads_and_imports_at_once);
  ADD ("can-be-cancelled", test_can_be_cancelled);
  ADD ("reads-once-for-all-who-wait", test_reads_once_for_all_who_wait);
  ADD ("reads-for-others-when-called-off", test_reads_for_others_when_called_off);
  ADD ("keeps-what-was-read-last", test_keeps_what_was_read_last);

  return g_test_run ();
}

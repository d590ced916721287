/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "base/cs-error.h"
#include "store/cs-store-changes.h"
#include "store/cs-store-db.h"
#include "store/cs-store-queries.h"

#include "cs-test-store.h"

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static void
make (const char *path,
      guint       messages)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsStoreDb) db = cs_store_db_open (path, &error);
  g_autoptr (CsConversationRecord) conversation = NULL;

  g_assert_no_error (error);
  g_assert_true (cs_store_db_begin (db, &error));
  conversation = cs_store_open_conversation (db, "sip:a@example.test", "sip:b@example.test", &error);
  for (guint i = 0; i < messages; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autoptr (CsMessageRecord) record = cs_test_message (conversation->id, FALSE, id);
    gboolean there;

    cs_message_record_free (cs_store_add_message (db, record, &there, &error));
    g_assert_no_error (error);
  }
  g_assert_true (cs_store_db_commit (db, &error));
}

/* Opening fails as told and leaves every byte where it was. */
static void
refuse (const char *path,
        CsError     expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before, size_after;

  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  g_assert_null (cs_store_db_open (path, &error));
  g_assert_error (error, CS_ERROR, (int) expected);
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

static guint
get_mode (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);

  return info.st_mode & 07777;
}

static void
test_permissions (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *log = NULL;
  g_autoptr (CsStoreDb) db = NULL;
  mode_t mask = umask (0);

  cs_test_file_init (&file);
  log = g_strconcat (file.path, "-wal", NULL);
  make (file.path, 1);
  g_assert_cmpuint (get_mode (file.path), ==, 0600);

  g_assert_cmpint (g_chmod (file.path, 0644), ==, 0);
  db = cs_store_db_open (file.path, NULL);
  g_assert_nonnull (db);
  g_assert_cmpuint (get_mode (file.path), ==, 0600);
  g_assert_true (cs_store_db_begin (db, NULL));
  cs_conversation_record_free (cs_store_open_conversation (db, "sip:a@example.test", "sip:c@example.test", NULL));
  g_assert_true (cs_store_db_commit (db, NULL));
  g_assert_cmpuint (get_mode (log), ==, 0600);
  umask (mask);
}

static void
test_foreign_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsStoreDb) db = cs_store_db_open (NULL, &error);
  g_autoptr (CsMessageRecord) record = cs_test_message (77, FALSE, "orphan");
  gboolean there;

  g_assert_no_error (error);
  g_assert_null (cs_store_add_message (db, record, &there, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
}

static void
test_newer (void)
{
  g_auto (CsTestFile) file = { NULL };

  cs_test_file_init (&file);
  make (file.path, 3);
  run_sql (file.path, "PRAGMA user_version = 1000");
  refuse (file.path, CS_ERROR_STORE_NEWER);
}

/* A power cut may have left a log that ends anywhere: what is whole in it counts, the rest does not. */
static void
test_torn_log (void)
{
  static const gsize sizes[] = { 1, 31, 32, 33, 400, 5000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_auto (CsTestFile) file = { NULL };
    g_autofree char *log = NULL;
    g_autofree char *noise = g_strnfill (sizes[i], 'n');
    g_autoptr (CsStoreDb) db = NULL;
    g_autoptr (CsConversationRecord) found = NULL;
    g_autoptr (GError) error = NULL;

    cs_test_file_init (&file);
    log = g_strconcat (file.path, "-wal", NULL);
    make (file.path, 2);
    g_assert_true (g_file_set_contents (log, noise, (gssize) sizes[i], NULL));
    db = cs_store_db_open (file.path, &error);
    g_assert_no_error (error);
    found = cs_store_find_conversation (db, "sip:a@example.test", "sip:b@example.test", &error);
    g_assert_no_error (error);
    g_assert_cmpuint (found->unread, ==, 2);
  }
}

static void
test_foreign (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_auto (CsTestFile) marked = { NULL };

  cs_test_file_init (&file);
  run_sql (file.path, "CREATE TABLE cookies (x); INSERT INTO cookies VALUES (1)");
  refuse (file.path, CS_ERROR_STORE_DAMAGED);

  cs_test_file_init (&marked);
  make (marked.path, 0);
  run_sql (marked.path, "PRAGMA application_id = 7");
  refuse (marked.path, CS_ERROR_STORE_DAMAGED);
}

static void
test_noise (void)
{
  static const gsize sizes[] = { 1, 15, 100, 511, 4096, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_auto (CsTestFile) file = { NULL };
    g_autofree char *noise = g_malloc (sizes[i]);

    cs_test_file_init (&file);
    for (gsize j = 0; j < sizes[i]; j++)
      noise[j] = (char) g_test_rand_int ();
    noise[0] = 'x';
    g_assert_true (g_file_set_contents (file.path, noise, (gssize) sizes[i], NULL));
    refuse (file.path, CS_ERROR_STORE_DAMAGED);
  }
}

static void
test_truncated (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *whole = NULL;
  gsize size;

  cs_test_file_init (&file);
  make (file.path, 500);
  g_assert_true (g_file_get_contents (file.path, &whole, &size, NULL));

  for (gsize part = 1; part < 4; part++) {
    g_assert_true (g_file_set_contents (file.path, whole, (gssize) (size * part / 4), NULL));
    refuse (file.path, CS_ERROR_STORE_DAMAGED);
  }
  g_assert_true (g_file_set_contents (file.path, whole, 50, NULL));
  refuse (file.path, CS_ERROR_STORE_DAMAGED);
}

static void
test_missing_table (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autoptr (GError) error = NULL;

  cs_test_file_init (&file);
  make (file.path, 0);
  run_sql (file.path, "DROP TABLE message");
  g_assert_null (cs_store_db_open (file.path, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_STORE_DAMAGED);
}

static void
test_empty (void)
{
  g_auto (CsTestFile) file = { NULL };

  cs_test_file_init (&file);
  g_assert_true (g_file_set_contents (file.path, "", 0, NULL));
  make (file.path, 1);
}

static void
test_missing_folder (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (CsStoreDb) db = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  cs_test_file_init (&file);
  folder = g_build_filename (file.folder, "new", NULL);
  path = g_build_filename (folder, "messages.db", NULL);
  db = cs_store_db_open (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (db);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  g_clear_pointer (&db, cs_store_db_free);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_unreachable (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *blocked = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_file_init (&file);
  g_assert_true (g_file_set_contents (file.path, "no folder", -1, NULL));
  blocked = g_build_filename (file.path, "messages.db", NULL);
  g_assert_null (cs_store_db_open (blocked, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_null (cs_store_db_open (file.folder, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_FAILED);
}

/* What was removed must not be found in the file or its log. */
static void
test_removed (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *content = NULL;
  gsize size;

  cs_test_file_init (&file);
  make (file.path, 300);
  {
    g_autoptr (CsStoreDb) db = cs_store_db_open (file.path, NULL);
    g_autofree char *log = g_strconcat (file.path, "-wal", NULL);
    struct stat info;

    g_assert_true (cs_store_db_begin (db, NULL));
    g_assert_true (cs_store_remove_account (db, "sip:a@example.test", NULL));
    g_assert_true (cs_store_db_commit (db, NULL));
    cs_store_db_checkpoint (db);
    g_assert_cmpint (stat (log, &info), ==, 0);
    g_assert_cmpint (info.st_size, ==, 0);
  }
  g_assert_true (g_file_get_contents (file.path, &content, &size, NULL));
  g_assert_null (memmem (content, size, "text of", 7));
  g_assert_null (memmem (content, size, "sip:b@", 6));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-db/keeps-others-out", test_permissions);
  g_test_add_func ("/store-db/enforces-foreign-keys", test_foreign_keys);
  g_test_add_func ("/store-db/leaves-newer-file-alone", test_newer);
  g_test_add_func ("/store-db/outlives-torn-log", test_torn_log);
  g_test_add_func ("/store-db/leaves-foreign-file-alone", test_foreign);
  g_test_add_func ("/store-db/leaves-noise-alone", test_noise);
  g_test_add_func ("/store-db/leaves-truncated-file-alone", test_truncated);
  g_test_add_func ("/store-db/makes-its-folder", test_missing_folder);
  g_test_add_func ("/store-db/notices-missing-table", test_missing_table);
  g_test_add_func ("/store-db/fills-empty-file", test_empty);
  g_test_add_func ("/store-db/says-when-it-cannot-open", test_unreachable);
  g_test_add_func ("/store-db/overwrites-what-is-removed", test_removed);

  return g_test_run ();
}

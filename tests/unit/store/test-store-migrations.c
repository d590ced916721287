/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "store/cs-store-migrations.h"

static int
read_number (sqlite3    *handle,
             const char *sql)
{
  sqlite3_stmt *statement = NULL;
  int number;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);

  return number;
}

static void
test_all (void)
{
  sqlite3 *handle = NULL;
  g_autoptr (GError) error = NULL;

  sqlite3_open (":memory:", &handle);
  g_assert_true (cs_store_migrations_run (handle, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_number (handle, "PRAGMA user_version"), ==, CS_STORE_VERSION);
  g_assert_cmpint (read_number (handle, "PRAGMA application_id"), ==, CS_STORE_APPLICATION_ID);
  g_assert_cmpint (read_number (handle, "SELECT count(*) FROM message"), ==, 0);

  g_assert_true (cs_store_migrations_run (handle, CS_STORE_VERSION, &error));
  g_assert_no_error (error);
  sqlite3_close (handle);
}

/* Every version that was ever written is brought up with what is in it. */
static void
test_old (void)
{
  /* How to take each step back. */
  static const char * const backs[CS_STORE_VERSION + 1] = {
    [2] = "DROP TABLE receipt; ALTER TABLE message DROP COLUMN wanted",
    [3] = "DROP TABLE peer",
    [4] = "DROP TABLE message_text",
    [5] = "ALTER TABLE conversation DROP COLUMN marks; ALTER TABLE conversation DROP COLUMN removed_up_to; DROP TABLE chore",
    [6] = "DROP TABLE contact",
    [7] = "DROP INDEX message_time; ALTER TABLE message DROP COLUMN delivered_at; ALTER TABLE message DROP COLUMN read_at",
    [8] = "ALTER TABLE message DROP COLUMN sender; ALTER TABLE peer DROP COLUMN room",
    [9] = "DROP TABLE removed_message",
  };

  for (int version = 1; version < CS_STORE_VERSION; version++) {
    g_autofree char *back = g_strdup_printf ("PRAGMA user_version = %d", version);
    sqlite3 *handle = NULL;
    g_autoptr (GError) error = NULL;

    sqlite3_open (":memory:", &handle);
    g_assert_true (cs_store_migrations_run (handle, 0, &error));
    for (int newer = CS_STORE_VERSION; newer > version; newer--)
      g_assert_cmpint (sqlite3_exec (handle, backs[newer], NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_exec (handle, "INSERT INTO conversation (account, peer) VALUES ('a', 'b');"
                          "INSERT INTO message (conversation, outgoing, message_id, text, time, state) VALUES (1, 0, 'x', 'tomatoes', 1, 6)",
                  NULL, NULL, NULL);
    if (version >= 4)
      sqlite3_exec (handle, "INSERT INTO message_text (rowid, text) VALUES (1, 'tomatoes')", NULL, NULL, NULL);
    if (version >= 6)
      sqlite3_exec (handle, "INSERT INTO contact (account, peer, standing) VALUES ('a', 'b', 2)", NULL, NULL, NULL);
    if (version >= 3)
      sqlite3_exec (handle, "INSERT INTO peer (conversation) VALUES (1)", NULL, NULL, NULL);
    sqlite3_exec (handle, back, NULL, NULL, NULL);

    g_assert_true (cs_store_migrations_run (handle, version, &error));
    g_assert_no_error (error);
    g_assert_cmpint (read_number (handle, "PRAGMA user_version"), ==, CS_STORE_VERSION);
    g_assert_cmpint (read_number (handle, "SELECT count(*) FROM message WHERE wanted = 0 AND sender IS NULL"), ==, 1);
    g_assert_cmpint (read_number (handle, "SELECT rowid FROM message_text WHERE message_text MATCH '\"MAT\"'"), ==, 1);
    g_assert_cmpint (read_number (handle, "SELECT count(*) FROM conversation WHERE marks = 0 AND removed_up_to = 0"), ==, 1);
    g_assert_cmpint (read_number (handle, "SELECT count(*) FROM contact WHERE account = 'a' AND peer = 'b' AND standing = 2"), ==, 1);
    g_assert_cmpint (read_number (handle, "SELECT count(*) FROM peer WHERE room = 0"), ==, version >= 3);
    sqlite3_close (handle);
  }
}

static void
test_undone (void)
{
  sqlite3 *handle = NULL;
  g_autoptr (GError) error = NULL;

  /* The second table of the first step is in the way. */
  sqlite3_open (":memory:", &handle);
  sqlite3_exec (handle, "CREATE TABLE message (x)", NULL, NULL, NULL);
  g_assert_false (cs_store_migrations_run (handle, 0, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_FAILED);
  g_assert_cmpint (read_number (handle, "PRAGMA user_version"), ==, 0);
  g_assert_cmpint (read_number (handle, "SELECT count(*) FROM sqlite_schema"), ==, 1);
  g_assert_true (sqlite3_get_autocommit (handle));
  sqlite3_close (handle);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-migrations/end-at-the-newest-version", test_all);
  g_test_add_func ("/store-migrations/bring-old-files-up", test_old);
  g_test_add_func ("/store-migrations/are-all-or-nothing", test_undone);

  return g_test_run ();
}

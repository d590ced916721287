/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "store/cs-store-migrations.h"
#include "store/cs-store-statements.h"

static sqlite3 *
open_tables (void)
{
  sqlite3 *handle = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &handle), ==, SQLITE_OK);
  g_assert_true (cs_store_migrations_run (handle, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cs_statement_add_functions (handle), ==, SQLITE_OK);

  return handle;
}

static void
test_compiles (void)
{
  sqlite3 *handle = open_tables ();

  for (guint i = 0; i < CS_N_STATEMENTS; i++) {
    sqlite3_stmt *statement = NULL;
    const char *rest = NULL;

    g_assert_cmpint (sqlite3_prepare_v2 (handle, cs_statement_get_sql (i), -1, &statement, &rest), ==, SQLITE_OK);
    g_assert_nonnull (statement);
    g_assert_cmpstr (rest, ==, "");
    sqlite3_finalize (statement);
  }
  sqlite3_close (handle);
}

/* No statement that pages, counts or finds reads the whole table of messages, or sorts it. */
static void
test_uses_indexes (void)
{
  static const CsStatement statements[] = {
    CS_STATEMENT_FIND_CONVERSATION, CS_STATEMENT_LIST_CONVERSATIONS, CS_STATEMENT_FIND_MESSAGE, CS_STATEMENT_LIST_BEFORE,
    CS_STATEMENT_LIST_AFTER, CS_STATEMENT_LIST_UNSENT, CS_STATEMENT_SET_READ, CS_STATEMENT_SET_STATE,
  };
  sqlite3 *handle = open_tables ();

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++) {
    g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", cs_statement_get_sql (statements[i]), NULL);
    sqlite3_stmt *plan = NULL;

    g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &plan, NULL), ==, SQLITE_OK);
    while (sqlite3_step (plan) == SQLITE_ROW) {
      const char *detail = (const char *) sqlite3_column_text (plan, 3);

      g_test_message ("%u: %s", statements[i], detail);
      if (statements[i] != CS_STATEMENT_LIST_UNSENT)
        g_assert_false (g_str_has_prefix (detail, "SCAN m") || g_str_equal (detail, "SCAN message"));
      if (statements[i] != CS_STATEMENT_LIST_CONVERSATIONS)
        g_assert_null (strstr (detail, "TEMP B-TREE"));
    }
    sqlite3_finalize (plan);
  }
  sqlite3_close (handle);
}

/* What is no text has no words, whatever a file holds. */
static void
test_has_words (void)
{
  static const struct {
    const char *sql;
    int         result;
  } cases[] = {
    { "SELECT has_words ('a room', 'ROOM')", 1 },
    { "SELECT has_words ('a room', 'house')", 0 },
    { "SELECT has_words (NULL, 'room')", 0 },
    { "SELECT has_words ('room', NULL)", 0 },
    { "SELECT has_words (x'726f6f6df0', 'room')", 0 },
  };
  sqlite3 *handle = open_tables ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    sqlite3_stmt *statement = NULL;

    g_assert_cmpint (sqlite3_prepare_v2 (handle, cases[i].sql, -1, &statement, NULL), ==, SQLITE_OK);
    g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
    g_assert_cmpint (sqlite3_column_int (statement, 0), ==, cases[i].result);
    sqlite3_finalize (statement);
  }
  sqlite3_close (handle);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-statements/fit-the-tables", test_compiles);
  g_test_add_func ("/store-statements/use-the-indexes", test_uses_indexes);
  g_test_add_func ("/store-statements/looks-for-words-in-text-alone", test_has_words);

  return g_test_run ();
}

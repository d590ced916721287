/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adds messages through the store, and by hand to a second file with the same tables and settings, turn and turn about, so
 * that both see the same disk. Prints microseconds. */

#include <sqlite3.h>

#include "bench-burst.h"
#include "bench-lib.h"
#include "cs-test-store.h"

#define ACCOUNT "sip:alice@example.test"
#define PEER "sip:bob@example.test"
#define ROUNDS 300
#define BURSTS 60
#define BURST 32
#define TEXT "A line of a conversation, about as long as most of them are: eighty letters."

/* The same file, by hand. */
typedef struct {
  sqlite3      *handle;
  sqlite3_stmt *begin;
  sqlite3_stmt *commit;
  sqlite3_stmt *add;
  sqlite3_stmt *index;
  sqlite3_stmt *count;
} Raw;

static sqlite3_stmt *
prepare (Raw        *raw,
         const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v3 (raw->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (raw->handle));

  return statement;
}

static void
open_raw (Raw        *raw,
          const char *path)
{
  if (sqlite3_open_v2 (path, &raw->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
      sqlite3_exec (raw->handle,
                    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                    "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON",
                    NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (raw->handle));

  raw->begin = prepare (raw, "BEGIN IMMEDIATE");
  raw->commit = prepare (raw, "COMMIT");
  raw->add = prepare (raw, "INSERT INTO message (conversation, outgoing, message_id, text, time, state) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  raw->index = prepare (raw, "INSERT INTO message_text (rowid, text) VALUES (?1, ?2)");
  raw->count = prepare (raw, "UPDATE conversation SET unread = unread + 1 WHERE id = ?1");
}

static void
close_raw (Raw *raw)
{
  sqlite3_finalize (raw->begin);
  sqlite3_finalize (raw->commit);
  sqlite3_finalize (raw->add);
  sqlite3_finalize (raw->index);
  sqlite3_finalize (raw->count);
  sqlite3_close (raw->handle);
}

static void
step (sqlite3_stmt *statement)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (statement)));
  sqlite3_reset (statement);
}

static void
add_raw (Raw      *raw,
         gint64    conversation,
         gboolean  outgoing,
         guint     count)
{
  step (raw->begin);
  for (guint i = 0; i < count; i++) {
    g_autofree char *id = g_uuid_string_random ();

    sqlite3_bind_int64 (raw->add, 1, conversation);
    sqlite3_bind_int (raw->add, 2, outgoing);
    sqlite3_bind_text (raw->add, 3, id, -1, SQLITE_STATIC);
    sqlite3_bind_text (raw->add, 4, TEXT, -1, SQLITE_STATIC);
    sqlite3_bind_int64 (raw->add, 5, g_get_real_time ());
    sqlite3_bind_int (raw->add, 6, outgoing ? CS_MESSAGE_QUEUED : CS_MESSAGE_RECEIVED);
    step (raw->add);
    sqlite3_bind_int64 (raw->index, 1, sqlite3_last_insert_rowid (raw->handle));
    sqlite3_bind_text (raw->index, 2, TEXT, -1, SQLITE_STATIC);
    step (raw->index);
    if (!outgoing) {
      sqlite3_bind_int64 (raw->count, 1, conversation);
      step (raw->count);
    }
  }
  step (raw->commit);
}

static void
add_stored (CsStore  *store,
            gint64    conversation,
            gboolean  outgoing,
            guint     count)
{
  for (guint i = 0; i < count; i++) {
    g_autoptr (CsMessageRecord) record = cs_message_record_new ();

    record->conversation = conversation;
    record->outgoing = outgoing;
    record->message_id = g_uuid_string_random ();
    record->text = g_strdup (TEXT);
    record->time = g_get_real_time ();
    record->state = outgoing ? CS_MESSAGE_QUEUED : CS_MESSAGE_RECEIVED;
    bench_burst_add (store, record);
  }
  bench_burst_wait (0);
}

static void
measure (CsStore *store,
         Raw     *raw,
         gint64   conversation,
         guint    count)
{
  static const char * const directions[] = { "in", "out" };

  for (guint outgoing = 0; outgoing < 2; outgoing++) {
    g_autofree char *ours = g_strconcat (count > 1 ? "burst-" : "", directions[outgoing], NULL);
    g_autofree char *reference = g_strconcat ("raw-", ours, NULL);
    gint64 start = g_get_monotonic_time ();

    add_stored (store, conversation, outgoing, count);
    bench_print (ours, g_get_monotonic_time () - start);

    start = g_get_monotonic_time ();
    add_raw (raw, conversation, outgoing, count);
    bench_print (reference, g_get_monotonic_time () - start);
  }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = g_build_filename (argv[1], "messages.db", NULL);
  g_autofree char *raw_path = g_build_filename (argv[1], "raw.db", NULL);
  gint64 conversation;
  CsStore *store;
  Raw raw;

  /* The store makes the tables of both. */
  store = cs_test_store_open (raw_path);
  conversation = cs_test_conversation (store, ACCOUNT, PEER);
  cs_test_store_close (store);
  open_raw (&raw, raw_path);
  store = cs_test_store_open (path);
  g_assert_cmpint (cs_test_conversation (store, ACCOUNT, PEER), ==, conversation);

  for (guint i = 0; i < ROUNDS; i++)
    measure (store, &raw, conversation, 1);
  for (guint i = 0; i < BURSTS; i++)
    measure (store, &raw, conversation, BURST);

  cs_test_store_close (store);
  close_raw (&raw);

  return 0;
}

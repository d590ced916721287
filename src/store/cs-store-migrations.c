/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-migrations.h"

#include "cs-store-error.h"

/* Numbers are never used twice, so that what is late for a message that was removed hits no other one. Times are UTC
 * microseconds, the numbers of states those of CsMessageState. Paging goes by message_conversation (with the row's id behind
 * its column), the outbox by message_unsent, which holds nothing else. */
static const char migration_1[] =
  "CREATE TABLE conversation ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  account TEXT NOT NULL,"
  "  peer TEXT NOT NULL,"
  "  name TEXT,"
  "  draft TEXT,"
  "  unread INTEGER NOT NULL DEFAULT 0,"
  "  read_up_to INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (account, peer)"
  ") STRICT;"
  "CREATE TABLE message ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
  "  outgoing INTEGER NOT NULL,"
  "  message_id TEXT NOT NULL,"
  "  text TEXT NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  state INTEGER NOT NULL,"
  "  reason TEXT,"
  "  UNIQUE (conversation, outgoing, message_id)"
  ") STRICT;"
  "CREATE INDEX message_conversation ON message (conversation);"
  "CREATE INDEX message_unsent ON message (id) WHERE state IN (1, 2);";

/* What a sender asks to be told about a message is kept with it. What is owed to them is in receipt until it was sent, each under a
 * Call-ID of its own, so that one that is sent twice can be told. Both columns hold numbers of CsReceipt. */
static const char migration_2[] =
  "ALTER TABLE message ADD COLUMN wanted INTEGER NOT NULL DEFAULT 0;"
  "CREATE TABLE receipt ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
  "  message_id TEXT NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  receipt INTEGER NOT NULL,"
  "  call_id TEXT NOT NULL,"
  "  UNIQUE (conversation, message_id, receipt)"
  ") STRICT;";

/* What the program at the other end of a conversation refused to take, as a number of CsAbility, and since when; and whether
 * its person is told what was read, as a number of CsChoice. */
static const char migration_3[] =
  "CREATE TABLE peer ("
  "  conversation INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,"
  "  lacks INTEGER NOT NULL DEFAULT 0,"
  "  lacks_since INTEGER NOT NULL DEFAULT 0,"
  "  receipts INTEGER NOT NULL DEFAULT 0"
  ") STRICT;";

/* Words are found by runs of three characters, which needs no spaces between them: Japanese is found, too. Triggers cannot keep the
 * index, as the file is not trusted to name what its triggers call: who adds messages or removes them tells it. */
static const char migration_4[] =
  "CREATE VIRTUAL TABLE message_text USING fts5 (text, content = 'message', content_rowid = 'id', tokenize = 'trigram');"
  "INSERT INTO message_text (message_text) VALUES ('rebuild');";

/* What a person did with a conversation, as numbers of CsMarks; and up to which message they removed it: what stands before that is
 * shown nowhere until it is gone. A chore is what is still to be done when messages are gone, and whether that has begun. */
static const char migration_5[] =
  "ALTER TABLE conversation ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE conversation ADD COLUMN removed_up_to INTEGER NOT NULL DEFAULT 0;"
  "CREATE TABLE chore (name TEXT PRIMARY KEY, begun INTEGER NOT NULL) STRICT, WITHOUT ROWID;";

/* Standings are numbers of CsStanding. Who is in a conversation from before this table was let in (2). */
static const char migration_6[] =
  "CREATE TABLE contact ("
  "  account TEXT NOT NULL,"
  "  peer TEXT NOT NULL,"
  "  standing INTEGER NOT NULL,"
  "  blocked INTEGER NOT NULL DEFAULT 0,"
  "  favourite INTEGER NOT NULL DEFAULT 0,"
  "  colour INTEGER NOT NULL DEFAULT 0,"
  "  name TEXT,"
  "  note TEXT,"
  "  PRIMARY KEY (account, peer)"
  ") STRICT, WITHOUT ROWID;"
  "INSERT INTO contact (account, peer, standing) SELECT account, peer, 2 FROM conversation;";

/* When we heard that a message was delivered, or read; of one that came in, when it did. And an index to go to a day. */
static const char migration_7[] =
  "ALTER TABLE message ADD COLUMN delivered_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE message ADD COLUMN read_at INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX message_time ON message (conversation, time);";

/* Who of a room wrote: an address, or nothing at all where it is the room itself that speaks, which is nothing to be read. And
 * whether a peer is a room, as a number of CsRoomStanding. */
static const char migration_8[] =
  "ALTER TABLE message ADD COLUMN sender TEXT;"
  "ALTER TABLE peer ADD COLUMN room INTEGER NOT NULL DEFAULT 0;";

/* Messages that a person removed one by one: they are shown nowhere until they are gone. */
static const char migration_9[] =
  "CREATE TABLE removed_message (message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE) STRICT;";

/* Number n - 1 leads from version n - 1 to n. What was once released stays as it is: changes are new entries. */
static const char * const migrations[] = {
  migration_1,
  migration_2,
  migration_3,
  migration_4,
  migration_5,
  migration_6,
  migration_7,
  migration_8,
  migration_9,
};

G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == CS_STORE_VERSION);

static gboolean
run (sqlite3     *handle,
     const char  *sql,
     GError     **error)
{
  int code = sqlite3_exec (handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || cs_store_error_set (error, handle, code);
}

static gboolean
migrate (sqlite3  *handle,
         int       from,
         GError  **error)
{
  g_autofree char *marks = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                            CS_STORE_APPLICATION_ID, CS_STORE_VERSION);

  for (int i = from; i < CS_STORE_VERSION; i++) {
    if (!run (handle, migrations[i], error))
      return FALSE;
  }

  return run (handle, marks, error) && run (handle, "COMMIT", error);
}

/**
 * cs_store_migrations_run:
 * @handle: an open database, outside of a transaction
 * @from: the version that it has, 0 for an empty one
 * @error: return location for an error
 *
 * Brings the tables to %CS_STORE_VERSION, all steps in one transaction: it ends with the new version or with the old one.
 *
 * Returns: %TRUE, or %FALSE with an error set
 */
gboolean
cs_store_migrations_run (sqlite3  *handle,
                         int       from,
                         GError  **error)
{
  g_return_val_if_fail (from >= 0, FALSE);

  if (from >= CS_STORE_VERSION)
    return TRUE;
  if (!run (handle, "BEGIN EXCLUSIVE", error))
    return FALSE;
  if (migrate (handle, from, error))
    return TRUE;

  /* May have happened by itself already. */
  sqlite3_exec (handle, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-order.h"

/* Messages are in the order of their numbers, which is that in which they came; but what a server kept while we were away may be
 * overtaken by what is written now. So the first message that somebody writes over a new connection leaves room before it, and what
 * was kept goes there. */

/* More than this that was kept from one sender comes last, like any other message. */
#define ROOM 256

static gboolean
read_place (CsStoreDb     *db,
            sqlite3_stmt  *statement,
            gint64        *place,
            GError       **error)
{
  g_autoptr (GError) failure = NULL;

  *place = 0;
  if (cs_store_db_step (db, statement, &failure)) {
    *place = sqlite3_column_int64 (statement, 0);
    sqlite3_reset (statement);
  }
  if (!failure)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/**
 * cs_store_find_place:
 * @db: a database
 * @record: a message to add
 * @place: (out): the number that it should have; 0: the next one
 * @error: return location for an error
 *
 * Looks where a message that came over a new connection belongs. One from before the connection goes before the unread ones that were
 * written since; never before one that was read, that was there already, or that was kept, too.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_find_place (CsStoreDb              *db,
                     const CsMessageRecord  *record,
                     gint64                 *place,
                     GError                **error)
{
  sqlite3_stmt *statement;

  *place = 0;
  if (record->outgoing || record->since == 0)
    return TRUE;

  if (record->time >= record->since) {
    statement = cs_store_db_get (db, CS_STATEMENT_LEAVE_ROOM);
    sqlite3_bind_int64 (statement, 3, ROOM);
  } else {
    statement = cs_store_db_get (db, CS_STATEMENT_FIND_ROOM);
  }
  sqlite3_bind_int64 (statement, 1, record->conversation);
  sqlite3_bind_int64 (statement, 2, record->since);

  return read_place (db, statement, place, error);
}

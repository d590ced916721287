/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-order.h"

/* Messages are in the order of their numbers, which is that in which they came; but what a server kept while we were away may be
 * overtaken, by what is written now, and by what was kept later where the server has to try again. So the first message that comes
 * into a conversation over a new connection leaves room before it, and the first that was not kept does; what is older goes there. */

/* More than this comes last, like any other message. Who looks through all numbers passes over those that were left out. */
#define ROOM 128

static sqlite3_stmt *
prepare (CsStoreDb              *db,
         CsStatement             which,
         const CsMessageRecord  *record,
         gint64                  parameter)
{
  sqlite3_stmt *statement = cs_store_db_get (db, which);

  sqlite3_bind_int64 (statement, 1, record->conversation);
  sqlite3_bind_int64 (statement, 2, record->since);
  sqlite3_bind_int64 (statement, 3, parameter);

  return statement;
}

static gboolean
read_place (CsStoreDb     *db,
            sqlite3_stmt  *statement,
            gint64        *place,
            GError       **error)
{
  GError *failure = NULL;

  if (cs_store_db_step (db, statement, &failure)) {
    *place = sqlite3_column_int64 (statement, 0);
    sqlite3_reset (statement);
  }

  if (failure)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* Before what is newer; where there is no room, at least before what was not kept. */
static gboolean
find_room (CsStoreDb              *db,
           const CsMessageRecord  *record,
           gint64                 *place,
           GError                **error)
{
  if (!read_place (db, prepare (db, CS_STATEMENT_FIND_ROOM, record, record->time), place, error))
    return FALSE;

  return *place != 0 || read_place (db, prepare (db, CS_STATEMENT_FIND_ROOM, record, record->since - 1), place, error);
}

/**
 * cs_store_find_place:
 * @db: a database
 * @record: a message to add
 * @place: (out): the number that it should have; 0: the next one
 * @error: return location for an error
 *
 * Looks where a message that came over a new connection belongs. One from before the connection goes before newer ones that came over
 * it, too, and are unread; never before one that was read or that was there already.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_find_place (CsStoreDb              *db,
                     const CsMessageRecord  *record,
                     gint64                 *place,
                     GError                **error)
{
  gboolean kept = record->time < record->since;
  CsStatement leave_room = kept ? CS_STATEMENT_LEAVE_ROOM_KEPT : CS_STATEMENT_LEAVE_ROOM;

  *place = 0;
  if (record->outgoing || record->since == 0)
    return TRUE;

  if (kept && !find_room (db, record, place, error))
    return FALSE;

  return *place != 0 || read_place (db, prepare (db, leave_room, record, ROOM), place, error);
}

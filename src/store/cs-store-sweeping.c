/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-sweeping.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-store-queries.h"

/* So many messages go at once, and so many are looked at for it: whatever else the store has to do gets its turn in between. */
#define REMOVED_AT_ONCE 200
#define SCANNED_AT_ONCE 10000

/* So many pages of the index are written anew at once. */
#define MERGED_AT_ONCE 100

/**
 * cs_swept_free:
 * @self: (transfer full): what a piece did
 *
 * Frees @self and what it holds.
 */
void
cs_swept_free (CsSwept *self)
{
  g_clear_pointer (&self->gone, g_array_unref);
  g_free (self);
}

/* Runs what has the number of one thing bound to it. */
static gboolean
run_with (CsStoreDb    *db,
          CsStatement   which,
          gint64        number,
          GError      **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, which);

  sqlite3_bind_int64 (statement, 1, number);

  return cs_store_db_run (db, statement, error);
}

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_FOUND, _("This conversation is no longer there."));

  return FALSE;
}

static gboolean
fail_missing_message (GError **error)
{
  g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_FOUND, _("This message is no longer there."));

  return FALSE;
}

static CsConversationRecord *
read_back (CsStoreDb  *db,
           gint64      conversation,
           GError    **error)
{
  GError *failure = NULL;
  CsConversationRecord *record = cs_store_find_conversation_by_id (db, conversation, &failure);

  if (failure)
    g_propagate_error (error, failure);
  else if (!record)
    fail_missing (error);

  return record;
}

/**
 * cs_store_hide:
 * @db: a database
 * @conversation: the number of a conversation
 * @error: return location for an error
 *
 * Removes a conversation as far as anybody sees: its messages are in no list from now on, and all of it goes with the next sweep.
 *
 * Returns: %TRUE, or %FALSE with @error set, %CS_ERROR_NOT_FOUND where there is no such conversation
 */
gboolean
cs_store_hide (CsStoreDb  *db,
               gint64      conversation,
               GError    **error)
{
  if (!run_with (db, CS_STATEMENT_HIDE, conversation, error))
    return FALSE;

  return cs_store_db_changes (db) > 0 || fail_missing (error);
}

/**
 * cs_store_unhide:
 * @db: a database
 * @conversation: the number of a conversation
 * @error: return location for an error
 *
 * Takes [func@store_hide] back.
 *
 * Returns: (transfer full) (nullable): the conversation as it is again; %NULL with @error set, %CS_ERROR_NOT_FOUND where it is
 *   gone for good
 */
CsConversationRecord *
cs_store_unhide (CsStoreDb  *db,
                 gint64      conversation,
                 GError    **error)
{
  if (!run_with (db, CS_STATEMENT_UNHIDE, conversation, error) ||
      !run_with (db, CS_STATEMENT_RECOUNT, conversation, error))
    return NULL;

  return read_back (db, conversation, error);
}

/**
 * cs_store_list_hidden:
 * @db: a database
 * @untidy: (out): whether the index is to let go of what is gone already
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the numbers of conversations that hold what was removed; %NULL with
 *   @error set
 */
GPtrArray *
cs_store_list_hidden (CsStoreDb  *db,
                      gboolean   *untidy,
                      GError    **error)
{
  g_autoptr (GPtrArray) hidden = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_LIST_HIDDEN);
  GError *failure = NULL;

  while (cs_store_db_step (db, statement, &failure)) {
    gint64 id = sqlite3_column_int64 (statement, 0);

    g_ptr_array_add (hidden, g_memdup2 (&id, sizeof id));
  }

  if (!failure) {
    statement = cs_store_db_get (db, CS_STATEMENT_FIND_CHORE);
    *untidy = cs_store_db_step (db, statement, &failure);
    sqlite3_reset (statement);
  }

  if (failure) {
    g_propagate_error (error, failure);
    return NULL;
  }

  return g_steal_pointer (&hidden);
}

/* The index first: it asks the message for what it is to forget. */
static gboolean
forget (CsStoreDb  *db,
        gint64      message,
        GError    **error)
{
  return cs_store_db_index (db, error) &&
         run_with (db, CS_STATEMENT_FORGET_TEXT, message, error) &&
         run_with (db, CS_STATEMENT_FORGET_RECEIPTS, message, error) &&
         run_with (db, CS_STATEMENT_FORGET_MESSAGE, message, error);
}

static gboolean
forget_all (CsStoreDb  *db,
            GArray     *gone,
            GError    **error)
{
  for (guint i = 0; i < gone->len; i++) {
    if (!forget (db, g_array_index (gone, CsGone, i).message, error))
      return FALSE;
  }

  return gone->len == 0 || cs_store_db_run (db, cs_store_db_get (db, CS_STATEMENT_OWE_CHORE), error);
}

static GArray *
read_gone (CsStoreDb     *db,
           sqlite3_stmt  *statement,
           GError       **error)
{
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (CsGone));
  GError *failure = NULL;

  while (cs_store_db_step (db, statement, &failure)) {
    CsGone one = { .message = sqlite3_column_int64 (statement, 0), .conversation = sqlite3_column_int64 (statement, 1) };

    g_array_append_val (gone, one);
  }

  if (failure) {
    g_propagate_error (error, failure);
    return NULL;
  }

  return g_steal_pointer (&gone);
}

/* With its last message the conversation goes, too, unless somebody writes in it again. */
static gboolean
end_removal (CsStoreDb  *db,
             gint64      conversation,
             GError    **error)
{
  return run_with (db, CS_STATEMENT_REMOVE_CONVERSATION, conversation, error) &&
         run_with (db, CS_STATEMENT_END_REMOVAL, conversation, error);
}

static gboolean
sweep_conversation (CsStoreDb      *db,
                    const CsSweep  *sweep,
                    CsSwept        *swept,
                    GError        **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_SWEEP_CONVERSATION);

  sqlite3_bind_int64 (statement, 1, sweep->conversation);
  sqlite3_bind_int64 (statement, 2, REMOVED_AT_ONCE);
  swept->gone = read_gone (db, statement, error);
  if (!swept->gone || !forget_all (db, swept->gone, error))
    return FALSE;

  if (swept->gone->len == REMOVED_AT_ONCE)
    swept->next = g_array_index (swept->gone, CsGone, REMOVED_AT_ONCE - 1).message;
  else if (!end_removal (db, sweep->conversation, error))
    return FALSE;

  return TRUE;
}

static gboolean
find_last (CsStoreDb      *db,
           const CsSweep  *sweep,
           gint64         *last,
           GError        **error)
{
  sqlite3_stmt *statement;

  *last = sweep->up_to;
  if (sweep->up_to != 0)
    return TRUE;

  statement = cs_store_db_get (db, CS_STATEMENT_FIND_END);
  if (!cs_store_db_step (db, statement, error))
    return FALSE;
  *last = sqlite3_column_int64 (statement, 0) - 1;
  sqlite3_reset (statement);

  return TRUE;
}

static gboolean
sweep_account (CsStoreDb      *db,
               const CsSweep  *sweep,
               CsSwept        *swept,
               GError        **error)
{
  sqlite3_stmt *statement;
  gint64 last, end;

  if (!find_last (db, sweep, &last, error))
    return FALSE;

  end = MIN (last, sweep->after + SCANNED_AT_ONCE);
  statement = cs_store_db_get (db, CS_STATEMENT_SWEEP_ACCOUNT);
  sqlite3_bind_text (statement, 1, sweep->account, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, sweep->before);
  sqlite3_bind_int64 (statement, 3, REMOVED_AT_ONCE);
  sqlite3_bind_int64 (statement, 4, sweep->after);
  sqlite3_bind_int64 (statement, 5, end);
  sqlite3_bind_int (statement, 6, sweep->unread_too ? 1 : 0);
  swept->gone = read_gone (db, statement, error);
  if (!swept->gone || !forget_all (db, swept->gone, error))
    return FALSE;

  if (swept->gone->len == REMOVED_AT_ONCE)
    swept->next = g_array_index (swept->gone, CsGone, REMOVED_AT_ONCE - 1).message;
  else if (end < last)
    swept->next = end;

  return TRUE;
}

/**
 * cs_store_sweep:
 * @db: a database
 * @sweep: what goes
 * @error: return location for an error
 *
 * Removes a piece of what goes: the messages, what the index knows of them, and what was owed about them.
 *
 * Returns: (transfer full) (nullable): what was done; %NULL with @error set
 */
CsSwept *
cs_store_sweep (CsStoreDb      *db,
                const CsSweep  *sweep,
                GError        **error)
{
  g_autoptr (CsSwept) swept = g_new0 (CsSwept, 1);

  if (sweep->conversation != 0 ? !sweep_conversation (db, sweep, swept, error) : !sweep_account (db, sweep, swept, error))
    return NULL;

  return g_steal_pointer (&swept);
}

static CsConversationRecord *
change_message (CsStoreDb    *db,
                CsStatement   which,
                gint64        conversation,
                gint64        message,
                GError      **error)
{
  if (!run_with (db, which, message, error) ||
      (cs_store_db_changes (db) == 0 && !fail_missing_message (error)) ||
      !run_with (db, CS_STATEMENT_RECOUNT, conversation, error))
    return NULL;

  return read_back (db, conversation, error);
}

/**
 * cs_store_hide_message:
 * @db: a database
 * @conversation: the number of its conversation
 * @message: the number of a message
 * @error: return location for an error
 *
 * Removes a message as far as anybody sees: it is in no list from now on, and goes when its conversation is swept.
 *
 * Returns: (transfer full) (nullable): its conversation without it; %NULL with @error set, %CS_ERROR_NOT_FOUND where there is no such
 *   message
 */
CsConversationRecord *
cs_store_hide_message (CsStoreDb  *db,
                       gint64      conversation,
                       gint64      message,
                       GError    **error)
{
  return change_message (db, CS_STATEMENT_HIDE_MESSAGE, conversation, message, error);
}

/**
 * cs_store_unhide_message:
 * @db: a database
 * @conversation: the number of its conversation
 * @message: the number of a message
 * @error: return location for an error
 *
 * Takes [func@store_hide_message] back.
 *
 * Returns: (transfer full) (nullable): its conversation with it; %NULL with @error set, %CS_ERROR_NOT_FOUND where it is gone for good
 */
CsConversationRecord *
cs_store_unhide_message (CsStoreDb  *db,
                         gint64      conversation,
                         gint64      message,
                         GError    **error)
{
  return change_message (db, CS_STATEMENT_UNHIDE_MESSAGE, conversation, message, error);
}

/**
 * cs_store_forget_message:
 * @db: a database
 * @conversation: the number of its conversation
 * @message: the number of a message; one that is gone already is no error
 * @error: return location for an error
 *
 * Removes a message, what the index knows of it, and what was owed about it.
 *
 * Returns: (transfer full) (nullable): its conversation without it; %NULL with @error set
 */
CsConversationRecord *
cs_store_forget_message (CsStoreDb  *db,
                         gint64      conversation,
                         gint64      message,
                         GError    **error)
{
  if (!forget (db, message, error) ||
      !cs_store_db_run (db, cs_store_db_get (db, CS_STATEMENT_OWE_CHORE), error) ||
      !run_with (db, CS_STATEMENT_RECOUNT, conversation, error))
    return NULL;

  return read_back (db, conversation, error);
}

/**
 * cs_store_remove_empty:
 * @db: a database
 * @account: the account's URI
 * @error: return location for an error
 *
 * Removes the account's conversations that hold nothing, neither messages nor a draft nor anything that was chosen for them.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_remove_empty (CsStoreDb   *db,
                       const char  *account,
                       GError     **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_REMOVE_EMPTY);

  sqlite3_bind_text (statement, 1, account, -1, SQLITE_STATIC);

  return cs_store_db_run (db, statement, error);
}

/**
 * cs_store_tidy:
 * @db: a database
 * @more: (out): whether there is more to do
 * @error: return location for an error
 *
 * Writes a piece of the index anew. It keeps what was taken out, with a note that it is gone, until its parts are merged. A
 * negative number begins that for all of them; two changes or fewer mean that it is done.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_tidy (CsStoreDb  *db,
               gboolean   *more,
               GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_FIND_CHORE);
  GError *failure = NULL;
  gboolean begun;
  int changes;

  *more = FALSE;
  if (!cs_store_db_step (db, statement, &failure)) {
    if (failure)
      g_propagate_error (error, failure);
    return failure == NULL;
  }
  begun = sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);

  changes = cs_store_db_total_changes (db);
  if (!run_with (db, CS_STATEMENT_MERGE_SOME, begun ? MERGED_AT_ONCE : -MERGED_AT_ONCE, error))
    return FALSE;

  *more = !begun || cs_store_db_total_changes (db) - changes >= 2;
  if (*more && begun)
    return TRUE;

  return cs_store_db_run (db, cs_store_db_get (db, *more ? CS_STATEMENT_BEGIN_CHORE : CS_STATEMENT_END_CHORE), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-changes.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-store-order.h"
#include "cs-store-queries.h"

/* Runs an UPDATE that must find its row. */
static gboolean
update (CsStoreDb     *db,
        sqlite3_stmt  *statement,
        const char    *missing,
        GError       **error)
{
  if (!cs_store_db_run (db, statement, error))
    return FALSE;
  if (cs_store_db_changes (db) > 0)
    return TRUE;

  g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_FOUND, missing);

  return FALSE;
}

static gboolean
set_conversation_text (CsStoreDb    *db,
                       CsStatement   which,
                       gint64        conversation,
                       const char   *text,
                       GError      **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, which);

  sqlite3_bind_int64 (statement, 1, conversation);
  sqlite3_bind_text (statement, 2, text && *text ? text : NULL, -1, SQLITE_STATIC);

  return update (db, statement, _("This conversation is no longer there."), error);
}

/* Who writes in a conversation that was removed has it back, without what was in it. */
static gboolean
revive (CsStoreDb  *db,
        gint64      conversation,
        GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_REVIVE);

  sqlite3_bind_int64 (statement, 1, conversation);

  return cs_store_db_run (db, statement, error);
}

/**
 * cs_store_open_conversation:
 * @db: a database
 * @account: the account's URI
 * @peer: the peer's URI
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the conversation of @account with @peer, a new one if there was none; %NULL with @error
 *   set
 */
CsConversationRecord *
cs_store_open_conversation (CsStoreDb   *db,
                            const char  *account,
                            const char  *peer,
                            GError     **error)
{
  CsConversationRecord *conversation;
  GError *failure = NULL;
  sqlite3_stmt *statement;

  conversation = cs_store_find_conversation (db, account, peer, &failure);
  if (conversation && (conversation->marks & CS_MARK_REMOVED)) {
    gint64 id = conversation->id;

    cs_conversation_record_free (conversation);
    return revive (db, id, error) ? cs_store_find_conversation_by_id (db, id, error) : NULL;
  }
  if (conversation)
    return conversation;
  if (failure) {
    g_propagate_error (error, failure);
    return NULL;
  }

  statement = cs_store_db_get (db, CS_STATEMENT_ADD_CONVERSATION);
  sqlite3_bind_text (statement, 1, account, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, peer, -1, SQLITE_STATIC);
  if (!cs_store_db_run (db, statement, error))
    return NULL;

  conversation = cs_conversation_record_new ();
  conversation->id = cs_store_db_last_id (db);
  conversation->account = g_strdup (account);
  conversation->peer = g_strdup (peer);

  return conversation;
}

static gboolean
count_unread (CsStoreDb  *db,
              gint64      conversation,
              gint64      message,
              GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_ADD_UNREAD);

  sqlite3_bind_int64 (statement, 1, conversation);
  sqlite3_bind_int64 (statement, 2, message);

  return cs_store_db_run (db, statement, error);
}

/* Before the messages themselves, which the index asks for what it is to forget. */
static gboolean
remove_texts (CsStoreDb   *db,
              const char  *account,
              GError     **error)
{
  sqlite3_stmt *statement;

  if (!cs_store_db_index (db, error))
    return FALSE;

  statement = cs_store_db_get (db, CS_STATEMENT_REMOVE_TEXTS);
  sqlite3_bind_text (statement, 1, account, -1, SQLITE_STATIC);

  return cs_store_db_run (db, statement, error);
}

static gboolean
owe_delivered (CsStoreDb  *db,
               gint64      message,
               GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_OWE_DELIVERED);

  sqlite3_bind_int64 (statement, 1, message);

  return cs_store_db_run (db, statement, error);
}

static gboolean
owe_read (CsStoreDb  *db,
          gint64      conversation,
          gint64      up_to_message,
          GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_OWE_READ);

  sqlite3_bind_int64 (statement, 1, conversation);
  sqlite3_bind_int64 (statement, 2, up_to_message);

  return cs_store_db_run (db, statement, error);
}

/**
 * cs_store_add_message:
 * @db: a database
 * @record: the message; its id is ignored
 * @already_there: (out): whether it was stored before
 * @error: return location for an error
 *
 * Adds a message, unless its conversation has one of the same direction and message id. Where its sender asks to be told that it
 * is here, that is owed to them.
 *
 * Returns: (transfer full) (nullable): the message as stored, or %NULL with @error set, %CS_ERROR_NOT_FOUND where there is no
 *   such conversation
 */
CsMessageRecord *
cs_store_add_message (CsStoreDb              *db,
                      const CsMessageRecord  *record,
                      gboolean               *already_there,
                      GError                **error)
{
  sqlite3_stmt *statement;
  CsMessageRecord *stored;
  gint64 id;
  gint64 place;

  *already_there = FALSE;
  if (!cs_store_find_place (db, record, &place, error))
    return NULL;

  statement = cs_store_db_get (db, CS_STATEMENT_ADD_MESSAGE);
  sqlite3_bind_int64 (statement, 1, record->conversation);
  sqlite3_bind_int (statement, 2, record->outgoing ? 1 : 0);
  sqlite3_bind_text (statement, 3, record->message_id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 4, record->text, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 5, record->time);
  sqlite3_bind_int (statement, 6, (int) record->state);
  sqlite3_bind_text (statement, 7, record->reason, -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 8, (int) record->wanted);
  sqlite3_bind_int64 (statement, 9, record->outgoing ? 0 : g_get_real_time ());
  sqlite3_bind_text (statement, 10, record->sender, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 11, place);

  if (!cs_store_db_run (db, statement, error))
    return NULL;

  if (cs_store_db_changes (db) == 0) {
    *already_there = TRUE;
    return cs_store_find_message (db, record, error);
  }

  id = cs_store_db_last_id (db);
  cs_store_db_note_added (db, id);
  if (record->outgoing && !revive (db, record->conversation, error))
    return NULL;
  /* What a room says itself is nothing to be read. */
  if (!record->outgoing && !cs_message_record_is_notice (record) && !count_unread (db, record->conversation, id, error))
    return NULL;
  if (!record->outgoing && (record->wanted & CS_RECEIPT_DELIVERED) && !owe_delivered (db, id, error))
    return NULL;

  stored = cs_message_record_copy (record);
  stored->id = id;

  return stored;
}

/**
 * cs_store_set_message_state:
 * @db: a database
 * @message: the number of a message
 * @state: its new state
 * @reason: (nullable): why it failed
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with @error set, %CS_ERROR_NOT_FOUND where there is no such message
 */
gboolean
cs_store_set_message_state (CsStoreDb       *db,
                            gint64           message,
                            CsMessageState   state,
                            const char      *reason,
                            GError         **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_SET_STATE);

  sqlite3_bind_int64 (statement, 1, message);
  sqlite3_bind_int (statement, 2, (int) state);
  sqlite3_bind_text (statement, 3, reason, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, g_get_real_time ());

  return update (db, statement, _("This message is no longer there."), error);
}

/**
 * cs_store_set_read:
 * @db: a database
 * @conversation: the number of a conversation
 * @up_to_message: the number of the newest message that was read
 * @owe_receipts: whether those who asked for it are told
 * @error: return location for an error
 *
 * Marks messages as read. The mark never moves back. Who is not told now is never told.
 *
 * Returns: %TRUE, or %FALSE with @error set, %CS_ERROR_NOT_FOUND where there is no such conversation
 */
gboolean
cs_store_set_read (CsStoreDb  *db,
                   gint64      conversation,
                   gint64      up_to_message,
                   gboolean    owe_receipts,
                   GError    **error)
{
  sqlite3_stmt *statement;

  if (owe_receipts && !owe_read (db, conversation, up_to_message, error))
    return FALSE;

  statement = cs_store_db_get (db, CS_STATEMENT_SET_READ);
  sqlite3_bind_int64 (statement, 1, conversation);
  sqlite3_bind_int64 (statement, 2, up_to_message);

  return update (db, statement, _("This conversation is no longer there."), error);
}

/**
 * cs_store_take_receipt:
 * @db: a database
 * @about: the message that a peer tells us about: its conversation, message id, new state and reason
 * @error: return location for an error
 *
 * Writes down what a peer says about a message of ours. That one failed is believed of what somebody else keeps for them only; that
 * one is queued says nothing.
 *
 * Returns: (transfer full) (nullable): the message as it is now; %NULL where the peer got no such message from us, or with @error
 *   set
 */
CsMessageRecord *
cs_store_take_receipt (CsStoreDb              *db,
                       const CsMessageRecord  *about,
                       GError                **error)
{
  g_autoptr (CsMessageRecord) message = NULL;
  CsMessageRecord like = *about;

  like.outgoing = TRUE;
  message = cs_store_find_message (db, &like, error);
  if (!message)
    return NULL;

  if (about->state == CS_MESSAGE_QUEUED || cs_message_state_advance (message->state, about->state) == message->state)
    return g_steal_pointer (&message);

  if (!cs_store_set_message_state (db, message->id, about->state, about->reason, error))
    return NULL;

  message->state = about->state;
  g_free (message->reason);
  message->reason = g_strdup (about->reason);

  return g_steal_pointer (&message);
}

/**
 * cs_store_set_peer:
 * @db: a database
 * @conversation: the number of a conversation
 * @about: what is known of the peer's program
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with @error set, %CS_ERROR_NOT_FOUND where there is no such conversation
 */
gboolean
cs_store_set_peer (CsStoreDb          *db,
                   gint64              conversation,
                   const CsPeerFacts  *about,
                   GError            **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_SET_PEER);

  sqlite3_bind_int64 (statement, 1, conversation);
  sqlite3_bind_int (statement, 2, (int) about->lacks);
  sqlite3_bind_int64 (statement, 3, about->lacks_since);
  sqlite3_bind_int (statement, 4, (int) about->receipts);
  sqlite3_bind_int (statement, 5, (int) about->room);

  return cs_store_db_run (db, statement, error);
}

/**
 * cs_store_remove_owed:
 * @db: a database
 * @receipt: the number of a receipt
 * @error: return location for an error
 *
 * Forgets what a peer has been told now. One that is gone already is no error.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_remove_owed (CsStoreDb  *db,
                      gint64      receipt,
                      GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_REMOVE_OWED);

  sqlite3_bind_int64 (statement, 1, receipt);

  return cs_store_db_run (db, statement, error);
}

/**
 * cs_store_set_draft:
 * @db: a database
 * @conversation: the number of a conversation
 * @draft: (nullable): what was written but not sent
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with @error set, %CS_ERROR_NOT_FOUND where there is no such conversation
 */
gboolean
cs_store_set_draft (CsStoreDb   *db,
                    gint64       conversation,
                    const char  *draft,
                    GError     **error)
{
  return set_conversation_text (db, CS_STATEMENT_SET_DRAFT, conversation, draft, error);
}

/**
 * cs_store_set_name:
 * @db: a database
 * @conversation: the number of a conversation
 * @name: (nullable): what the peer calls itself
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with @error set, %CS_ERROR_NOT_FOUND where there is no such conversation
 */
gboolean
cs_store_set_name (CsStoreDb   *db,
                   gint64       conversation,
                   const char  *name,
                   GError     **error)
{
  return set_conversation_text (db, CS_STATEMENT_SET_NAME, conversation, name, error);
}

/**
 * cs_store_set_marks:
 * @db: a database
 * @conversation: the number of a conversation
 * @mask: which marks to set or to take away
 * @marks: those of @mask that are to be set
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with @error set, %CS_ERROR_NOT_FOUND where there is no such conversation
 */
gboolean
cs_store_set_marks (CsStoreDb  *db,
                    gint64      conversation,
                    CsMarks     mask,
                    CsMarks     marks,
                    GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_SET_MARKS);

  sqlite3_bind_int64 (statement, 1, conversation);
  sqlite3_bind_int (statement, 2, (int) mask);
  sqlite3_bind_int (statement, 3, (int) (marks & mask));

  return update (db, statement, _("This conversation is no longer there."), error);
}

/**
 * cs_store_remove_account:
 * @db: a database
 * @account: the account's URI
 * @error: return location for an error
 *
 * Removes the account's conversations with all their messages, and its contacts. The index, too, lets go of all that it knew of them.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_remove_account (CsStoreDb   *db,
                         const char  *account,
                         GError     **error)
{
  sqlite3_stmt *statement;

  if (!remove_texts (db, account, error))
    return FALSE;

  statement = cs_store_db_get (db, CS_STATEMENT_REMOVE_ACCOUNT);
  sqlite3_bind_text (statement, 1, account, -1, SQLITE_STATIC);

  return cs_store_db_run (db, statement, error) &&
         cs_store_remove_contacts (db, account, error) &&
         cs_store_db_run (db, cs_store_db_get (db, CS_STATEMENT_MERGE_TEXTS), error);
}

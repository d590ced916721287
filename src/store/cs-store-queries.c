/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-queries.h"

/* The columns of a message come first in every row, those of a conversation after them. */
enum {
  COLUMN_ID,
  COLUMN_CONVERSATION,
  COLUMN_OUTGOING,
  COLUMN_MESSAGE_ID,
  COLUMN_TEXT,
  COLUMN_TIME,
  COLUMN_STATE,
  COLUMN_REASON,
  COLUMN_WANTED,
  COLUMN_SENDER,
  COLUMN_CONVERSATION_ID,
  COLUMN_ACCOUNT,
  COLUMN_PEER,
  COLUMN_NAME,
  COLUMN_DRAFT,
  COLUMN_UNREAD,
  COLUMN_READ_UP_TO,
  COLUMN_MARKS,
  COLUMN_LACKS,
  COLUMN_LACKS_SINCE,
  COLUMN_RECEIPTS,
  COLUMN_ROOM,
  COLUMN_HEARD,
};

/* SQLite hands out what the file says, and a damaged one may say anything. */
static char *
read_text (sqlite3_stmt *row,
           int           column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return text ? g_utf8_make_valid (text, -1) : NULL;
}

static CsMessageRecord *
read_message (sqlite3_stmt *row)
{
  CsMessageRecord *message;

  if (sqlite3_column_type (row, COLUMN_ID) == SQLITE_NULL)
    return NULL;

  message = cs_message_record_new ();
  message->id = sqlite3_column_int64 (row, COLUMN_ID);
  message->conversation = sqlite3_column_int64 (row, COLUMN_CONVERSATION);
  message->outgoing = sqlite3_column_int (row, COLUMN_OUTGOING) != 0;
  message->message_id = read_text (row, COLUMN_MESSAGE_ID);
  message->text = read_text (row, COLUMN_TEXT);
  message->time = sqlite3_column_int64 (row, COLUMN_TIME);
  message->state = (CsMessageState) sqlite3_column_int (row, COLUMN_STATE);
  message->reason = read_text (row, COLUMN_REASON);
  message->wanted = (CsReceipt) sqlite3_column_int (row, COLUMN_WANTED);
  message->sender = read_text (row, COLUMN_SENDER);

  return message;
}

static CsConversationRecord *
read_conversation (sqlite3_stmt *row)
{
  CsConversationRecord *conversation = cs_conversation_record_new ();

  conversation->id = sqlite3_column_int64 (row, COLUMN_CONVERSATION_ID);
  conversation->account = read_text (row, COLUMN_ACCOUNT);
  conversation->peer = read_text (row, COLUMN_PEER);
  conversation->name = read_text (row, COLUMN_NAME);
  conversation->draft = read_text (row, COLUMN_DRAFT);
  conversation->unread = (guint) CLAMP (sqlite3_column_int64 (row, COLUMN_UNREAD), 0, G_MAXUINT);
  conversation->read_up_to = sqlite3_column_int64 (row, COLUMN_READ_UP_TO);
  conversation->marks = (CsMarks) sqlite3_column_int (row, COLUMN_MARKS);
  conversation->about.lacks = (CsAbility) sqlite3_column_int (row, COLUMN_LACKS);
  conversation->about.lacks_since = sqlite3_column_int64 (row, COLUMN_LACKS_SINCE);
  conversation->about.receipts = (CsChoice) sqlite3_column_int (row, COLUMN_RECEIPTS);
  conversation->about.room = (CsRoomStanding) sqlite3_column_int (row, COLUMN_ROOM);
  conversation->heard = sqlite3_column_int (row, COLUMN_HEARD) != 0;
  conversation->last = read_message (row);

  return conversation;
}

static void
reverse (GPtrArray *array)
{
  for (guint i = 0; i < array->len / 2; i++) {
    gpointer other = array->pdata[array->len - 1 - i];

    array->pdata[array->len - 1 - i] = array->pdata[i];
    array->pdata[i] = other;
  }
}

/**
 * cs_store_read_messages:
 * @db: a database
 * @statement: a statement of @db whose rows are messages
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsMessageRecord): all its messages, in its order; %NULL with @error set
 */
GPtrArray *
cs_store_read_messages (CsStoreDb     *db,
                        sqlite3_stmt  *statement,
                        GError       **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_message_record_free);
  GError *failure = NULL;

  while (cs_store_db_step (db, statement, &failure))
    g_ptr_array_add (messages, read_message (statement));

  if (failure) {
    g_propagate_error (error, failure);
    return NULL;
  }

  return g_steal_pointer (&messages);
}

/**
 * cs_store_find_message:
 * @db: a database
 * @like: a message; its conversation, direction and message id are looked for
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the stored message, %NULL if there is none, or with @error set
 */
CsMessageRecord *
cs_store_find_message (CsStoreDb              *db,
                       const CsMessageRecord  *like,
                       GError                **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_FIND_MESSAGE);
  CsMessageRecord *message = NULL;

  sqlite3_bind_int64 (statement, 1, like->conversation);
  sqlite3_bind_int (statement, 2, like->outgoing ? 1 : 0);
  sqlite3_bind_text (statement, 3, like->message_id, -1, SQLITE_STATIC);

  if (cs_store_db_step (db, statement, error)) {
    message = read_message (statement);
    sqlite3_reset (statement);
  }

  return message;
}

/**
 * cs_store_find_conversation:
 * @db: a database
 * @account: the account's URI
 * @peer: the peer's URI
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the conversation, %NULL if there is none, or with @error set
 */
CsConversationRecord *
cs_store_find_conversation (CsStoreDb   *db,
                            const char  *account,
                            const char  *peer,
                            GError     **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_FIND_CONVERSATION);
  CsConversationRecord *conversation = NULL;

  sqlite3_bind_text (statement, 1, account, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, peer, -1, SQLITE_STATIC);

  if (cs_store_db_step (db, statement, error)) {
    conversation = read_conversation (statement);
    sqlite3_reset (statement);
  }

  return conversation;
}

/**
 * cs_store_find_conversation_by_id:
 * @db: a database
 * @conversation: the number of a conversation
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the conversation, %NULL if there is none, or with @error set
 */
CsConversationRecord *
cs_store_find_conversation_by_id (CsStoreDb  *db,
                                  gint64      conversation,
                                  GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_FIND_BY_ID);
  CsConversationRecord *record = NULL;

  sqlite3_bind_int64 (statement, 1, conversation);
  if (cs_store_db_step (db, statement, error)) {
    record = read_conversation (statement);
    sqlite3_reset (statement);
  }

  return record;
}

/**
 * cs_store_list_conversations:
 * @db: a database
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsConversationRecord): all conversations, the one with the newest message
 *   first; %NULL with @error set
 */
GPtrArray *
cs_store_list_conversations (CsStoreDb  *db,
                             GError    **error)
{
  g_autoptr (GPtrArray) conversations = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_conversation_record_free);
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_LIST_CONVERSATIONS);
  GError *failure = NULL;

  while (cs_store_db_step (db, statement, &failure))
    g_ptr_array_add (conversations, read_conversation (statement));

  if (failure) {
    g_propagate_error (error, failure);
    return NULL;
  }

  return g_steal_pointer (&conversations);
}

/**
 * cs_store_list_before:
 * @db: a database
 * @conversation: the number of a conversation
 * @message: the number of a message, 0 for the end
 * @limit: how many messages at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsMessageRecord): the messages just before @message, oldest first; %NULL
 *   with @error set
 */
GPtrArray *
cs_store_list_before (CsStoreDb  *db,
                      gint64      conversation,
                      gint64      message,
                      guint       limit,
                      GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_LIST_BEFORE);
  GPtrArray *messages;

  sqlite3_bind_int64 (statement, 1, conversation);
  sqlite3_bind_int64 (statement, 2, message != 0 ? message : G_MAXINT64);
  sqlite3_bind_int64 (statement, 3, limit);

  messages = cs_store_read_messages (db, statement, error);
  if (messages)
    reverse (messages);

  return messages;
}

/**
 * cs_store_list_after:
 * @db: a database
 * @conversation: the number of a conversation
 * @message: the number of a message, 0 for the beginning
 * @limit: how many messages at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsMessageRecord): the messages just after @message, oldest first; %NULL
 *   with @error set
 */
GPtrArray *
cs_store_list_after (CsStoreDb  *db,
                     gint64      conversation,
                     gint64      message,
                     guint       limit,
                     GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_LIST_AFTER);

  sqlite3_bind_int64 (statement, 1, conversation);
  sqlite3_bind_int64 (statement, 2, message);
  sqlite3_bind_int64 (statement, 3, limit);

  return cs_store_read_messages (db, statement, error);
}

/**
 * cs_store_list_unsent:
 * @db: a database
 * @account: the account's URI
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsMessageRecord): the account's messages that wait to be sent, or were
 *   being sent when the program ended, oldest first; %NULL with @error set
 */
GPtrArray *
cs_store_list_unsent (CsStoreDb   *db,
                      const char  *account,
                      GError     **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_LIST_UNSENT);

  sqlite3_bind_text (statement, 1, account, -1, SQLITE_STATIC);

  return cs_store_read_messages (db, statement, error);
}

/**
 * cs_store_list_owed:
 * @db: a database
 * @account: the account's URI
 * @after: the number of a receipt, 0 for the beginning
 * @limit: how many receipts at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsReceiptRecord): what the account's peers were not told yet, oldest first;
 *   %NULL with @error set
 */
GPtrArray *
cs_store_list_owed (CsStoreDb   *db,
                    const char  *account,
                    gint64       after,
                    guint        limit,
                    GError     **error)
{
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_receipt_record_free);
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_LIST_OWED);
  GError *failure = NULL;

  sqlite3_bind_text (statement, 1, account, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, limit);
  sqlite3_bind_int64 (statement, 3, after);

  while (cs_store_db_step (db, statement, &failure)) {
    CsReceiptRecord *receipt = cs_receipt_record_new ();

    receipt->id = sqlite3_column_int64 (statement, 0);
    receipt->peer = read_text (statement, 1);
    receipt->message_id = read_text (statement, 2);
    receipt->time = sqlite3_column_int64 (statement, 3);
    receipt->receipt = (CsReceipt) sqlite3_column_int (statement, 4);
    receipt->call_id = read_text (statement, 5);
    g_ptr_array_add (receipts, receipt);
  }

  if (failure) {
    g_propagate_error (error, failure);
    return NULL;
  }

  return g_steal_pointer (&receipts);
}

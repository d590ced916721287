/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-statements.h"

#include "base/cs-match.h"

/* In the order of what cs-store-queries.c reads. */
#define MESSAGE "m.id, m.conversation, m.outgoing, m.message_id, m.text, m.time, m.state, m.reason, m.wanted, m.sender"

/* What a person removed is not there any more, even while it still is: one message by itself, or all up to one. */
#define NOT_BY_ITSELF "AND m.id NOT IN (SELECT message FROM removed_message) "
#define NOT_REMOVED "AND m.id > (SELECT removed_up_to FROM conversation WHERE id = m.conversation) " NOT_BY_ITSELF

#define CONVERSATION \
  "SELECT " MESSAGE ", c.id, c.account, c.peer, c.name, c.draft, c.unread, c.read_up_to, c.marks, p.lacks, p.lacks_since, p.receipts, p.room, " \
  "EXISTS (SELECT 1 FROM message AS h WHERE h.conversation = c.id AND h.outgoing = 0) " \
  "FROM conversation AS c LEFT JOIN peer AS p ON p.conversation = c.id " \
  "LEFT JOIN message AS m ON m.id = (SELECT max(id) FROM message WHERE conversation = c.id AND id > c.removed_up_to " \
  "AND id NOT IN (SELECT message FROM removed_message)) "

/* What a room says itself is nothing to be read, or looked for. */
#define NOT_NOTICE "AND m.sender IS NOT ''"

#define SETTLED "state = 7 OR (state = 4 AND ?2 <> 7) OR (state = 5 AND ?2 = 3)"

#define OWE "INSERT INTO receipt (conversation, message_id, time, receipt, call_id) " \
  "SELECT m.conversation, m.message_id, m.time, "

/* The next number but so many. */
#define LEAVE_ROOM "SELECT ifnull ((SELECT seq FROM sqlite_sequence WHERE name = 'message'), 0) + 1 + ?3 WHERE NOT EXISTS "

static const char * const sql[] = {
  [CS_STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
  [CS_STATEMENT_COMMIT] = "COMMIT",
  [CS_STATEMENT_ROLLBACK] = "ROLLBACK",
  [CS_STATEMENT_SAVE] = "SAVEPOINT change",
  [CS_STATEMENT_RELEASE] = "RELEASE change",
  [CS_STATEMENT_UNDO] = "ROLLBACK TO change",

  [CS_STATEMENT_FIND_CONVERSATION] = CONVERSATION "WHERE c.account = ?1 AND c.peer = ?2",
  [CS_STATEMENT_ADD_CONVERSATION] = "INSERT INTO conversation (account, peer) VALUES (?1, ?2)",
  [CS_STATEMENT_LIST_CONVERSATIONS] = CONVERSATION "WHERE (c.marks & 16) = 0 ORDER BY ifnull(m.id, 0) DESC, c.id DESC",

  /* The numbers that are left out here are those that FIND_ROOM gives: the next behind the message before, if that is still free. */
  [CS_STATEMENT_LEAVE_ROOM] =
    LEAVE_ROOM "(SELECT 1 FROM message AS m INDEXED BY message_time WHERE m.conversation = ?1 AND m.time >= ?2 AND m.outgoing = 0 "
    "AND m.delivered_at >= ?2)",
  [CS_STATEMENT_LEAVE_ROOM_KEPT] =
    LEAVE_ROOM "(SELECT 1 FROM (SELECT m.outgoing, m.delivered_at FROM message AS m INDEXED BY message_conversation "
    "WHERE m.conversation = ?1 ORDER BY m.id DESC LIMIT 1) AS l WHERE l.outgoing = 0 AND l.delivered_at >= ?2)",
  [CS_STATEMENT_FIND_ROOM] =
    "SELECT f.place FROM (SELECT n.id AS next, (SELECT ifnull (max (id), 0) + 1 FROM message WHERE id < n.id) AS place FROM "
    "(SELECT min (m.id) AS id FROM message AS m INDEXED BY message_conversation WHERE m.conversation = ?1 AND m.outgoing = 0 AND m.id > "
    "(SELECT max (c.read_up_to, c.removed_up_to, ifnull ((SELECT o.id FROM message AS o INDEXED BY message_conversation "
    "WHERE o.conversation = ?1 AND iif (o.outgoing, o.time < ?2, o.time <= ?3 OR o.delivered_at < ?2) ORDER BY o.id DESC LIMIT 1), 0)) "
    "FROM conversation AS c WHERE c.id = ?1)) AS n) AS f WHERE f.place < f.next",
  [CS_STATEMENT_ADD_MESSAGE] =
    "INSERT INTO message (id, conversation, outgoing, message_id, text, time, state, reason, wanted, delivered_at, sender) "
    "VALUES (nullif (?11, 0), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (conversation, outgoing, message_id) DO NOTHING",
  [CS_STATEMENT_FIND_MESSAGE] =
    "SELECT " MESSAGE " FROM message AS m WHERE conversation = ?1 AND outgoing = ?2 AND message_id = ?3",
  /* Whatever stands before the first unread message was seen, also what was written here since. An archived conversation (4) comes
   * back, unless it is muted (2); a removed one (16) does so always. */
  [CS_STATEMENT_ADD_UNREAD] =
    "UPDATE conversation SET unread = unread + 1, marks = iif (marks & 2, marks, marks & ~4) & ~16, read_up_to = CASE WHEN unread > 0 THEN read_up_to ELSE "
    "ifnull((SELECT max(m.id) FROM message AS m INDEXED BY message_conversation "
    "WHERE m.conversation = ?1 AND m.id < ?2), 0) END WHERE id = ?1",
  /* As cs_message_state_advance(): what was delivered (4) or read (7) stays so, what failed (5) was not kept (3). */
  [CS_STATEMENT_SET_STATE] =
    "UPDATE message SET state = iif (" SETTLED ", state, ?2), reason = iif (" SETTLED ", reason, ?3), "
    "delivered_at = iif (?2 IN (4, 7) AND delivered_at = 0, ?4, delivered_at), "
    "read_at = iif (?2 = 7 AND read_at = 0, ?4, read_at) WHERE id = ?1",

  [CS_STATEMENT_LIST_BEFORE] =
    "SELECT " MESSAGE " FROM message AS m INDEXED BY message_conversation "
    "WHERE conversation = ?1 AND id < ?2 " NOT_REMOVED "ORDER BY id DESC LIMIT ?3",
  [CS_STATEMENT_LIST_AFTER] =
    "SELECT " MESSAGE " FROM message AS m INDEXED BY message_conversation "
    "WHERE conversation = ?1 AND id > max (?2, (SELECT removed_up_to FROM conversation WHERE id = ?1)) "
    NOT_BY_ITSELF "ORDER BY id LIMIT ?3",
  [CS_STATEMENT_FIND_SINCE] =
    "SELECT " MESSAGE " FROM conversation AS c CROSS JOIN message AS m INDEXED BY message_time ON m.conversation = c.id "
    "WHERE c.id = ?1 AND m.time >= ?2 AND m.id > c.removed_up_to "
    NOT_BY_ITSELF "ORDER BY m.time, m.id LIMIT 1",
  [CS_STATEMENT_FIND_DETAILS] = "SELECT message_id, delivered_at, read_at FROM message WHERE id = ?1",
  [CS_STATEMENT_LIST_UNSENT] =
    "SELECT " MESSAGE " FROM message AS m INDEXED BY message_unsent "
    "CROSS JOIN conversation AS c ON c.id = m.conversation "
    "WHERE m.state IN (1, 2) AND m.outgoing = 1 AND m.id > c.removed_up_to AND c.account = ?1 "
    NOT_BY_ITSELF "ORDER BY m.id",

  /* Never moves back, and never beyond what is there, or messages still to come would count as read. */
  [CS_STATEMENT_SET_READ] =
    "UPDATE conversation SET read_up_to = p.id, unread = "
    "(SELECT count(*) FROM message AS m INDEXED BY message_conversation "
    "WHERE m.conversation = ?1 AND m.id > p.id AND m.outgoing = 0 " NOT_NOTICE " " NOT_BY_ITSELF ") "
    "FROM (SELECT max(c.read_up_to, ifnull((SELECT max(m.id) FROM message AS m INDEXED BY message_conversation "
    "WHERE m.conversation = ?1 AND m.id <= ?2), 0)) AS id FROM conversation AS c WHERE c.id = ?1) AS p "
    "WHERE conversation.id = ?1",

  [CS_STATEMENT_OWE_DELIVERED] =
    OWE "1, lower (hex (randomblob (16))) FROM message AS m WHERE m.id = ?1 ON CONFLICT DO NOTHING",
  [CS_STATEMENT_OWE_READ] =
    OWE "2, lower (hex (randomblob (16))) FROM conversation AS c "
    "CROSS JOIN message AS m INDEXED BY message_conversation ON m.conversation = c.id "
    "WHERE c.id = ?1 AND m.id > c.read_up_to AND m.id <= ?2 AND m.outgoing = 0 AND (m.wanted & 2) = 2 "
    "ON CONFLICT DO NOTHING",
  /* Who was not let in (1, 4), or is blocked, is told nothing. It stays owed for the day when they are. */
  [CS_STATEMENT_LIST_OWED] =
    "SELECT r.id, c.peer, r.message_id, r.time, r.receipt, r.call_id FROM receipt AS r "
    "CROSS JOIN conversation AS c ON c.id = r.conversation WHERE c.account = ?1 AND r.id > ?3 AND NOT EXISTS "
    "(SELECT 1 FROM contact AS k WHERE k.account = c.account AND k.peer = c.peer AND (k.standing IN (1, 4) OR k.blocked <> 0)) "
    "ORDER BY r.id LIMIT ?2",
  [CS_STATEMENT_REMOVE_OWED] = "DELETE FROM receipt WHERE id = ?1",
  [CS_STATEMENT_SET_PEER] =
    "INSERT INTO peer (conversation, lacks, lacks_since, receipts, room) VALUES (?1, ?2, ?3, ?4, ?5) "
    "ON CONFLICT (conversation) DO UPDATE SET lacks = ?2, lacks_since = ?3, receipts = ?4, room = ?5",

  /* The index keeps no texts, only where their parts are: what is taken out has to be handed to it once more. */
  [CS_STATEMENT_ADD_TEXTS] =
    "INSERT INTO message_text (rowid, text) SELECT m.id, m.text FROM message AS m NOT INDEXED "
    "WHERE m.id >= ?1 AND NOT EXISTS (SELECT 1 FROM message_text_docsize AS d WHERE d.id = m.id)",
  [CS_STATEMENT_FIND_END] = "SELECT ifnull (max (id), 0) + 1 FROM message",
  [CS_STATEMENT_SEARCH_INDEX] =
    "SELECT " MESSAGE " FROM message_text CROSS JOIN message AS m ON m.id = message_text.rowid "
    "WHERE message_text MATCH ?1 AND message_text.rowid < ?2 AND (?4 = 0 OR m.conversation = ?4) "
    NOT_NOTICE " " NOT_REMOVED "ORDER BY message_text.rowid DESC LIMIT ?3",
  [CS_STATEMENT_SEARCH_BOTH] =
    "SELECT " MESSAGE " FROM message_text CROSS JOIN message AS m ON m.id = message_text.rowid "
    "WHERE message_text MATCH ?1 AND message_text.rowid < ?2 AND message_text.rowid >= ?5 "
    "AND (?4 = 0 OR m.conversation = ?4) AND has_words (m.text, ?6) "
    NOT_NOTICE " " NOT_REMOVED "ORDER BY message_text.rowid DESC LIMIT ?3",
  [CS_STATEMENT_SEARCH_TEXTS] =
    "SELECT " MESSAGE " FROM message AS m NOT INDEXED "
    "WHERE m.id < ?2 AND m.id >= ?5 AND (?4 = 0 OR m.conversation = ?4) AND has_words (m.text, ?6) "
    NOT_NOTICE " " NOT_REMOVED "ORDER BY m.id DESC LIMIT ?3",

  [CS_STATEMENT_SET_DRAFT] = "UPDATE conversation SET draft = ?2 WHERE id = ?1",
  [CS_STATEMENT_SET_NAME] = "UPDATE conversation SET name = ?2 WHERE id = ?1",
  [CS_STATEMENT_SET_MARKS] = "UPDATE conversation SET marks = (marks & ~?2) | ?3 WHERE id = ?1",

  [CS_STATEMENT_LIST_CONTACTS] = "SELECT account, peer, standing, blocked, favourite, colour, name, note FROM contact",
  [CS_STATEMENT_SET_CONTACT] =
    "INSERT INTO contact (account, peer, standing, blocked, favourite, colour, name, note) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (account, peer) DO UPDATE "
    "SET standing = ?3, blocked = ?4, favourite = ?5, colour = ?6, name = ?7, note = ?8",
  [CS_STATEMENT_REMOVE_CONTACT] = "DELETE FROM contact WHERE account = ?1 AND peer = ?2",
  [CS_STATEMENT_REMOVE_CONTACTS] = "DELETE FROM contact WHERE account = ?1",

  [CS_STATEMENT_REMOVE_TEXTS] =
    "INSERT INTO message_text (message_text, rowid, text) SELECT 'delete', m.id, m.text FROM conversation AS c "
    "CROSS JOIN message AS m INDEXED BY message_conversation ON m.conversation = c.id WHERE c.account = ?1",
  [CS_STATEMENT_MERGE_TEXTS] = "INSERT INTO message_text (message_text) VALUES ('optimize')",
  [CS_STATEMENT_REVIVE] = "UPDATE conversation SET marks = marks & ~16 WHERE id = ?1 AND (marks & 16) <> 0",
  [CS_STATEMENT_HIDE] =
    "UPDATE conversation SET marks = marks | 16, unread = 0, draft = NULL, removed_up_to = "
    "ifnull ((SELECT max (m.id) FROM message AS m INDEXED BY message_conversation WHERE m.conversation = ?1), 0) WHERE id = ?1",
  [CS_STATEMENT_UNHIDE] = "UPDATE conversation SET marks = marks & ~16, removed_up_to = 0 WHERE id = ?1",
  [CS_STATEMENT_HIDE_MESSAGE] =
    "INSERT INTO removed_message (message) SELECT id FROM message WHERE id = ?1 ON CONFLICT (message) DO UPDATE SET message = ?1",
  [CS_STATEMENT_UNHIDE_MESSAGE] = "DELETE FROM removed_message WHERE message = ?1",
  [CS_STATEMENT_FIND_BY_ID] = CONVERSATION "WHERE c.id = ?1",
  [CS_STATEMENT_LIST_HIDDEN] =
    "SELECT id FROM conversation WHERE removed_up_to > 0 OR (marks & 16) <> 0 "
    "OR id IN (SELECT m.conversation FROM removed_message AS r CROSS JOIN message AS m ON m.id = r.message)",
  [CS_STATEMENT_SWEEP_CONVERSATION] =
    "SELECT m.id, m.conversation FROM message AS m INDEXED BY message_conversation WHERE m.conversation = ?1 "
    "AND m.id <= (SELECT removed_up_to FROM conversation WHERE id = ?1) "
    "UNION ALL SELECT m.id, m.conversation FROM removed_message AS r CROSS JOIN message AS m ON m.id = r.message "
    "WHERE m.conversation = ?1 AND m.id > (SELECT removed_up_to FROM conversation WHERE id = ?1) ORDER BY 1 LIMIT ?2",
  /* What waits to be sent (1, 2) stays until it is. */
  [CS_STATEMENT_SWEEP_ACCOUNT] =
    "SELECT m.id, m.conversation FROM message AS m NOT INDEXED CROSS JOIN conversation AS c ON c.id = m.conversation "
    "WHERE m.id > ?4 AND m.id <= ?5 AND c.account = ?1 AND m.time < ?2 AND NOT (m.outgoing = 1 AND m.state IN (1, 2)) "
    "AND (?6 = 1 OR m.outgoing = 1 OR m.id <= c.read_up_to OR c.unread = 0) ORDER BY m.id LIMIT ?3",
  [CS_STATEMENT_FORGET_TEXT] =
    "INSERT INTO message_text (message_text, rowid, text) SELECT 'delete', id, text FROM message WHERE id = ?1",
  [CS_STATEMENT_FORGET_RECEIPTS] =
    "DELETE FROM receipt WHERE (conversation, message_id) IN "
    "(SELECT conversation, message_id FROM message WHERE id = ?1 AND outgoing = 0)",
  [CS_STATEMENT_FORGET_MESSAGE] = "DELETE FROM message WHERE id = ?1",
  [CS_STATEMENT_RECOUNT] =
    "UPDATE conversation SET unread = (SELECT count (*) FROM message AS m INDEXED BY message_conversation "
    "WHERE m.conversation = ?1 AND m.id > max (conversation.read_up_to, conversation.removed_up_to) AND m.outgoing = 0 "
    NOT_NOTICE " " NOT_BY_ITSELF ") "
    "WHERE id = ?1",
  [CS_STATEMENT_END_REMOVAL] = "UPDATE conversation SET removed_up_to = 0 WHERE id = ?1 AND (marks & 16) = 0",
  [CS_STATEMENT_REMOVE_CONVERSATION] = "DELETE FROM conversation WHERE id = ?1 AND (marks & 16) <> 0",
  [CS_STATEMENT_REMOVE_EMPTY] =
    "DELETE FROM conversation AS c WHERE c.account = ?1 AND c.marks = 0 AND c.draft IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM message AS m WHERE m.conversation = c.id) "
    "AND NOT EXISTS (SELECT 1 FROM peer AS p WHERE p.conversation = c.id AND (p.receipts <> 0 OR p.room <> 0))",
  [CS_STATEMENT_OWE_CHORE] = "INSERT INTO chore (name, begun) VALUES ('index', 0) ON CONFLICT (name) DO UPDATE SET begun = 0",
  [CS_STATEMENT_FIND_CHORE] = "SELECT begun FROM chore WHERE name = 'index'",
  [CS_STATEMENT_BEGIN_CHORE] = "UPDATE chore SET begun = 1 WHERE name = 'index'",
  [CS_STATEMENT_END_CHORE] = "DELETE FROM chore WHERE name = 'index'",
  [CS_STATEMENT_MERGE_SOME] = "INSERT INTO message_text (message_text, rank) VALUES ('merge', ?1)",
  [CS_STATEMENT_REMOVE_ACCOUNT] = "DELETE FROM conversation WHERE account = ?1",
};

G_STATIC_ASSERT (G_N_ELEMENTS (sql) == CS_N_STATEMENTS);

/**
 * cs_statement_get_sql:
 * @statement: a statement
 *
 * Returns: (transfer none): its text
 */
const char *
cs_statement_get_sql (CsStatement statement)
{
  g_return_val_if_fail (statement < CS_N_STATEMENTS, NULL);

  return sql[statement];
}

/* A file that was tampered with may hold anything. */
static void
has_words (sqlite3_context  *context,
           int               n_values,
           sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  const char *words = (const char *) sqlite3_value_text (values[1]);

  sqlite3_result_int (context, text && words && g_utf8_validate (text, -1, NULL) && cs_match_has (text, words));
}

/**
 * cs_statement_add_functions:
 * @handle: a database
 *
 * Makes what the statements call known to it. No file can call it by itself.
 *
 * Returns: SQLITE_OK, or what is wrong
 */
int
cs_statement_add_functions (sqlite3 *handle)
{
  return sqlite3_create_function_v2 (handle, "has_words", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                     NULL, has_words, NULL, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-private.h"
#include "cs-store-queries.h"

/* The part of the store that looks for words in messages. */

/* The index knows runs of three characters. What is shorter is looked for in the messages themselves, so many at a time: whatever
 * else the store has to do gets its turn in between. */
#define SHORTEST_INDEXED 3
#define SCANNED_AT_ONCE 10000

/* One phrase to the index, whatever the words hold: what would be syntax is text between quotation marks. */
static char *
make_phrase (const char *words)
{
  g_autoptr (GString) phrase = g_string_new (words);

  g_string_replace (phrase, "\"", "\"\"", 0);
  g_string_prepend_c (phrase, '"');
  g_string_append_c (phrase, '"');

  return g_string_free (g_steal_pointer (&phrase), FALSE);
}

/* Takes the words. */
static char *
make_pattern (char *words)
{
  g_autofree char *owned = words;
  g_autoptr (GString) pattern = g_string_new (NULL);

  g_string_append_c (pattern, '%');
  for (const char *c = owned; *c; c++) {
    if (*c == '%' || *c == '_' || *c == '\\')
      g_string_append_c (pattern, '\\');
    g_string_append_c (pattern, *c);
  }
  g_string_append_c (pattern, '%');

  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

/* The first letter large, those behind it small. */
static char *
make_title (const char *words)
{
  const char *rest = g_utf8_next_char (words);
  g_autofree char *large = g_utf8_strup (words, rest - words);
  g_autofree char *small = g_utf8_strdown (rest, -1);

  return g_strconcat (large, small, NULL);
}

static gboolean
find_end (CsStoreDb  *db,
          gint64     *end,
          GError    **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_FIND_END);

  if (!cs_store_db_step (db, statement, error))
    return FALSE;

  *end = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return TRUE;
}

static gint64
last_id (GPtrArray *messages)
{
  CsMessageRecord *last = g_ptr_array_index (messages, messages->len - 1);

  return last->id;
}

static GPtrArray *
search_index (CsStoreDb   *db,
              CsStoreJob  *job,
              GError     **error)
{
  g_autofree char *phrase = make_phrase (job->text);
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_SEARCH_INDEX);
  GPtrArray *messages;

  sqlite3_bind_text (statement, 1, phrase, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, job->message != 0 ? job->message : G_MAXINT64);
  sqlite3_bind_int64 (statement, 3, job->limit);
  sqlite3_bind_int64 (statement, 4, job->conversation);
  messages = cs_store_read_messages (db, statement, error);

  job->next = messages && messages->len == job->limit ? last_id (messages) : 0;

  return messages;
}

/* SQLite tells large letters from small ones beyond ASCII: they are looked for as they may stand. */
static GPtrArray *
search_texts (CsStoreDb   *db,
              CsStoreJob  *job,
              GError     **error)
{
  g_autofree char *small = make_pattern (g_utf8_strdown (job->text, -1));
  g_autofree char *large = make_pattern (g_utf8_strup (job->text, -1));
  g_autofree char *title = make_pattern (make_title (job->text));
  sqlite3_stmt *statement;
  GPtrArray *messages;
  gint64 end = job->message;
  gint64 next;

  if (end == 0 && !find_end (db, &end, error))
    return NULL;

  next = end > SCANNED_AT_ONCE ? end - SCANNED_AT_ONCE : 0;
  statement = cs_store_db_get (db, CS_STATEMENT_SEARCH_TEXTS);
  sqlite3_bind_text (statement, 1, small, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, end);
  sqlite3_bind_int64 (statement, 3, job->limit);
  sqlite3_bind_int64 (statement, 4, job->conversation);
  sqlite3_bind_int64 (statement, 5, next);
  sqlite3_bind_text (statement, 6, large, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 7, title, -1, SQLITE_STATIC);
  messages = cs_store_read_messages (db, statement, error);

  job->next = messages && messages->len == job->limit ? last_id (messages) : next;

  return messages;
}

static gpointer
search (CsStoreDb   *db,
        CsStoreJob  *job,
        GError     **error)
{
  if (g_utf8_strlen (job->text, -1) < SHORTEST_INDEXED)
    return search_texts (db, job, error);

  return search_index (db, job, error);
}

/**
 * cs_store_search_async:
 * @self: a store
 * @query: what to look for
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Looks for words as a part of messages, large letters and small ones alike. Nothing in the words has a meaning of its own. Where
 * the words are too short for the index, a page may be short, or empty, though there are more.
 */
void
cs_store_search_async (CsStore              *self,
                       const CsSearchQuery  *query,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  CsStoreJob *job;

  g_return_if_fail (query->words && *query->words);
  g_return_if_fail (query->limit > 0);

  job = cs_store_job_new (CS_STORE_JOB_READ, search, (GDestroyNotify) g_ptr_array_unref);
  job->text = g_utf8_normalize (query->words, -1, G_NORMALIZE_NFC);
  if (!job->text)
    job->text = g_utf8_make_valid (query->words, -1);
  job->conversation = query->conversation;
  job->message = query->before;
  job->limit = query->limit;
  cs_store_queue (self, job, cs_store_search_async, cancellable, callback, user_data);
}

/**
 * cs_store_search_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was found, newest first, or %NULL with an error set
 */
CsSearchPage *
cs_store_search_finish (CsStore       *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  GPtrArray *messages;
  CsSearchPage *page;
  CsStoreJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  messages = g_task_propagate_pointer (G_TASK (result), error);
  if (!messages)
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  page = cs_search_page_new ();
  page->messages = messages;
  page->next = job->next;

  return page;
}

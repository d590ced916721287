/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-match.h"
#include "base/cs-spellings.h"

#include "cs-store-private.h"
#include "cs-store-queries.h"

/* The part of the store that looks for words in messages. */

/* The index knows runs of three characters. What is shorter is looked for in the messages themselves, so many at a time: whatever
 * else the store has to do gets its turn in between. */
#define SHORTEST_INDEXED 3
#define SCANNED_AT_ONCE 10000

/* More words are looked for in the messages themselves. */
#define MAX_INDEXED 16

/* One phrase to the index, whatever the word holds: what would be syntax is text between quotation marks. */
static void
append_phrase (GString    *expression,
               const char *word)
{
  g_autofree char *quoted = NULL;
  GString *phrase = g_string_new (word);

  g_string_replace (phrase, "\"", "\"\"", 0);
  quoted = g_string_free (phrase, FALSE);
  g_string_append_printf (expression, "\"%s\"", quoted);
}

static gboolean
is_indexed (GPtrArray *spellings)
{
  for (guint i = 0; i < spellings->len; i++) {
    if (g_utf8_strlen (spellings->pdata[i], -1) < SHORTEST_INDEXED)
      return FALSE;
  }

  return TRUE;
}

static void
append_word (GString   *expression,
             GPtrArray *spellings)
{
  g_string_append (expression, expression->len > 0 ? " AND (" : "(");
  for (guint i = 0; i < spellings->len; i++) {
    if (i > 0)
      g_string_append (expression, " OR ");
    append_phrase (expression, spellings->pdata[i]);
  }
  g_string_append_c (expression, ')');
}

/* What to ask the index for: empty where all words are too short. */
static char *
make_expression (const char *words,
                 gboolean   *complete)
{
  GString *expression = g_string_new (NULL);
  guint n_words = 0;
  char *word;

  *complete = TRUE;
  while ((word = cs_match_take_word (&words))) {
    g_autoptr (GPtrArray) spellings = cs_spellings_list (word);

    if (n_words < MAX_INDEXED && is_indexed (spellings)) {
      append_word (expression, spellings);
      n_words++;
    } else {
      *complete = FALSE;
    }
    g_free (word);
  }

  return g_string_free (expression, FALSE);
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
              const char  *expression,
              GError     **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_SEARCH_INDEX);
  GPtrArray *messages;

  sqlite3_bind_text (statement, 1, expression, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, job->message != 0 ? job->message : G_MAXINT64);
  sqlite3_bind_int64 (statement, 3, job->limit);
  sqlite3_bind_int64 (statement, 4, job->conversation);
  messages = cs_store_read_messages (db, statement, error);

  job->next = messages && messages->len == job->limit ? last_id (messages) : 0;

  return messages;
}

/* Of those that the index knows of, where it can be asked for anything. */
static GPtrArray *
search_texts (CsStoreDb   *db,
              CsStoreJob  *job,
              const char  *expression,
              GError     **error)
{
  sqlite3_stmt *statement;
  GPtrArray *messages;
  gint64 end = job->message;
  gint64 next;

  if (end == 0 && !find_end (db, &end, error))
    return NULL;

  next = end > SCANNED_AT_ONCE ? end - SCANNED_AT_ONCE : 0;
  statement = cs_store_db_get (db, *expression ? CS_STATEMENT_SEARCH_BOTH : CS_STATEMENT_SEARCH_TEXTS);
  if (*expression)
    sqlite3_bind_text (statement, 1, expression, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, end);
  sqlite3_bind_int64 (statement, 3, job->limit);
  sqlite3_bind_int64 (statement, 4, job->conversation);
  sqlite3_bind_int64 (statement, 5, next);
  sqlite3_bind_text (statement, 6, job->text, -1, SQLITE_STATIC);
  messages = cs_store_read_messages (db, statement, error);

  job->next = messages && messages->len == job->limit ? last_id (messages) : next;

  return messages;
}

static gpointer
search (CsStoreDb   *db,
        CsStoreJob  *job,
        GError     **error)
{
  gboolean complete;
  g_autofree char *expression = make_expression (job->text, &complete);

  if (complete && *expression)
    return search_index (db, job, expression, error);

  return search_texts (db, job, expression, error);
}

/**
 * cs_store_search_async:
 * @self: a store
 * @query: what to look for
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Looks for messages that have all the words, each as a part of it, as [func@match_has] compares them. Nothing in the words has a meaning
 * of its own. Where one is too short for the index, a page may be short, or empty, though there are more.
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

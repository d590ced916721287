/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-revocation-cache.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* A file is this word, until when it counts in Unix time, a line end, and what was fetched. The number has a fixed width. */
#define MAGIC "countersign-revocation-1 "
#define DIGITS 20
#define HEAD (sizeof MAGIC - 1 + DIGITS + 1)

/* Names are SHA-256 in hexadecimal digits. What is half-written has a longer one. */
#define NAME_LENGTH 64
#define HALF_WRITTEN_AGE (24 * 3600)

typedef struct {
  char   *folder;
  char   *path;
  GBytes *bytes;
  gint64  until;
} Job;

typedef struct {
  char   *path;
  gint64  until;
  goffset size;
} Entry;

static void
job_free (Job *job)
{
  g_free (job->folder);
  g_free (job->path);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job);
}

static Job *
job_new (const char *folder,
         const char *key)
{
  Job *job = g_new0 (Job, 1);
  g_autofree char *name = key ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1) : NULL;

  job->folder = g_strdup (folder);
  job->path = folder && key ? g_build_filename (folder, name, NULL) : NULL;

  return job;
}

static void
entry_free (Entry *entry)
{
  g_free (entry->path);
  g_free (entry);
}

/* Returns 0 for what is no head of ours: such a file is over. */
static gint64
read_head (const char *head,
           gsize       size)
{
  gint64 until = 0;

  if (size < HEAD || memcmp (head, MAGIC, sizeof MAGIC - 1) != 0 || head[HEAD - 1] != '\n')
    return 0;

  for (gsize i = sizeof MAGIC - 1; i < HEAD - 1; i++) {
    if (!g_ascii_isdigit (head[i]) || until > (G_MAXINT64 - 9) / 10)
      return 0;
    until = until * 10 + (head[i] - '0');
  }

  return until;
}

static gint64
get_time (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) whole = NULL;
  gsize size;
  GStatBuf status;

  if (g_stat (job->path, &status) == 0 && status.st_size <= CS_REVOCATION_CACHE_MAX_SIZE &&
      g_file_get_contents (job->path, &contents, &size, NULL) && read_head (contents, size) >= get_time ()) {
    whole = g_bytes_new_take (g_steal_pointer (&contents), size);
    g_task_return_pointer (task, g_bytes_new_from_bytes (whole, HEAD, size - HEAD), (GDestroyNotify) g_bytes_unref);
  } else {
    g_task_return_pointer (task, NULL, NULL);
  }
}

static Entry *
read_entry (const char *folder,
            const char *name)
{
  Entry *entry = g_new0 (Entry, 1);
  GStatBuf status;
  char head[HEAD];
  int file;

  entry->path = g_build_filename (folder, name, NULL);
  if (g_lstat (entry->path, &status) != 0)
    return entry;

  entry->size = status.st_size;
  if (strlen (name) != NAME_LENGTH) {
    entry->until = status.st_mtime + HALF_WRITTEN_AGE;
    return entry;
  }

  file = g_open (entry->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  if (file >= 0) {
    gssize size = read (file, head, sizeof head);

    entry->until = size > 0 ? read_head (head, size) : 0;
    close (file);
  }

  return entry;
}

/* What counts longest comes first. */
static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *one = *(const Entry * const *) a;
  const Entry *other = *(const Entry * const *) b;

  return one->until > other->until ? -1 : one->until < other->until;
}

/* Files of other names are not ours. */
static gboolean
is_ours (const char *name)
{
  return strspn (name, "0123456789abcdef") == NAME_LENGTH && (name[NAME_LENGTH] == '\0' || name[NAME_LENGTH] == '.');
}

static void
tidy (const char *folder)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = get_time ();
  goffset total = 0;
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    if (is_ours (name))
      g_ptr_array_add (entries, read_entry (folder, name));
  }
  g_ptr_array_sort (entries, compare_entries);

  for (guint i = 0; i < entries->len; i++) {
    Entry *entry = entries->pdata[i];

    total += entry->size;
    if ((entry->until < now || total > CS_REVOCATION_CACHE_MAX_SIZE || i >= CS_REVOCATION_CACHE_MAX_FILES) && g_unlink (entry->path) == 0)
      total -= entry->size;
  }
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) contents = g_string_sized_new (HEAD + g_bytes_get_size (job->bytes));

  g_string_append_printf (contents, MAGIC "%0*" G_GINT64_FORMAT "\n", DIGITS, job->until);
  g_string_append_len (contents, g_bytes_get_data (job->bytes, NULL), g_bytes_get_size (job->bytes));
  if (g_mkdir_with_parents (job->folder, 0700) < 0)
    g_debug ("%s: %s", job->folder, g_strerror (errno));
  else if (!g_file_set_contents_full (job->path, contents->str, contents->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_debug ("%s", error->message);
  tidy (job->folder);
  g_task_return_boolean (task, TRUE);
}

static void
tidy_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;

  tidy (job->folder);
  g_task_return_boolean (task, TRUE);
}

/**
 * cs_revocation_cache_load_async:
 * @folder: (nullable): the folder of the cache; without one nothing is kept
 * @key: what is looked for
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is there, or is not
 * @user_data: data for @callback
 *
 * Looks in the cache, in a thread. What is damaged or past its time is not there. What comes out has to be judged as if it came from
 * anybody.
 */
void
cs_revocation_cache_load_async (const char          *folder,
                                const char          *key,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_revocation_cache_load_async);
  g_task_set_task_data (task, job_new (folder, key), (GDestroyNotify) job_free);
  if (folder)
    g_task_run_in_thread (task, load_thread);
  else
    g_task_return_pointer (task, NULL, NULL);
}

/**
 * cs_revocation_cache_load_finish:
 * @result: the result
 *
 * Finishes [func@revocation_cache_load_async].
 *
 * Returns: (transfer full) (nullable): what was kept
 */
GBytes *
cs_revocation_cache_load_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * cs_revocation_cache_save:
 * @folder: (nullable): the folder of the cache; made if need be
 * @key: what it will be looked for by
 * @bytes: what to keep
 * @until: the last second for which it counts, in Unix time
 *
 * Keeps something in the cache, in place of what was kept under that key, all or nothing, and tidies up as
 * [func@revocation_cache_tidy] does. That it can't is no trouble to anybody.
 */
void
cs_revocation_cache_save (const char *folder,
                          const char *key,
                          GBytes     *bytes,
                          gint64      until)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (!folder)
    return;

  task = g_task_new (NULL, NULL, NULL, NULL);
  job = job_new (folder, key);
  job->bytes = g_bytes_ref (bytes);
  job->until = MAX (until, 0);
  g_task_set_source_tag (task, cs_revocation_cache_save);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * cs_revocation_cache_tidy:
 * @folder: (nullable): the folder of the cache
 *
 * Removes in a thread what is past its time or damaged, and of the rest what ends first, until no more is left than may be kept.
 */
void
cs_revocation_cache_tidy (const char *folder)
{
  g_autoptr (GTask) task = NULL;

  if (!folder)
    return;

  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, cs_revocation_cache_tidy);
  g_task_set_task_data (task, job_new (folder, NULL), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, tidy_thread);
}

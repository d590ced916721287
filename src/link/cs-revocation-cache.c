/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-revocation-cache.h"

#include <errno.h>

#include <glib/gstdio.h>

typedef struct {
  char   *folder;
  char   *path;
  GBytes *bytes;
} Job;

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
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  job->folder = g_strdup (folder);
  job->path = folder ? g_build_filename (folder, name, NULL) : NULL;

  return job;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  char *contents;
  gsize size;

  if (job->path && g_file_get_contents (job->path, &contents, &size, NULL))
    g_task_return_pointer (task, g_bytes_new_take (contents, size), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *contents = g_bytes_get_data (job->bytes, &size);

  if (g_mkdir_with_parents (job->folder, 0700) < 0)
    g_debug ("%s: %s", job->folder, g_strerror (errno));
  else if (!g_file_set_contents_full (job->path, contents, size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_debug ("%s", error->message);
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
 * Looks in the cache, in a thread. What comes out has to be judged as if it came from anybody.
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
 *
 * Keeps something in the cache, in place of what was kept under that key, all or nothing. That it can't is no trouble to anybody.
 */
void
cs_revocation_cache_save (const char *folder,
                          const char *key,
                          GBytes     *bytes)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (!folder)
    return;

  task = g_task_new (NULL, NULL, NULL, NULL);
  job = job_new (folder, key);
  job->bytes = g_bytes_ref (bytes);
  g_task_set_source_tag (task, cs_revocation_cache_save);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, save_thread);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-kept-file.h"

#include <errno.h>

#include <glib/gstdio.h>

#define SAVE_DELAY 100
#define MAX_SIZE (1024 * 1024)

struct _CsKeptFile
{
  GObject          parent_instance;

  /* These do not change any more when there are threads to read them. */
  char            *path;
  CsKeptFileCheck  check;

  GKeyFile        *file;
  guint            save_id;
  gboolean         saving;
  gboolean         changed;      /* since the writing began */
  GPtrArray       *flushing;     /* tasks */
};

G_DEFINE_FINAL_TYPE (CsKeptFile, cs_kept_file, G_TYPE_OBJECT)

static void start_save (CsKeptFile *self);

typedef struct {
  GKeyFile *file;
  char     *aside;
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_key_file_unref (loaded->file);
  g_free (loaded->aside);
  g_free (loaded);
}

static gboolean
fail (const char  *path,
      GError     **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", path, g_strerror (saved));

  return FALSE;
}

static gboolean
make_folder (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return (g_mkdir_with_parents (folder, 0700) == 0 && g_chmod (folder, 0700) == 0) || fail (folder, error);
}

static gboolean
read_file (GKeyFile    *file,
           const char  *path,
           GError     **error)
{
  g_autofree char *contents = NULL;
  gsize size;

  if (!g_file_get_contents (path, &contents, &size, error))
    return FALSE;

  if (size > MAX_SIZE) {
    g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE, "%s: too large", path);
    return FALSE;
  }

  return size == 0 || g_key_file_load_from_data (file, contents, size, G_KEY_FILE_NONE, error);
}

static gboolean
put_aside (const char  *path,
           char       **aside,
           GError     **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *name = g_strdup_printf ("%s.broken-%s", path, stamp);

  if (g_rename (path, name) != 0)
    return fail (path, error);

  *aside = g_steal_pointer (&name);

  return TRUE;
}

static gboolean
load (CsKeptFile  *self,
      Loaded      *loaded,
      GError     **error)
{
  g_autoptr (GError) bad = NULL;

  if (!make_folder (self->path, error))
    return FALSE;

  if (read_file (loaded->file, self->path, &bad))
    return !self->check || self->check (loaded->file) || put_aside (self->path, &loaded->aside, error);

  /* What was read of it before the first error may be anything. */
  g_key_file_unref (loaded->file);
  loaded->file = g_key_file_new ();
  if (g_error_matches (bad, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  if (bad->domain == G_KEY_FILE_ERROR)
    return put_aside (self->path, &loaded->aside, error);

  /* A file that cannot even be read is no broken one: leave it where it is. */
  g_propagate_error (error, g_steal_pointer (&bad));

  return FALSE;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Loaded *loaded = g_new0 (Loaded, 1);
  GError *error = NULL;

  loaded->file = g_key_file_new ();
  if (load (source, loaded, &error)) {
    g_task_return_pointer (task, loaded, (GDestroyNotify) loaded_free);
  } else {
    loaded_free (loaded);
    g_task_return_error (task, error);
  }
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsKeptFile *self = source;
  GError *error = NULL;

  if (g_file_set_contents_full (self->path, data, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  CsKeptFile *self = CS_KEPT_FILE (object);
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("“%s” could not be saved: %s", self->path, error->message);

  /* Two writes at once could overtake each other: the second one waited. */
  if (self->changed && (!self->save_id || self->flushing->len > 0)) {
    start_save (self);
    return;
  }

  tasks = g_steal_pointer (&self->flushing);
  self->flushing = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++) {
    if (error)
      g_task_return_error (tasks->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (tasks->pdata[i], TRUE);
  }
}

static void
start_save (CsKeptFile *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, saved_cb, NULL);

  g_clear_handle_id (&self->save_id, g_source_remove);
  self->saving = TRUE;
  self->changed = FALSE;
  g_task_set_source_tag (task, start_save);
  g_task_set_task_data (task, g_key_file_to_data (self->file, NULL, NULL), g_free);
  g_task_run_in_thread (task, save_thread);
}

static gboolean
save_cb (gpointer user_data)
{
  CsKeptFile *self = user_data;

  self->save_id = 0;
  if (!self->saving)
    start_save (self);

  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  CsKeptFile *self = CS_KEPT_FILE (object);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Loaded *loaded = g_task_propagate_pointer (G_TASK (result), &error);

  if (!loaded) {
    g_task_return_error (task, error);
    return;
  }

  g_key_file_unref (self->file);
  self->file = g_key_file_ref (loaded->file);
  g_task_return_pointer (task, g_steal_pointer (&loaded->aside), g_free);
  loaded_free (loaded);
}

static void
cs_kept_file_finalize (GObject *object)
{
  CsKeptFile *self = CS_KEPT_FILE (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_ptr_array_unref (self->flushing);
  g_key_file_unref (self->file);
  g_free (self->path);

  G_OBJECT_CLASS (cs_kept_file_parent_class)->finalize (object);
}

static void
cs_kept_file_class_init (CsKeptFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_kept_file_finalize;
}

static void
cs_kept_file_init (CsKeptFile *self)
{
  self->file = g_key_file_new ();
  self->flushing = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cs_kept_file_new:
 * @path: (nullable): where it is kept; %NULL keeps nothing
 *
 * Returns: (transfer full): a file that is empty until it is loaded
 */
CsKeptFile *
cs_kept_file_new (const char *path)
{
  CsKeptFile *self = g_object_new (CS_TYPE_KEPT_FILE, NULL);

  self->path = g_strdup (path);

  return self;
}

/**
 * cs_kept_file_set_check:
 * @self: a kept file that is not loaded yet
 * @check: (scope forever): whether what is in it can be understood; without one, any key file can
 *
 * Lets somebody else tell whether the file is broken.
 */
void
cs_kept_file_set_check (CsKeptFile      *self,
                        CsKeptFileCheck  check)
{
  g_return_if_fail (CS_IS_KEPT_FILE (self));

  self->check = check;
}

/**
 * cs_kept_file_load_async:
 * @self: a kept file
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Makes the folder of the file (0700) if need be, and reads the file. One that is not there is empty.
 */
void
cs_kept_file_load_async (CsKeptFile          *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) worker = NULL;

  g_return_if_fail (CS_IS_KEPT_FILE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_kept_file_load_async);
  if (!self->path) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }

  worker = g_task_new (self, cancellable, loaded_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, cs_kept_file_load_async);
  g_task_run_in_thread (worker, load_thread);
}

/**
 * cs_kept_file_load_finish:
 * @self: a kept file
 * @result: the result
 * @aside: (out) (optional) (nullable): where the file was put because it was broken, %NULL if it was well
 * @error: return location for an error
 *
 * Finishes reading. A broken file is no error: it is put aside and never deleted. Where only some of it was not understood, all of it
 * is there to be taken nevertheless.
 *
 * Returns: %FALSE if there is no folder for it, or a file is there and cannot be read
 */
gboolean
cs_kept_file_load_finish (CsKeptFile    *self,
                          GAsyncResult  *result,
                          char         **aside,
                          GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  path = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (aside)
    *aside = g_steal_pointer (&path);

  return TRUE;
}

/**
 * cs_kept_file_get:
 * @self: a kept file
 *
 * Returns: (transfer none): what is in it; whoever changes it calls [method@KeptFile.touch]
 */
GKeyFile *
cs_kept_file_get (CsKeptFile *self)
{
  g_return_val_if_fail (CS_IS_KEPT_FILE (self), NULL);

  return self->file;
}

/**
 * cs_kept_file_touch:
 * @self: a kept file
 *
 * Says that it was changed: it will be written soon.
 */
void
cs_kept_file_touch (CsKeptFile *self)
{
  g_return_if_fail (CS_IS_KEPT_FILE (self));

  if (!self->path)
    return;

  self->changed = TRUE;
  if (!self->save_id)
    self->save_id = g_timeout_add (SAVE_DELAY, save_cb, self);
}

/**
 * cs_kept_file_flush_async:
 * @self: a kept file
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Writes what has not been written yet.
 */
void
cs_kept_file_flush_async (CsKeptFile          *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_KEPT_FILE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_kept_file_flush_async);
  if (!self->changed && !self->saving) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  g_ptr_array_add (self->flushing, g_steal_pointer (&task));
  g_clear_handle_id (&self->save_id, g_source_remove);
  if (!self->saving)
    start_save (self);
}

/**
 * cs_kept_file_flush_finish:
 * @self: a kept file
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether everything is on the disk
 */
gboolean
cs_kept_file_flush_finish (CsKeptFile    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

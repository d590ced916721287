/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-small-file.h"

#include "base/cs-error.h"

typedef struct {
  gsize limit;
  guint8 *buffer;
} Load;

static void
load_free (Load *load)
{
  g_free (load->buffer);
  g_free (load);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Load *load = g_task_get_task_data (task);
  gsize length = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (length > load->limit) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_TOO_LARGE, "The file is longer than %" G_GSIZE_FORMAT " bytes", load->limit);
    return;
  }

  g_task_return_pointer (task, g_bytes_new (load->buffer, length), (GDestroyNotify) g_bytes_unref);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!stream) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  /* One byte more than allowed tells a file of just the right length from a longer one. */
  load->buffer = g_malloc (load->limit + 1);
  g_input_stream_read_all_async (G_INPUT_STREAM (stream),
                                 load->buffer,
                                 load->limit + 1,
                                 G_PRIORITY_DEFAULT,
                                 cancellable,
                                 read_cb,
                                 g_steal_pointer (&task));
}

static void
queried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!info) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  /* Opening a pipe would wait for somebody to write to it. */
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_UNSUPPORTED, "Not an ordinary file");
    return;
  }
  if (g_file_info_get_size (info) > (goffset) load->limit) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_TOO_LARGE, "The file is longer than %" G_GSIZE_FORMAT " bytes", load->limit);
    return;
  }

  g_file_read_async (G_FILE (source), G_PRIORITY_DEFAULT, cancellable, opened_cb, g_steal_pointer (&task));
}

/**
 * cs_small_file_load_async:
 * @file: a file that anybody may have made
 * @limit: how many bytes it may have
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads an ordinary file of at most @limit bytes. Never reads more than one byte beyond that, however long the file is.
 */
void
cs_small_file_load_async (GFile               *file,
                          gsize                limit,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->limit = limit;
  g_task_set_source_tag (task, cs_small_file_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);

  g_file_query_info_async (file,
                           G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT,
                           cancellable,
                           queried_cb,
                           g_steal_pointer (&task));
}

/**
 * cs_small_file_load_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Fails with %CS_ERROR_TOO_LARGE for a longer file, with %CS_ERROR_UNSUPPORTED for what is no ordinary file, or with an error
 * of the G_IO_ERROR domain.
 *
 * Returns: (transfer full): the contents, or %NULL
 */
GBytes *
cs_small_file_load_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cs_small_file_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-export.h"

#include "cs-export-format.h"

/* So many messages are in memory at a time. */
#define PAGE 200

typedef struct {
  const CsExportWriter *writer;
  GOutputStream        *stream;
  GString              *out;
  gint64                after;     /* the last message that was written */
  gboolean              complete;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->stream);
  g_string_free (export->out, TRUE);
  g_free (export);
}

static void read_page (GTask *task);

/* Closed without being cancelled, half a file would take the place of an older one. */
static void
fail (GTask  *task,
      GError *error)
{
  Export *export = g_task_get_task_data (task);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  if (export->stream)
    g_output_stream_close_async (export->stream, G_PRIORITY_DEFAULT, cancelled, NULL, NULL);
  g_task_return_error (task, error);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error)) {
    fail (task, error);
    return;
  }

  g_string_truncate (export->out, 0);
  if (export->complete)
    g_output_stream_close_async (export->stream, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), closed_cb,
                                 g_object_ref (task));
  else
    read_page (g_steal_pointer (&task));
}

static void
page_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  CsConversation *conversation = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) page = cs_store_list_messages_finish (CS_STORE (object), result, &error);

  if (!page) {
    fail (task, error);
    return;
  }

  for (guint i = 0; i < page->len; i++) {
    CsMessageRecord *message = page->pdata[i];

    export->writer->message (export->out, conversation, message, export->after == 0);
    export->after = message->id;
  }
  export->complete = page->len < PAGE;
  if (export->complete)
    export->writer->end (export->out);
  g_output_stream_write_all_async (export->stream, export->out->str, export->out->len, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

/* Takes the task. */
static void
read_page (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  CsConversation *conversation = g_task_get_source_object (task);

  cs_store_list_messages_after_async (cs_conversation_get_store (conversation), cs_conversation_get_id (conversation),
                                      export->after, PAGE, g_task_get_cancellable (task), page_read_cb, task);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;
  GFileOutputStream *stream = g_file_replace_finish (G_FILE (object), result, &error);

  if (!stream) {
    g_task_return_error (task, error);
    return;
  }

  export->stream = G_OUTPUT_STREAM (stream);
  export->writer->begin (export->out, g_task_get_source_object (task), g_get_real_time ());
  read_page (g_steal_pointer (&task));
}

/**
 * cs_export_async:
 * @conversation: what to write down
 * @file: where; a file that is there is replaced when all is written
 * @format: in which form
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Writes all messages of a conversation into a file that nobody else may read, page by page.
 */
void
cs_export_async (CsConversation      *conversation,
                 GFile               *file,
                 CsExportFormat       format,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  GTask *task;
  Export *export;

  g_return_if_fail (CS_IS_CONVERSATION (conversation));
  g_return_if_fail (G_IS_FILE (file));

  export = g_new0 (Export, 1);
  export->writer = format == CS_EXPORT_JSON ? &cs_export_json : &cs_export_text;
  export->out = g_string_new (NULL);

  task = g_task_new (conversation, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_export_async);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, G_PRIORITY_DEFAULT,
                        cancellable, opened_cb, task);
}

/**
 * cs_export_finish:
 * @conversation: what was written down
 * @result: the result
 * @error: return location for an error
 *
 * Finishes an export.
 *
 * Returns: whether all of it is in the file; if not, the file is as it was before
 */
gboolean
cs_export_finish (CsConversation  *conversation,
                  GAsyncResult    *result,
                  GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, conversation), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

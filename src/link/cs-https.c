/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-https.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-attempt.h"
#include "cs-tls-stream.h"

typedef struct {
  GBytes       *request;
  guint         limit;
  CsVerdict    *verdict;
  CsTlsStream  *stream;
  GByteArray   *received;
  guint         timer_id;
  gulong        cancelled_id;
} Exchange;

static void
exchange_free (Exchange *self)
{
  g_bytes_unref (self->request);
  g_clear_object (&self->verdict);
  g_clear_object (&self->stream);
  g_byte_array_unref (self->received);
  g_free (self);
}

static void
settle (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->cancelled_id)
    g_signal_handler_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  g_signal_handlers_disconnect_by_data (self->stream, task);
  cs_tls_stream_close (self->stream);
}

/* The exchange itself holds the task for as long as it lasts. */
static void
fail (GTask  *task,
      GError *error)
{
  settle (task);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
look (GTask    *task,
      gboolean  is_end)
{
  Exchange *self = g_task_get_task_data (task);
  CsHttpAnswer *answer;

  switch (cs_http_answer_read ((const char *) self->received->data, self->received->len, is_end, &answer)) {
  case CS_HTTP_ANSWER_WHOLE:
    settle (task);
    g_task_return_pointer (task, answer, (GDestroyNotify) cs_http_answer_free);
    g_object_unref (task);
    break;
  case CS_HTTP_ANSWER_BAD:
    fail (task, g_error_new_literal (CS_ERROR, CS_ERROR_PROTOCOL, _("The server’s answer could not be understood.")));
    break;
  case CS_HTTP_ANSWER_MORE:
  default:
    break;
  }
}

static void
received_cb (CsTlsStream *stream,
             GBytes      *bytes,
             GTask       *task)
{
  Exchange *self = g_task_get_task_data (task);

  g_byte_array_append (self->received, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  look (task, FALSE);
}

static void
failed_cb (CsTlsStream  *stream,
           const GError *error,
           GTask        *task)
{
  Exchange *self = g_task_get_task_data (task);

  if (self->received->len > 0)
    look (task, TRUE);
  else
    fail (task, g_error_copy (error));
}

static gboolean
time_over_cb (gpointer user_data)
{
  GTask *task = user_data;
  Exchange *self = g_task_get_task_data (task);

  self->timer_id = 0;
  fail (task, g_error_new_literal (CS_ERROR, CS_ERROR_TIMED_OUT, _("The server did not answer in time.")));

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              GTask        *task)
{
  fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
}

static void
attempted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (CsConnectionFacts) facts = NULL;
  GError *error = NULL;
  CsTlsSession *session = cs_attempt_finish (result, &self->verdict, &facts, &error);

  if (!session) {
    g_task_return_error (task, error);
    return;
  }

  self->stream = cs_tls_stream_new (session);
  self->timer_id = cs_link_limits_add_timer (self->limit, time_over_cb, task);
  if (g_task_get_cancellable (task))
    self->cancelled_id = g_signal_connect (g_task_get_cancellable (task), "cancelled", G_CALLBACK (cancelled_cb), task);
  g_signal_connect (self->stream, "received", G_CALLBACK (received_cb), task);
  g_signal_connect (self->stream, "failed", G_CALLBACK (failed_cb), task);
  cs_tls_stream_send (self->stream, self->request);
  g_steal_pointer (&task);
}

static GBytes *
build (const CsHttpsRequest *request)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize size = request->body ? g_bytes_get_size (request->body) : 0;

  g_string_append_printf (text, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s",
                          request->method, request->target, request->host, request->headers ? request->headers : "");
  if (request->body)
    g_string_append_printf (text, "Content-Length: %zu\r\n", size);
  g_string_append (text, "\r\n");
  if (request->body)
    g_string_append_len (text, g_bytes_get_data (request->body, NULL), size);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/**
 * cs_https_send_async:
 * @plan: whom to reach; copied
 * @request: what to ask for, whose texts cannot break out of their lines; copied
 * @cancellable: (nullable): a cancellable, of the main thread
 * @callback: called when there is an answer
 * @user_data: data for @callback
 *
 * Connects as a link does, and asks only once the server has been judged: neither libsoup nor GIO has a say in that, nor has what they
 * trust. One connection carries one request. No answer leads anywhere else: a redirection is an answer like others.
 */
void
cs_https_send_async (const CsAttemptPlan  *plan,
                     const CsHttpsRequest *request,
                     GCancellable         *cancellable,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Exchange *self = g_new0 (Exchange, 1);

  self->request = build (request);
  self->limit = plan->limits.answer;
  self->received = g_byte_array_new ();
  g_task_set_source_tag (task, cs_https_send_async);
  g_task_set_task_data (task, self, (GDestroyNotify) exchange_free);

  cs_attempt_async (plan, NULL, cancellable, attempted_cb, g_steal_pointer (&task));
}

/**
 * cs_https_send_finish:
 * @result: the result
 * @verdict: (out) (optional) (nullable) (transfer full): what was found of the server, %NULL when it never got that far
 * @error: return location for an error
 *
 * Finishes [func@https_send_async].
 *
 * Returns: (transfer full): the answer, whatever its status, or %NULL with an error: %CS_ERROR_REFUSED where the server could not prove
 *   who it is, and has got nothing
 */
CsHttpAnswer *
cs_https_send_finish (GAsyncResult  *result,
                      CsVerdict    **verdict,
                      GError       **error)
{
  Exchange *self = g_task_get_task_data (G_TASK (result));

  if (verdict)
    *verdict = g_steal_pointer (&self->verdict);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-http-fetch.h"

#define MAX_REDIRECTS 3
#define PIECE (64 * 1024)

typedef struct {
  SoupSession  *session;
  GUri         *uri;
  GBytes       *body;
  char         *body_type;
  gsize         max_size;
  guint         redirects;
  SoupMessage  *message;
  GInputStream *stream;
  GByteArray   *received;
} Fetch;

static void send_request (GTask *task);
static void read_more (GTask *task);

static void
fetch_free (Fetch *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->body_type);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->received, g_byte_array_unref);
  g_free (self);
}

static GUri *
parse (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);

  /* With https the question whether a certificate is revoked would lead to the next one. Answers are signed; nothing here is secret. */
  if (!uri || g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 || !g_uri_get_host (uri) || g_uri_get_host (uri)[0] == '\0' ||
      g_uri_get_userinfo (uri))
    return NULL;

  return g_steal_pointer (&uri);
}

static void
fail (GTask      *task,
      const char *reason)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", reason);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);

  if (!bytes) {
    g_task_return_error (task, error);
    return;
  }

  if (g_bytes_get_size (bytes) == 0) {
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&self->received)), (GDestroyNotify) g_bytes_unref);
    return;
  }

  if (g_bytes_get_size (bytes) > self->max_size - self->received->len) {
    fail (task, "too large");
    return;
  }
  g_byte_array_append (self->received, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  read_more (task);
}

static void
read_more (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->stream, PIECE, g_task_get_priority (task), g_task_get_cancellable (task), read_cb,
                                   g_object_ref (task));
}

static gboolean
is_redirect (guint status)
{
  return status == SOUP_STATUS_MOVED_PERMANENTLY || status == SOUP_STATUS_FOUND || status == SOUP_STATUS_TEMPORARY_REDIRECT ||
         status == SOUP_STATUS_PERMANENT_REDIRECT;
}

static void
follow (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Location");
  g_autofree char *base = g_uri_to_string (self->uri);
  g_autofree char *address = location ? g_uri_resolve_relative (base, location, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  GUri *uri = address && self->redirects++ < MAX_REDIRECTS ? parse (address) : NULL;

  if (!uri) {
    fail (task, "a redirection that is not followed");
    return;
  }
  g_uri_unref (self->uri);
  self->uri = uri;
  send_request (task);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  guint status;

  g_clear_object (&self->stream);
  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (!self->stream) {
    g_task_return_error (task, error);
    return;
  }

  status = soup_message_get_status (self->message);
  if (is_redirect (status))
    follow (task);
  else if (status != SOUP_STATUS_OK)
    fail (task, "an answer other than OK");
  else
    read_more (task);
}

static void
send_request (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);

  g_clear_object (&self->message);
  self->message = soup_message_new_from_uri (self->body ? SOUP_METHOD_POST : SOUP_METHOD_GET, self->uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->body)
    soup_message_set_request_body_from_bytes (self->message, self->body_type, self->body);

  soup_session_send_async (self->session, self->message, g_task_get_priority (task), g_task_get_cancellable (task), sent_cb,
                           g_object_ref (task));
}

/**
 * cs_http_session_new:
 *
 * Makes a session that says nothing of us and keeps nothing: no cookies, no passwords, no proxy, no compression, which a few bytes could
 * blow up.
 *
 * Returns: (transfer full): the session
 */
SoupSession *
cs_http_session_new (void)
{
  SoupSession *session = soup_session_new_with_options ("proxy-resolver", NULL, "timeout", 15, "idle-timeout", 5, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);

  return session;
}

/**
 * cs_http_is_fetchable:
 * @address: an address
 *
 * Returns: whether it is one that [func@http_fetch_async] takes: plain HTTP with a host
 */
gboolean
cs_http_is_fetchable (const char *address)
{
  g_autoptr (GUri) uri = parse (address);

  return uri != NULL;
}

/**
 * cs_http_fetch_async:
 * @session: a session
 * @request: what to fetch; copied
 * @cancellable: (nullable): a cancellable, which also has to end what takes too long
 * @callback: called when it is here
 * @user_data: data for @callback
 *
 * Fetches something small over HTTP. Nothing that comes back may be believed for the way it came.
 */
void
cs_http_fetch_async (SoupSession         *session,
                     const CsHttpRequest *request,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Fetch *self = g_new0 (Fetch, 1);

  self->session = g_object_ref (session);
  self->uri = parse (request->address);
  self->body = request->body ? g_bytes_ref (request->body) : NULL;
  self->body_type = g_strdup (request->body_type);
  self->max_size = request->max_size;
  self->received = g_byte_array_new ();

  g_task_set_source_tag (task, cs_http_fetch_async);
  g_task_set_task_data (task, self, (GDestroyNotify) fetch_free);

  if (self->uri)
    send_request (task);
  else
    fail (task, "an address that is not fetched from");
}

/**
 * cs_http_fetch_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [func@http_fetch_async].
 *
 * Returns: (transfer full): what was fetched
 */
GBytes *
cs_http_fetch_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

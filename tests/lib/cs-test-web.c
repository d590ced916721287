/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-web.h"

#include <libsoup/soup.h>

struct _CsTestWeb
{
  SoupServer    *server;
  guint          port;
  GHashTable    *pages;
  CsTestWebFunc  func;
  gpointer       user_data;
  guint          count;
};

static void
page_free (CsTestPage *page)
{
  g_clear_pointer (&page->body, g_bytes_unref);
  g_free ((char *) page->location);
  g_free (page);
}

static void
reply (SoupServerMessage *message,
       guint              status,
       GBytes            *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  CsTestWeb *self = user_data;
  const CsTestPage *page = g_hash_table_lookup (self->pages, path);

  self->count++;
  if (page && page->silent) {
    soup_server_message_pause (message);
  } else if (page) {
    if (page->location)
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location", page->location);
    reply (message, page->status ? page->status : SOUP_STATUS_OK, page->body);
  } else if (self->func && soup_server_message_get_method (message) == SOUP_METHOD_POST) {
    g_autoptr (GBytes) request = soup_message_body_flatten (soup_server_message_get_request_body (message));
    g_autoptr (GBytes) answer = self->func (request, self->user_data);

    reply (message, answer ? SOUP_STATUS_OK : SOUP_STATUS_BAD_REQUEST, answer);
  } else {
    reply (message, SOUP_STATUS_NOT_FOUND, NULL);
  }
}

CsTestWeb *
cs_test_web_new (void)
{
  CsTestWeb *self = g_new0 (CsTestWeb, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) page_free);
  self->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

void
cs_test_web_free (CsTestWeb *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_hash_table_unref (self->pages);
  g_free (self);
}

char *
cs_test_web_address (CsTestWeb  *self,
                     const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

void
cs_test_web_put (CsTestWeb        *self,
                 const char       *path,
                 const CsTestPage *page)
{
  CsTestPage *copy = g_memdup2 (page, sizeof *page);

  copy->body = page->body ? g_bytes_ref (page->body) : NULL;
  copy->location = g_strdup (page->location);
  g_hash_table_replace (self->pages, g_strdup (path), copy);
}

/* Answers what is posted to where nothing was put. */
void
cs_test_web_answer (CsTestWeb     *self,
                    CsTestWebFunc  func,
                    gpointer       user_data)
{
  self->func = func;
  self->user_data = user_data;
}

guint
cs_test_web_count (CsTestWeb *self)
{
  return self->count;
}

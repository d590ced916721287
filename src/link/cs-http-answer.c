/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For memmem(). */
#define _GNU_SOURCE

#include "cs-http-answer.h"

#include <string.h>

#include <libsoup/soup.h>

/* So many "100 Continue" and the like may come before the answer. */
#define MAX_INTERIM 4

/* The longest line that a chunk begins with. */
#define MAX_CHUNK_LINE 256

/* What is left to be read. */
typedef struct {
  const char *data;
  gsize       size;
} Rest;

static void
skip (Rest  *rest,
      gsize  size)
{
  rest->data += size;
  rest->size -= size;
}

/* What stands before the first @mark of @rest, and is taken from it with the mark; NULL where there is none. */
static const char *
take_until (Rest       *rest,
            const char *mark,
            gsize      *length)
{
  const char *start = rest->data;
  const char *end = memmem (rest->data, rest->size, mark, strlen (mark));

  if (!end)
    return NULL;

  *length = end - start;
  skip (rest, *length + strlen (mark));

  return start;
}

/* Line ends are CR LF and nothing else (RFC 9112 section 2.2): what two readers may understand in two ways is not read at all. */
static gboolean
is_clean (const char *head,
          gsize       length)
{
  for (gsize i = 0; i < length; i++) {
    if (head[i] == '\0' || (head[i] == '\n' && (i == 0 || head[i - 1] != '\r')) ||
        (head[i] == '\r' && (i + 1 == length || head[i + 1] != '\n')))
      return FALSE;
  }

  return TRUE;
}

static CsHttpAnswerState
read_chunks (Rest    *rest,
             GBytes **body)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  while (TRUE) {
    gsize length;
    const char *line = take_until (rest, "\r\n", &length);
    g_autofree char *size_text = NULL;
    guint64 size;

    if (!line)
      return rest->size > MAX_CHUNK_LINE ? CS_HTTP_ANSWER_BAD : CS_HTTP_ANSWER_MORE;
    if (length > MAX_CHUNK_LINE)
      return CS_HTTP_ANSWER_BAD;
    size_text = g_strndup (line, length);
    size_text[strcspn (size_text, " \t;")] = '\0';
    if (!g_ascii_string_to_unsigned (size_text, 16, 0, CS_HTTP_ANSWER_MAX_SIZE, &size, NULL))
      return CS_HTTP_ANSWER_BAD;

    /* What may follow the last chunk does not matter: nothing comes after this answer. */
    if (size == 0) {
      *body = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      return CS_HTTP_ANSWER_WHOLE;
    }

    if (rest->size < size + strlen ("\r\n"))
      return CS_HTTP_ANSWER_MORE;
    g_byte_array_append (bytes, (const guint8 *) rest->data, size);
    skip (rest, size);
    if (memcmp (rest->data, "\r\n", strlen ("\r\n")) != 0)
      return CS_HTTP_ANSWER_BAD;
    skip (rest, strlen ("\r\n"));
  }
}

/* RFC 9112 section 6.3 */
static CsHttpAnswerState
read_body (SoupMessageHeaders *headers,
           guint               status,
           Rest               *rest,
           gboolean            is_end,
           GBytes            **body)
{
  const char *coding = soup_message_headers_get_list (headers, "Transfer-Encoding");
  const char *length_text = soup_message_headers_get_list (headers, "Content-Length");
  guint64 length = 0;

  if (coding && (length_text || g_ascii_strcasecmp (coding, "chunked") != 0))
    return CS_HTTP_ANSWER_BAD;
  if (length_text && !g_ascii_string_to_unsigned (length_text, 10, 0, CS_HTTP_ANSWER_MAX_SIZE, &length, NULL))
    return CS_HTTP_ANSWER_BAD;

  if (status == SOUP_STATUS_NO_CONTENT || status == SOUP_STATUS_NOT_MODIFIED) {
    *body = g_bytes_new (NULL, 0);
    return CS_HTTP_ANSWER_WHOLE;
  }
  if (coding)
    return read_chunks (rest, body);
  if (length_text ? rest->size < length : !is_end)
    return CS_HTTP_ANSWER_MORE;

  *body = g_bytes_new (rest->data, length_text ? length : rest->size);

  return CS_HTTP_ANSWER_WHOLE;
}

static char **
split_challenges (SoupMessageHeaders *headers)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  const char *value = soup_message_headers_get_list (headers, "WWW-Authenticate");
  GSList *list = value ? soup_header_parse_list (value) : NULL;

  for (GSList *item = list; item; item = item->next)
    g_ptr_array_add (items, g_strdup (item->data));
  if (list)
    soup_header_free_list (list);
  g_ptr_array_add (items, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&items), FALSE);
}

static CsHttpAnswer *
answer_new (SoupMessageHeaders *headers,
            guint               status,
            GBytes             *body)
{
  CsHttpAnswer *self = g_new0 (CsHttpAnswer, 1);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  self->status = status;
  self->type = type ? g_ascii_strdown (type, -1) : NULL;
  self->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  self->challenges = split_challenges (headers);
  self->body = body;

  return self;
}

/**
 * cs_http_answer_read:
 * @data: what has come so far
 * @size: its size in bytes
 * @is_end: whether nothing more will come
 * @answer: (out) (nullable) (transfer full): the answer once it is whole, else %NULL
 *
 * Reads the answer to one request (RFC 9112) on a connection that serves for nothing else. libsoup reads the head; what is in doubt about
 * where the body ends is refused.
 *
 * Returns: how far it is
 */
CsHttpAnswerState
cs_http_answer_read (const char    *data,
                     gsize          size,
                     gboolean       is_end,
                     CsHttpAnswer **answer)
{
  Rest rest = { data, size };

  *answer = NULL;
  if (size > CS_HTTP_ANSWER_MAX_SIZE)
    return CS_HTTP_ANSWER_BAD;

  for (guint i = 0; i <= MAX_INTERIM; i++) {
    g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
    g_autofree char *head = NULL;
    gsize length;
    const char *start = take_until (&rest, "\r\n\r\n", &length);
    guint status;
    GBytes *body = NULL;
    CsHttpAnswerState state;

    if (!start)
      return is_end || rest.size > CS_HTTP_ANSWER_MAX_HEAD ? CS_HTTP_ANSWER_BAD : CS_HTTP_ANSWER_MORE;

    head = g_strndup (start, length + strlen ("\r\n"));
    if (length > CS_HTTP_ANSWER_MAX_HEAD || !is_clean (start, length) ||
        !soup_headers_parse_response (head, length + strlen ("\r\n"), headers, NULL, &status, NULL))
      return CS_HTTP_ANSWER_BAD;
    if (status < 200)
      continue;

    state = read_body (headers, status, &rest, is_end, &body);
    if (state == CS_HTTP_ANSWER_WHOLE)
      *answer = answer_new (headers, status, body);

    return state == CS_HTTP_ANSWER_MORE && is_end ? CS_HTTP_ANSWER_BAD : state;
  }

  return CS_HTTP_ANSWER_BAD;
}

/**
 * cs_http_answer_free:
 * @self: (transfer full): an answer
 */
void
cs_http_answer_free (CsHttpAnswer *self)
{
  g_free (self->type);
  g_free (self->etag);
  g_strfreev (self->challenges);
  g_bytes_unref (self->body);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-http-answer.h"

#include <string.h>

#define OK "HTTP/1.1 200 OK\r\n"

static const struct {
  const char        *path;
  const char        *data;
  gboolean           is_end;
  CsHttpAnswerState  state;
  guint              status;
  const char        *body;
} cases[] = {
  { "with-a-length", OK "Content-Length: 3\r\n\r\nabcdef", FALSE, CS_HTTP_ANSWER_WHOLE, 200, "abc" },
  { "without-a-body", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", FALSE, CS_HTTP_ANSWER_WHOLE, 404, "" },
  { "without-content", "HTTP/1.1 204 No Content\r\n\r\n", FALSE, CS_HTTP_ANSWER_WHOLE, 204, "" },
  { "up-to-the-end", OK "\r\nabc", TRUE, CS_HTTP_ANSWER_WHOLE, 200, "abc" },
  { "in-chunks", OK "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n", FALSE, CS_HTTP_ANSWER_WHOLE, 200, "abc" },
  { "after-others", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" OK "Content-Length: 1\r\n\r\na", FALSE,
    CS_HTTP_ANSWER_WHOLE, 200, "a" },
  { "old", "HTTP/1.0 200 OK\r\n\r\na", TRUE, CS_HTTP_ANSWER_WHOLE, 200, "a" },

  { "nothing", "", FALSE, CS_HTTP_ANSWER_MORE, 0, NULL },
  { "half-a-head", OK "Content-Le", FALSE, CS_HTTP_ANSWER_MORE, 0, NULL },
  { "half-a-body", OK "Content-Length: 3\r\n\r\nab", FALSE, CS_HTTP_ANSWER_MORE, 0, NULL },
  { "not-at-its-end", OK "\r\nab", FALSE, CS_HTTP_ANSWER_MORE, 0, NULL },
  { "half-a-chunk", OK "Transfer-Encoding: chunked\r\n\r\n5\r\nab", FALSE, CS_HTTP_ANSWER_MORE, 0, NULL },
  { "no-last-chunk", OK "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", FALSE, CS_HTTP_ANSWER_MORE, 0, NULL },

  { "ended-in-the-head", OK, TRUE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "ended-in-the-body", OK "Content-Length: 3\r\n\r\nab", TRUE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "ended-between-chunks", OK "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", TRUE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "sip", "SIP/2.0 200 OK\r\n\r\n", TRUE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "no-status", "HTTP/1.1 OK\r\n\r\n", TRUE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "two-lengths", OK "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "negative", OK "Content-Length: -1\r\n\r\nab", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "huge", OK "Content-Length: 99999999999\r\n\r\nab", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "length-and-chunks", OK "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "compressed", OK "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "huge-chunk", OK "Transfer-Encoding: chunked\r\n\r\nffffffff\r\nab\r\n0\r\n\r\n", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "chunk-without-size", OK "Transfer-Encoding: chunked\r\n\r\n\r\nab\r\n0\r\n\r\n", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "chunk-too-long", OK "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "lone-line-feed", "HTTP/1.1 200 OK\nContent-Length: 1\r\n\r\na", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "lone-return", OK "X: a\rb\r\nContent-Length: 1\r\n\r\na", FALSE, CS_HTTP_ANSWER_BAD, 0, NULL },
  { "only-others", "HTTP/1.1 100 A\r\n\r\nHTTP/1.1 100 A\r\n\r\nHTTP/1.1 100 A\r\n\r\nHTTP/1.1 100 A\r\n\r\nHTTP/1.1 100 A\r\n\r\n", FALSE,
    CS_HTTP_ANSWER_BAD, 0, NULL },
};

static void
test_case (gconstpointer data)
{
  const typeof (cases[0]) *item = data;
  g_autoptr (CsHttpAnswer) answer = NULL;

  g_assert_cmpint (cs_http_answer_read (item->data, strlen (item->data), item->is_end, &answer), ==, item->state);
  g_assert_cmpint (answer != NULL, ==, item->state == CS_HTTP_ANSWER_WHOLE);
  if (!answer)
    return;

  g_assert_cmpuint (answer->status, ==, item->status);
  g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), item->body, strlen (item->body));
}

static void
test_headers (void)
{
  const char *data = "HTTP/1.1 401 Unauthorized\r\nETag: \"a b\"\r\nContent-Type: Application/XML; charset=utf-8\r\nContent-Length: 0\r\n"
                     "WWW-Authenticate: Basic realm=\"x, y\"\r\nWWW-Authenticate: Digest realm=\"z\", nonce=\"1\"\r\n\r\n";
  g_autoptr (CsHttpAnswer) answer = NULL;

  g_assert_cmpint (cs_http_answer_read (data, strlen (data), FALSE, &answer), ==, CS_HTTP_ANSWER_WHOLE);
  g_assert_cmpstr (answer->etag, ==, "\"a b\"");
  g_assert_cmpstr (answer->type, ==, "application/xml");
  g_assert_cmpuint (g_strv_length (answer->challenges), ==, 3);
  g_assert_cmpstr (answer->challenges[0], ==, "Basic realm=\"x, y\"");
  g_assert_cmpstr (answer->challenges[1], ==, "Digest realm=\"z\"");
  g_assert_cmpstr (answer->challenges[2], ==, "nonce=\"1\"");
}

static void
test_size (void)
{
  g_autofree char *head = g_strnfill (CS_HTTP_ANSWER_MAX_HEAD + 1, 'x');
  g_autofree char *all = g_strnfill (CS_HTTP_ANSWER_MAX_SIZE + 1, 'x');
  g_autoptr (CsHttpAnswer) answer = NULL;

  memcpy (all, OK "\r\n", strlen (OK "\r\n"));
  g_assert_cmpint (cs_http_answer_read (head, strlen (head), FALSE, &answer), ==, CS_HTTP_ANSWER_BAD);
  g_assert_cmpint (cs_http_answer_read (all, strlen (all), FALSE, &answer), ==, CS_HTTP_ANSWER_BAD);
  g_assert_cmpint (cs_http_answer_read (all, strlen (all) - 1, FALSE, &answer), ==, CS_HTTP_ANSWER_MORE);
  g_assert_cmpint (cs_http_answer_read ("HTTP/1.1 200 OK\r\nX: \0\r\n\r\n", 25, TRUE, &answer), ==, CS_HTTP_ANSWER_BAD);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/http-answer/", cases[i].path, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/http-answer/has-headers", test_headers);
  g_test_add_func ("/http-answer/has-limits", test_size);

  return g_test_run ();
}

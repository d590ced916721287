/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-sip-peer.h"

#include <string.h>

#include "cs-test-authority.h"

#define DOMAIN "example.test"

struct _CsTestSipPeer
{
  CsTestSipPeerFunc  func;
  gpointer           user_data;

  CsTestCertificate *authority;
  GTlsCertificate   *certificate;
  GSocketListener   *listener;
  GCancellable      *cancellable;
  guint16            port;
  gboolean           pongs;

  GIOStream         *stream;
  guint              n_connections;
  guint8             buffer[16 * 1024];
  GString           *input;
  GPtrArray         *messages;
  guint              n_pings;
};

static void accept_next (CsTestSipPeer *self);
static void read_next   (CsTestSipPeer *self);

/* How long the message at the start of @text is, or 0 while it is not whole. */
static gsize
measure (const char *text,
         gsize       length)
{
  const char *end = g_strstr_len (text, (gssize) length, "\r\n\r\n");
  g_autofree char *head = NULL;
  g_autofree char *body = NULL;
  gsize total;

  if (!end)
    return 0;

  head = g_strndup (text, (gsize) (end + 2 - text));
  body = cs_test_sip_peer_get_header (head, "Content-Length");
  g_assert_nonnull (body);
  total = (gsize) (end + 4 - text) + (gsize) g_ascii_strtoull (body, NULL, 10);

  return total <= length ? total : 0;
}

static void
take_message (CsTestSipPeer *self,
              char          *message)
{
  g_autofree char *answer = NULL;

  g_ptr_array_add (self->messages, message);
  if (!g_str_has_prefix (message, "SIP/2.0") && self->func)
    answer = self->func (self, message, self->user_data);
  if (answer)
    cs_test_sip_peer_send (self, answer, -1);
}

static void
take_input (CsTestSipPeer *self)
{
  gsize length;

  while (self->input->len > 0) {
    if (g_str_has_prefix (self->input->str, "\r\n\r\n")) {
      self->n_pings++;
      g_string_erase (self->input, 0, 4);
      if (self->pongs)
        cs_test_sip_peer_send (self, "\r\n", -1);
      continue;
    }

    length = measure (self->input->str, self->input->len);
    if (length == 0)
      return;

    take_message (self, g_strndup (self->input->str, length));
    g_string_erase (self->input, 0, (gssize) length);
  }
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  CsTestSipPeer *self = user_data;
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* An earlier connection that has ended only now. */
  if (!self->stream || g_io_stream_get_input_stream (self->stream) != G_INPUT_STREAM (object))
    return;

  if (n <= 0) {
    cs_test_sip_peer_hang_up (self);
    return;
  }

  stream = g_object_ref (self->stream);
  g_string_append_len (self->input, (char *) self->buffer, n);
  take_input (self);
  if (self->stream == stream)
    read_next (self);
}

static void
read_next (CsTestSipPeer *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->buffer, sizeof self->buffer,
                             G_PRIORITY_DEFAULT, self->cancellable, read_cb, self);
}

static void
handshake_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  CsTestSipPeer *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (object), result, &error))
    return;
  if (self->stream == G_IO_STREAM (object))
    read_next (self);
}

static void
accept_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  CsTestSipPeer *self = user_data;

  connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (object), result, NULL, &error);
  if (!connection)
    return;

  cs_test_sip_peer_hang_up (self);
  self->n_connections++;
  g_socket_set_option (g_socket_connection_get_socket (connection), 6 /* TCP */, 1 /* no delay */, 1, NULL);
  /* Without "database" set, each connection would read all the system's authorities. */
  self->stream = g_initable_new (g_tls_backend_get_server_connection_type (g_tls_backend_get_default ()), NULL, &error,
                                 "base-io-stream", connection,
                                 "certificate", self->certificate,
                                 "database", NULL,
                                 NULL);
  g_assert_no_error (error);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (self->stream), FALSE);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (self->stream), G_PRIORITY_DEFAULT, self->cancellable, handshake_cb, self);
  accept_next (self);
}

static void
accept_next (CsTestSipPeer *self)
{
  g_socket_listener_accept_async (self->listener, self->cancellable, accept_cb, self);
}

/**
 * cs_test_sip_peer_renew_as:
 * @self: a peer
 * @spec: what the certificate is to be
 *
 * Gets a certificate with a new key from the same authority, for the connections to come.
 */
void
cs_test_sip_peer_renew_as (CsTestSipPeer    *self,
                           const CsTestSpec *spec)
{
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (self->authority, spec);
  g_autofree char *pem = g_strconcat (leaf->pem, leaf->key_pem, NULL);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->certificate);
  self->certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
}

/**
 * cs_test_sip_peer_renew:
 * @self: a peer
 *
 * Gets a sound certificate, as [method@TestSipPeer.renew_as] does.
 */
void
cs_test_sip_peer_renew (CsTestSipPeer *self)
{
  const CsTestSpec spec = { .name = DOMAIN, .dns_names = CS_TEST_NAMES (DOMAIN) };

  cs_test_sip_peer_renew_as (self, &spec);
}

/**
 * cs_test_sip_peer_new:
 * @func: (nullable): what requests are answered with
 * @user_data: passed to @func
 *
 * Returns: (transfer full): a peer that takes one connection at a time, a new one in the place of the last
 */
CsTestSipPeer *
cs_test_sip_peer_new (CsTestSipPeerFunc func,
                      gpointer          user_data)
{
  CsTestSipPeer *self = g_new0 (CsTestSipPeer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->func = func;
  self->user_data = user_data;
  self->pongs = TRUE;
  self->authority = cs_test_authority_new_root ("Test Root CA");
  cs_test_sip_peer_renew (self);

  self->cancellable = g_cancellable_new ();
  self->input = g_string_new (NULL);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  accept_next (self);

  return self;
}

/**
 * cs_test_sip_peer_free:
 * @self: (transfer full): a peer
 *
 * Ends all connections and lets the main context forget them.
 */
void
cs_test_sip_peer_free (CsTestSipPeer *self)
{
  g_cancellable_cancel (self->cancellable);
  cs_test_sip_peer_hang_up (self);
  g_socket_listener_close (self->listener);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_object_unref (self->certificate);
  cs_test_certificate_free (self->authority);
  g_string_free (self->input, TRUE);
  g_ptr_array_unref (self->messages);
  g_free (self);
}

/**
 * cs_test_sip_peer_new_endpoint:
 * @self: a peer
 *
 * Returns: (transfer full): where it is, as a person would type it
 */
CsEndpoint *
cs_test_sip_peer_new_endpoint (CsTestSipPeer *self)
{
  g_autoptr (CsHost) address = cs_host_parse ("127.0.0.1", NULL);

  return cs_endpoint_new (address, self->port);
}

/**
 * cs_test_sip_peer_trust:
 * @self: a peer
 * @anchors: a store of trust anchors
 *
 * Makes @anchors trust the peer's authority.
 */
void
cs_test_sip_peer_trust (CsTestSipPeer *self,
                        CsAnchorStore *anchors)
{
  cs_anchor_store_give (anchors, self->authority->certificate);
}

/**
 * cs_test_sip_peer_new_link:
 * @self: a peer
 *
 * Returns: (transfer full): a link of example.test to @self, which trusts its authority; not started
 */
CsLink *
cs_test_sip_peer_new_link (CsTestSipPeer *self)
{
  static const CsLinkLimits limits = { .connecting = 20000, .handshake = 15000, .answer = 20000, .second = 20 };
  g_autoptr (CsAnchorStore) anchors = cs_anchor_store_new (NULL, "/nonexistent", FALSE);
  g_autoptr (CsHost) host = cs_host_parse (DOMAIN, NULL);
  g_autoptr (CsHost) address = cs_host_parse ("127.0.0.1", NULL);
  g_autoptr (CsEndpoint) server = cs_endpoint_new (address, self->port);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_new (host, address);
  CsLink *link;

  cs_anchor_store_give (anchors, self->authority->certificate);
  link = cs_link_new (identity, server, anchors);
  cs_link_set_limits (link, &limits);

  return link;
}

/**
 * cs_test_sip_peer_set_pongs:
 * @self: a peer
 * @pongs: whether keep-alive pings are answered
 */
void
cs_test_sip_peer_set_pongs (CsTestSipPeer *self,
                            gboolean       pongs)
{
  self->pongs = pongs;
}

/**
 * cs_test_sip_peer_send:
 * @self: a peer
 * @data: any bytes
 * @length: their number, or -1
 *
 * Sends @data over the present connection, if there is one.
 */
void
cs_test_sip_peer_send (CsTestSipPeer *self,
                       const char    *data,
                       gssize         length)
{
  if (self->stream)
    g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), data,
                               length < 0 ? strlen (data) : (gsize) length, NULL, NULL, NULL);
}

/**
 * cs_test_sip_peer_hang_up:
 * @self: a peer
 *
 * Ends the present connection without a word.
 */
void
cs_test_sip_peer_hang_up (CsTestSipPeer *self)
{
  g_autoptr (GIOStream) base = NULL;

  if (!self->stream)
    return;

  g_object_get (self->stream, "base-io-stream", &base, NULL);
  g_io_stream_close (base, NULL, NULL);
  g_clear_object (&self->stream);
  g_string_truncate (self->input, 0);
}

/**
 * cs_test_sip_peer_get_messages:
 * @self: a peer
 *
 * Returns: (transfer none) (element-type utf8): all messages that have arrived, requests and answers
 */
GPtrArray *
cs_test_sip_peer_get_messages (CsTestSipPeer *self)
{
  return self->messages;
}

/**
 * cs_test_sip_peer_count:
 * @self: a peer
 * @start: what a message begins with
 *
 * Returns: how many such messages have arrived
 */
guint
cs_test_sip_peer_count (CsTestSipPeer *self,
                        const char    *start)
{
  guint count = 0;

  for (guint i = 0; i < self->messages->len; i++)
    count += g_str_has_prefix (g_ptr_array_index (self->messages, i), start) ? 1 : 0;

  return count;
}

/**
 * cs_test_sip_peer_find:
 * @self: a peer
 * @start: what the message begins with
 * @nth: which of them, from 0
 *
 * Returns: (transfer none): the message; it must have arrived
 */
const char *
cs_test_sip_peer_find (CsTestSipPeer *self,
                       const char    *start,
                       guint          nth)
{
  for (guint i = 0; i < self->messages->len; i++) {
    const char *message = g_ptr_array_index (self->messages, i);

    if (g_str_has_prefix (message, start) && nth-- == 0)
      return message;
  }

  g_error ("No %s has arrived", start);
}

/**
 * cs_test_sip_peer_get_pings:
 * @self: a peer
 *
 * Returns: how many keep-alive pings have arrived
 */
guint
cs_test_sip_peer_get_pings (CsTestSipPeer *self)
{
  return self->n_pings;
}

/**
 * cs_test_sip_peer_get_connections:
 * @self: a peer
 *
 * Returns: how many connections were made
 */
guint
cs_test_sip_peer_get_connections (CsTestSipPeer *self)
{
  return self->n_connections;
}

/**
 * cs_test_sip_peer_get_header:
 * @message: a message
 * @name: a header's name
 *
 * Returns: (transfer full) (nullable): the value of the first such header
 */
char *
cs_test_sip_peer_get_header (const char *message,
                             const char *name)
{
  gsize length = strlen (name);
  const char *line = strstr (message, "\r\n");

  while (line && !g_str_has_prefix (line, "\r\n\r\n")) {
    line += 2;
    if (g_ascii_strncasecmp (line, name, length) == 0 && line[length] == ':') {
      const char *value = line + length + 1;
      const char *end = strstr (value, "\r\n");

      return g_strstrip (g_strndup (value, (gsize) (end - value)));
    }
    line = strstr (line, "\r\n");
  }

  return NULL;
}

/**
 * cs_test_sip_peer_make_answer:
 * @request: a request
 * @status: a status line's end, like "200 OK"
 * @headers: (nullable): more header lines, each ended by CRLF
 *
 * Returns: (transfer full): an answer to @request
 */
char *
cs_test_sip_peer_make_answer (const char *request,
                              const char *status,
                              const char *headers)
{
  g_autofree char *via = cs_test_sip_peer_get_header (request, "Via");
  g_autofree char *from = cs_test_sip_peer_get_header (request, "From");
  g_autofree char *to = cs_test_sip_peer_get_header (request, "To");
  g_autofree char *call_id = cs_test_sip_peer_get_header (request, "Call-ID");
  g_autofree char *cseq = cs_test_sip_peer_get_header (request, "CSeq");

  return g_strdup_printf ("SIP/2.0 %s\r\nVia: %s\r\nFrom: %s\r\nTo: %s;tag=peer\r\nCall-ID: %s\r\nCSeq: %s\r\n%s"
                          "Content-Length: 0\r\n\r\n",
                          status, via, from, to, call_id, cseq, headers ? headers : "");
}

/**
 * cs_test_sip_peer_make_message:
 * @call_id: a Call-ID
 * @headers: (nullable): more header lines, each ended by CRLF
 * @body: the body
 *
 * Returns: (transfer full): a MESSAGE from bob
 */
char *
cs_test_sip_peer_make_message (const char *call_id,
                               const char *headers,
                               const char *body)
{
  g_autofree char *branch = g_uuid_string_random ();

  return g_strdup_printf ("MESSAGE sip:alice@token.invalid;transport=tls SIP/2.0\r\n"
                          "Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK%s\r\nMax-Forwards: 69\r\n"
                          "From: \"Bob\" <sip:bob@" DOMAIN ">;tag=bob\r\nTo: <sip:alice@" DOMAIN ">\r\n"
                          "Call-ID: %s\r\nCSeq: 7 MESSAGE\r\n%sContent-Length: %zu\r\n\r\n%s",
                          branch, call_id, headers ? headers : "", strlen (body), body);
}

/**
 * cs_test_sip_peer_accept_all:
 * @self: a peer
 * @request: a request
 * @user_data: not used
 *
 * Returns: (transfer full): 200
 */
char *
cs_test_sip_peer_accept_all (CsTestSipPeer *self,
                             const char    *request,
                             gpointer       user_data)
{
  return cs_test_sip_peer_make_answer (request, "200 OK", NULL);
}

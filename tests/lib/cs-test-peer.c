/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

#define BANNER "SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n"

/* In the middle of every handshake that carries a certificate. */
#define HALF_OF_A_HANDSHAKE 300

#define DRIP_MS 20

typedef enum {
  ORDER_SEND,
  ORDER_GOODBYE,
  ORDER_HANG_UP,
  ORDER_REKEY,
  ORDER_DEAF,
} OrderKind;

typedef struct {
  OrderKind  kind;
  guint      number;
  GBytes    *bytes;
} Order;

struct _CsTestPeer {
  CsTestPeerMode      mode;
  char               *priority;
  char               *answer;
  gsize               hang_up_after;
  gboolean            wants_certificate;
  gnutls_pcert_st    *certificates;
  guint               n_certificates;
  gnutls_privkey_t    key;

  GThread            *thread;
  GAsyncQueue        *orders;
  int                 listener;
  int                 wake;
  guint16             port;
  gboolean            deaf;
  gsize               pushed;

  GMutex              mutex;
  GCond               closed;
  /* Guarded by the mutex: */
  gboolean            stopping;
  int                 connection;
  guint               n_connections;
  GByteArray         *received;
  GByteArray         *raw;
  char               *server_name;
  int                 alert;
};

static void
order_free (Order *order)
{
  g_clear_pointer (&order->bytes, g_bytes_unref);
  g_free (order);
}

static gboolean
is_stopping (CsTestPeer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->stopping;
}

static void
keep (CsTestPeer   *self,
      GByteArray   *where,
      gconstpointer data,
      gsize         size)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_byte_array_append (where, data, size);
}

static ssize_t
pull_cb (gnutls_transport_ptr_t  data,
         void                   *buffer,
         size_t                  size)
{
  CsTestPeer *self = data;
  ssize_t n = recv (self->connection, buffer, size, 0);

  if (n > 0)
    keep (self, self->raw, buffer, n);

  return n;
}

static int
pull_timeout_cb (gnutls_transport_ptr_t data,
                 unsigned int           milliseconds)
{
  CsTestPeer *self = data;
  struct pollfd fd = { .fd = self->connection, .events = POLLIN };

  return poll (&fd, 1, milliseconds);
}

/* Waits for a while, but not when the peer is to stop. */
static void
pause_for (CsTestPeer *self,
           int         milliseconds)
{
  struct pollfd fd = { .fd = self->wake, .events = POLLIN };

  poll (&fd, 1, milliseconds);
}

static ssize_t
push_cb (gnutls_transport_ptr_t  data,
         const void             *buffer,
         size_t                  size)
{
  CsTestPeer *self = data;

  if (self->mode == CS_TEST_PEER_DRIP) {
    pause_for (self, DRIP_MS);
    size = 1;
  } else if (self->mode == CS_TEST_PEER_HALF) {
    size = MIN (size, HALF_OF_A_HANDSHAKE - self->pushed);
    if (size == 0) {
      shutdown (self->connection, SHUT_RDWR);
      errno = EPIPE;
      return -1;
    }
  }
  self->pushed += size;

  return send (self->connection, buffer, size, MSG_NOSIGNAL);
}

static int
get_certificate_cb (gnutls_session_t                session,
                    const gnutls_datum_t           *request,
                    int                             n_request,
                    const gnutls_pk_algorithm_t    *algorithms,
                    int                             n_algorithms,
                    gnutls_pcert_st               **certificates,
                    unsigned int                   *n_certificates,
                    gnutls_privkey_t               *key)
{
  CsTestPeer *self = gnutls_session_get_ptr (session);

  *certificates = self->certificates;
  *n_certificates = self->n_certificates;
  *key = self->key;

  return 0;
}

static int
hello_cb (gnutls_session_t session)
{
  CsTestPeer *self = gnutls_session_get_ptr (session);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  char name[256];
  size_t size = sizeof name;
  unsigned int type;

  g_clear_pointer (&self->server_name, g_free);
  if (gnutls_server_name_get (session, name, &size, &type, 0) == 0)
    self->server_name = g_strndup (name, size);

  return 0;
}

static void
keep_alert (CsTestPeer       *self,
            gnutls_session_t  session,
            int               code)
{
  if (code == GNUTLS_E_FATAL_ALERT_RECEIVED || code == GNUTLS_E_WARNING_ALERT_RECEIVED) {
    g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

    self->alert = gnutls_alert_get (session);
  }
}

static void
send_all (gnutls_session_t  session,
          const char       *data,
          gsize             size)
{
  while (size > 0) {
    ssize_t n = gnutls_record_send (session, data, size);

    if (n < 0)
      return;
    data += n;
    size -= n;
  }
}

/* Returns whether the connection goes on. */
static gboolean
obey (CsTestPeer       *self,
      gnutls_session_t  session)
{
  gboolean goes_on = TRUE;
  Order *order;
  guint64 count;

  if (read (self->wake, &count, sizeof count) < 0 || is_stopping (self))
    return FALSE;

  while (goes_on && (order = g_async_queue_try_pop (self->orders))) {
    switch (order->kind) {
      case ORDER_SEND:
        send_all (session, g_bytes_get_data (order->bytes, NULL), g_bytes_get_size (order->bytes));
        break;
      case ORDER_GOODBYE:
        gnutls_bye (session, GNUTLS_SHUT_WR);
        goes_on = FALSE;
        break;
      case ORDER_HANG_UP:
        goes_on = FALSE;
        break;
      case ORDER_REKEY:
        for (guint i = 0; i < order->number; i++) {
          gnutls_session_key_update (session, 0);
          send_all (session, "x", 1);
        }
        break;
      case ORDER_DEAF:
        self->deaf = order->number != 0;
        break;
      default:
        g_assert_not_reached ();
    }
    order_free (order);
  }

  return goes_on;
}

/* Returns whether the connection goes on. */
static gboolean
hear (CsTestPeer       *self,
      gnutls_session_t  session,
      gsize            *heard)
{
  guint8 buffer[16 * 1024];
  ssize_t n;

  do {
    n = gnutls_record_recv (session, buffer, sizeof buffer);
    if (n <= 0) {
      keep_alert (self, session, n);
      return n < 0 && !gnutls_error_is_fatal (n);
    }

    keep (self, self->received, buffer, n);
    *heard += n;
    if (self->hang_up_after && *heard >= self->hang_up_after)
      return FALSE;
    if (self->answer)
      send_all (session, self->answer, strlen (self->answer));
  } while (gnutls_record_check_pending (session) > 0);

  return TRUE;
}

static void
converse (CsTestPeer       *self,
          gnutls_session_t  session)
{
  gsize heard = 0;

  for (;;) {
    struct pollfd fds[] = {
      { .fd = self->wake, .events = POLLIN },
      { .fd = self->connection, .events = POLLIN },
    };

    poll (fds, self->deaf ? 1 : 2, -1);
    if (fds[0].revents && !obey (self, session))
      return;
    if (fds[1].revents && !self->deaf && !hear (self, session, &heard))
      return;
  }
}

static void
refuse_client (CsTestPeer       *self,
               gnutls_session_t  session)
{
  unsigned int n_certificates = 0;

  if (gnutls_certificate_get_peers (session, &n_certificates) && n_certificates > 0)
    return;

  gnutls_alert_send (session, GNUTLS_AL_FATAL, GNUTLS_A_CERTIFICATE_REQUIRED);
  shutdown (self->connection, SHUT_WR);
}

static void
serve_tls (CsTestPeer *self)
{
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
  int code;

  g_assert_cmpint (gnutls_init (&session, GNUTLS_SERVER), ==, 0);
  g_assert_cmpint (gnutls_certificate_allocate_credentials (&credentials), ==, 0);
  gnutls_certificate_set_retrieve_function2 (credentials, get_certificate_cb);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  g_assert_cmpint (gnutls_priority_set_direct (session, self->priority ? self->priority : "NORMAL", NULL), ==, 0);
  if (self->wants_certificate)
    gnutls_certificate_server_set_request (session, GNUTLS_CERT_REQUEST);
  gnutls_handshake_set_max_packet_length (session, 1024 * 1024);
  gnutls_session_set_ptr (session, self);
  gnutls_handshake_set_post_client_hello_function (session, hello_cb);
  gnutls_transport_set_ptr (session, self);
  gnutls_transport_set_pull_function (session, pull_cb);
  gnutls_transport_set_pull_timeout_function (session, pull_timeout_cb);
  gnutls_transport_set_push_function (session, push_cb);

  do {
    code = gnutls_handshake (session);
    keep_alert (self, session, code);
  } while (code < 0 && !gnutls_error_is_fatal (code) && !is_stopping (self));

  if (code == GNUTLS_E_SUCCESS) {
    if (self->wants_certificate)
      refuse_client (self, session);
    converse (self, session);
  } else if (gnutls_error_is_fatal (code)) {
    gnutls_alert_send_appropriate (session, code);
  }

  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
}

static void
serve_plain (CsTestPeer *self)
{
  guint8 buffer[4096];

  if (self->mode == CS_TEST_PEER_PLAINTEXT)
    send (self->connection, BANNER, strlen (BANNER), MSG_NOSIGNAL);

  while (pull_cb (self, buffer, sizeof buffer) > 0)
    ;
}

static gboolean
take_connection (CsTestPeer *self)
{
  struct pollfd fds[] = {
    { .fd = self->wake, .events = POLLIN },
    { .fd = self->listener, .events = POLLIN },
  };
  g_autoptr (GMutexLocker) locker = NULL;
  int one = 1;

  poll (fds, 2, -1);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->stopping || !fds[1].revents)
    return FALSE;

  self->connection = accept (self->listener, NULL, NULL);
  g_assert_cmpint (self->connection, >=, 0);
  setsockopt (self->connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  self->n_connections++;

  return TRUE;
}

static gpointer
serve_thread (gpointer data)
{
  CsTestPeer *self = data;

  while (!is_stopping (self)) {
    if (!take_connection (self)) {
      guint64 count;

      /* An order for a connection that is gone. */
      if (!is_stopping (self))
        g_assert_cmpint (read (self->wake, &count, sizeof count), ==, sizeof count);
      continue;
    }

    self->pushed = 0;
    if (self->mode == CS_TEST_PEER_PLAINTEXT || self->mode == CS_TEST_PEER_SILENT)
      serve_plain (self);
    else
      serve_tls (self);

    g_mutex_lock (&self->mutex);
    close (self->connection);
    self->connection = -1;
    g_cond_signal (&self->closed);
    g_mutex_unlock (&self->mutex);
  }

  return NULL;
}

static void
set_chain (CsTestPeer              *self,
           const CsTestPeerScript  *script)
{
  gnutls_datum_t key = { (void *) script->key_pem, strlen (script->key_pem) };

  for (GBytes **der = script->chain; *der; der++)
    self->n_certificates++;
  self->certificates = g_new0 (gnutls_pcert_st, self->n_certificates);

  g_assert_cmpint (gnutls_privkey_init (&self->key), ==, 0);
  g_assert_cmpint (gnutls_privkey_import_x509_raw (self->key, &key, GNUTLS_X509_FMT_PEM, NULL, 0), ==, 0);

  /* The bytes go over the wire unread, so that they need not be a certificate. */
  for (guint i = 0; i < self->n_certificates; i++) {
    gsize size;
    gconstpointer data = g_bytes_get_data (script->chain[i], &size);
    guint8 *copy = gnutls_malloc (size);

    memcpy (copy, data, size);
    self->certificates[i].type = GNUTLS_CRT_X509;
    self->certificates[i].cert.data = copy;
    self->certificates[i].cert.size = size;
  }

  g_assert_cmpint (gnutls_pubkey_init (&self->certificates[0].pubkey), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import_privkey (self->certificates[0].pubkey, self->key, 0, 0), ==, 0);
}

static void
listen_on_loopback (CsTestPeer *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof address;

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (self->listener, >=, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (listen (self->listener, 8), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &size), ==, 0);
  self->port = ntohs (address.sin_port);
}

static void
give_order (CsTestPeer *self,
            OrderKind   kind,
            guint       number,
            GBytes     *bytes)
{
  Order *order = g_new0 (Order, 1);
  const guint64 one = 1;

  order->kind = kind;
  order->number = number;
  order->bytes = bytes;
  g_async_queue_push (self->orders, order);
  g_assert_cmpint (write (self->wake, &one, sizeof one), ==, sizeof one);
}

static char *
dup_bytes (CsTestPeer *self,
           GByteArray *bytes,
           gsize      *size)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  char *copy = g_malloc (bytes->len + 1);

  if (bytes->len > 0)
    memcpy (copy, bytes->data, bytes->len);
  copy[bytes->len] = '\0';
  if (size)
    *size = bytes->len;

  return copy;
}

/* Starts a peer; it accepts connections when this returns. */
CsTestPeer *
cs_test_peer_new (const CsTestPeerScript *script)
{
  CsTestPeer *self = g_new0 (CsTestPeer, 1);

  self->mode = script->mode;
  self->priority = g_strdup (script->priority);
  self->answer = g_strdup (script->answer);
  self->hang_up_after = script->hang_up_after;
  self->wants_certificate = script->wants_certificate;
  if (script->chain)
    set_chain (self, script);

  self->connection = -1;
  self->alert = -1;
  self->received = g_byte_array_new ();
  self->raw = g_byte_array_new ();
  self->orders = g_async_queue_new_full ((GDestroyNotify) order_free);
  self->wake = eventfd (0, EFD_CLOEXEC);
  g_assert_cmpint (self->wake, >=, 0);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->closed);
  listen_on_loopback (self);
  self->thread = g_thread_new ("test-peer", serve_thread, self);

  return self;
}

/* Waits until the peer has read all of a connection that the client has closed. */
void
cs_test_peer_read_to_end (CsTestPeer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 watchdog = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (self->n_connections == 0 || self->connection >= 0)
    g_assert_true (g_cond_wait_until (&self->closed, &self->mutex, watchdog));
}

/* Stops the peer. */
void
cs_test_peer_stop (CsTestPeer *self)
{
  const guint64 one = 1;

  if (!self->thread)
    return;

  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  if (self->connection >= 0)
    shutdown (self->connection, SHUT_RDWR);
  g_mutex_unlock (&self->mutex);

  g_assert_cmpint (write (self->wake, &one, sizeof one), ==, sizeof one);
  g_thread_join (g_steal_pointer (&self->thread));
  close (self->listener);
}

void
cs_test_peer_free (CsTestPeer *self)
{
  cs_test_peer_stop (self);
  close (self->wake);

  for (guint i = 0; i < self->n_certificates; i++)
    gnutls_pcert_deinit (&self->certificates[i]);
  g_free (self->certificates);
  if (self->key)
    gnutls_privkey_deinit (self->key);

  g_async_queue_unref (self->orders);
  g_byte_array_unref (self->received);
  g_byte_array_unref (self->raw);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->closed);
  g_free (self->priority);
  g_free (self->answer);
  g_free (self->server_name);
  g_free (self);
}

guint16
cs_test_peer_get_port (CsTestPeer *self)
{
  return self->port;
}

/* Sends application data on the connection that stands. */
void
cs_test_peer_send (CsTestPeer *self,
                   const char *text,
                   gssize      size)
{
  give_order (self, ORDER_SEND, 0, g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size));
}

/* Closes the connection as TLS wants it. */
void
cs_test_peer_say_goodbye (CsTestPeer *self)
{
  give_order (self, ORDER_GOODBYE, 0, NULL);
}

/* Closes the connection without a goodbye. */
void
cs_test_peer_hang_up (CsTestPeer *self)
{
  give_order (self, ORDER_HANG_UP, 0, NULL);
}

/* Changes the keys of TLS 1.3, with a byte after each change. */
void
cs_test_peer_rekey (CsTestPeer *self,
                    guint       times)
{
  give_order (self, ORDER_REKEY, times, NULL);
}

/* Stops or goes on reading. */
void
cs_test_peer_set_deaf (CsTestPeer *self,
                       gboolean    deaf)
{
  give_order (self, ORDER_DEAF, deaf, NULL);
}

/* All application data of all connections, with a NUL after it. */
char *
cs_test_peer_dup_received (CsTestPeer *self,
                           gsize      *size)
{
  return dup_bytes (self, self->received, size);
}

/* All bytes that came in over all connections, with a NUL after them. */
char *
cs_test_peer_dup_raw (CsTestPeer *self,
                      gsize      *size)
{
  return dup_bytes (self, self->raw, size);
}

/* The name that the last client asked for, or NULL. */
char *
cs_test_peer_dup_server_name (CsTestPeer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_strdup (self->server_name);
}

guint
cs_test_peer_count_connections (CsTestPeer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_connections;
}

/* The number of the last alert that a client sent, or -1. */
int
cs_test_peer_get_alert (CsTestPeer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->alert;
}

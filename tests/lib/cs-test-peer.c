/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-peer-private.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define BANNER "SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n"

void
cs_test_peer_order_free (Order *order)
{
  g_clear_pointer (&order->bytes, g_bytes_unref);
  g_free (order);
}

gboolean
cs_test_peer_is_stopping (CsTestPeer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->stopping;
}

/* Reads from the connection that stands, and keeps what it reads. */
ssize_t
cs_test_peer_pull (CsTestPeer *self,
                   void       *buffer,
                   gsize       size)
{
  ssize_t n = recv (self->connection, buffer, size, 0);

  if (n > 0) {
    g_mutex_lock (&self->mutex);
    g_byte_array_append (self->raw, buffer, n);
    g_mutex_unlock (&self->mutex);
  }

  return n;
}

static void
serve_plain (CsTestPeer *self)
{
  guint8 buffer[4096];

  if (self->mode == CS_TEST_PEER_PLAINTEXT)
    send (self->connection, BANNER, strlen (BANNER), MSG_NOSIGNAL);

  while (cs_test_peer_pull (self, buffer, sizeof buffer) > 0)
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

  while (!cs_test_peer_is_stopping (self)) {
    if (!take_connection (self)) {
      guint64 count;

      /* An order for a connection that is gone. */
      if (!cs_test_peer_is_stopping (self))
        g_assert_cmpint (read (self->wake, &count, sizeof count), ==, sizeof count);
      continue;
    }

    self->pushed = 0;
    if (self->mode == CS_TEST_PEER_PLAINTEXT || self->mode == CS_TEST_PEER_SILENT)
      serve_plain (self);
    else
      cs_test_peer_serve_tls (self);

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
  self->staple = script->staple ? g_bytes_ref (script->staple) : NULL;
  self->wants_certificate = script->wants_certificate;
  self->client_authority = g_strdup (script->client_authority);
  self->takes_none = script->takes_none;
  self->client_alert = script->client_alert;
  if (script->chain)
    set_chain (self, script);

  self->connection = -1;
  self->alert = -1;
  self->received = g_byte_array_new ();
  self->raw = g_byte_array_new ();
  self->orders = g_async_queue_new_full ((GDestroyNotify) cs_test_peer_order_free);
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
  g_clear_pointer (&self->staple, g_bytes_unref);
  g_free (self->priority);
  g_free (self->answer);
  g_free (self->server_name);
  g_free (self->client_authority);
  g_clear_pointer (&self->client, g_bytes_unref);
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

/* Changes what is sent after each piece that is read. */
void
cs_test_peer_set_answer (CsTestPeer *self,
                         const char *answer)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_free (self->answer);
  self->answer = g_strdup (answer);
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

/* Changes the keys of TLS 1.3, or wants a new handshake of TLS 1.2, and sends a byte after each. */
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

/* How many bytes of application data all connections brought. */
gsize
cs_test_peer_count_received (CsTestPeer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->received->len;
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

/* The certificate that the last client has shown, or NULL. */
GBytes *
cs_test_peer_dup_client (CsTestPeer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->client ? g_bytes_ref (self->client) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-peer-private.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* In the middle of every handshake that carries a certificate. */
#define HALF_OF_A_HANDSHAKE 300

#define DRIP_MS 20

static ssize_t
pull_cb (gnutls_transport_ptr_t  data,
         void                   *buffer,
         size_t                  size)
{
  return cs_test_peer_pull (data, buffer, size);
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

  if (read (self->wake, &count, sizeof count) < 0 || cs_test_peer_is_stopping (self))
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
          if (gnutls_protocol_get_version (session) == GNUTLS_TLS1_3)
            gnutls_session_key_update (session, 0);
          else
            gnutls_rehandshake (session);
          send_all (session, "x", 1);
        }
        break;
      case ORDER_DEAF:
        self->deaf = order->number != 0;
        break;
      default:
        g_assert_not_reached ();
    }
    cs_test_peer_order_free (order);
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
    g_autofree char *answer = NULL;

    n = gnutls_record_recv (session, buffer, sizeof buffer);
    if (n <= 0) {
      keep_alert (self, session, n);
      return n < 0 && !gnutls_error_is_fatal (n);
    }

    g_mutex_lock (&self->mutex);
    g_byte_array_append (self->received, buffer, n);
    answer = g_strdup (self->answer);
    g_mutex_unlock (&self->mutex);
    *heard += n;
    if (self->hang_up_after && *heard >= self->hang_up_after)
      return FALSE;
    if (answer)
      send_all (session, answer, strlen (answer));
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
keep_client (CsTestPeer       *self,
             gnutls_session_t  session)
{
  unsigned int n_certificates = 0;
  const gnutls_datum_t *certificates = gnutls_certificate_get_peers (session, &n_certificates);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_clear_pointer (&self->client, g_bytes_unref);
  if (certificates && n_certificates > 0)
    self->client = g_bytes_new (certificates[0].data, certificates[0].size);
}

/* Its name goes into the list of those whose certificates are taken. */
static void
set_client_authority (CsTestPeer                       *self,
                      gnutls_certificate_credentials_t  credentials)
{
  const gnutls_datum_t pem = { (void *) self->client_authority, strlen (self->client_authority) };

  g_assert_cmpint (gnutls_certificate_set_x509_trust_mem (credentials, &pem, GNUTLS_X509_FMT_PEM), ==, 1);
}

static void
refuse_client (CsTestPeer       *self,
               gnutls_session_t  session)
{
  int alert = self->client ? self->client_alert : self->takes_none ? 0 : GNUTLS_A_CERTIFICATE_REQUIRED;

  if (alert == 0)
    return;

  gnutls_alert_send (session, GNUTLS_AL_FATAL, alert);
  shutdown (self->connection, SHUT_WR);
}

static int
staple_cb (gnutls_session_t  session,
           void             *data,
           gnutls_datum_t   *response)
{
  CsTestPeer *self = data;

  response->size = g_bytes_get_size (self->staple);
  response->data = gnutls_malloc (response->size);
  memcpy (response->data, g_bytes_get_data (self->staple, NULL), response->size);

  return 0;
}

/* Shakes hands on the connection that stands, and converses until it ends. */
void
cs_test_peer_serve_tls (CsTestPeer *self)
{
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
  int code;

  g_assert_cmpint (gnutls_init (&session, GNUTLS_SERVER), ==, 0);
  g_assert_cmpint (gnutls_certificate_allocate_credentials (&credentials), ==, 0);
  gnutls_certificate_set_retrieve_function2 (credentials, get_certificate_cb);
  if (self->staple)
    gnutls_certificate_set_ocsp_status_request_function (credentials, staple_cb, self);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  g_assert_cmpint (gnutls_priority_set_direct (session, self->priority ? self->priority : "NORMAL", NULL), ==, 0);
  if (self->client_authority)
    set_client_authority (self, credentials);
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
  } while (code < 0 && !gnutls_error_is_fatal (code) && !cs_test_peer_is_stopping (self));
  keep_client (self, session);

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

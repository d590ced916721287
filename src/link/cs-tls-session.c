/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-tls-session.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-link-limits.h"
#include "cs-tls-client.h"
#include "cs-tls-error.h"

#define PRIORITY(versions) \
  "SECURE128:-VERS-ALL:" versions ":-RSA:-SHA1:-SIGN-RSA-SHA1:-SIGN-ECDSA-SHA1:%PROFILE_MEDIUM:%SAFE_RENEGOTIATION"

/* A chain may have 128 KiB; around it are a few bytes for each certificate and the stapled response. */
#define MAX_HANDSHAKE_MESSAGE (160 * 1024)

/* How long a server may take to read why it was refused. */
#define LINGER_MS     1000
#define MAX_DISCARDED (256 * 1024)

/* The first byte of a TLS record is its type (RFC 8446 section 5.1): a server begins with an alert or a handshake message. */
#define RECORD_ALERT     21
#define RECORD_HANDSHAKE 22

struct _CsTlsSession {
  gnutls_session_t                  session;
  gnutls_certificate_credentials_t  credentials;
  GIOStream                        *connection;
  GPollableInputStream             *input;
  GPollableOutputStream            *output;
  GError                           *error;
  CsMinimumTls                      minimum;
  CsTlsClient                       client;
  gboolean                          has_heard;
  gboolean                          speaks_tls;
  gboolean                          is_at_end;
  gsize                             discarded;
  GSource                          *linger_source;
  guint                             linger_id;
};

static const char * const priorities[] = {
  [CS_MINIMUM_TLS_1_2] = PRIORITY ("+VERS-TLS1.3:+VERS-TLS1.2"),
  [CS_MINIMUM_TLS_1_3] = PRIORITY ("+VERS-TLS1.3"),
};

static const struct {
  const char *gnutls;
  const char *name;
} group_names[] = {
  { "SECP256R1", "P-256" },
  { "SECP384R1", "P-384" },
  { "SECP521R1", "P-521" },
};

/* GnuTLS wants errno; what really happened is kept for the sentence. */
static ssize_t
fail_transport (CsTlsSession *self,
                GError       *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
    gnutls_transport_set_errno (self->session, EAGAIN);
    g_error_free (error);
    return -1;
  }

  gnutls_transport_set_errno (self->session, ECONNRESET);
  g_clear_error (&self->error);
  self->error = error;

  return -1;
}

static ssize_t
pull_cb (gnutls_transport_ptr_t  data,
         void                   *buffer,
         size_t                  size)
{
  CsTlsSession *self = data;
  GError *error = NULL;
  gssize n = g_pollable_input_stream_read_nonblocking (self->input, buffer, size, NULL, &error);

  if (n < 0)
    return fail_transport (self, error);

  if (n == 0)
    self->is_at_end = TRUE;

  if (n > 0 && !self->has_heard) {
    guint8 first = *(guint8 *) buffer;

    self->has_heard = TRUE;
    self->speaks_tls = first == RECORD_ALERT || first == RECORD_HANDSHAKE;
  }

  return n;
}

/* One call for all parts of a record: several small segments would cost a packet each. */
static ssize_t
push_cb (gnutls_transport_ptr_t  data,
         const giovec_t         *parts,
         int                     n_parts)
{
  CsTlsSession *self = data;
  g_autofree GOutputVector *vectors = g_new (GOutputVector, n_parts);
  GError *error = NULL;
  gsize written = 0;

  for (int i = 0; i < n_parts; i++) {
    vectors[i].buffer = parts[i].iov_base;
    vectors[i].size = parts[i].iov_len;
  }

  switch (g_pollable_output_stream_writev_nonblocking (self->output, vectors, n_parts, &written, NULL, &error)) {
    case G_POLLABLE_RETURN_OK:
      return written;
    case G_POLLABLE_RETURN_WOULD_BLOCK:
      gnutls_transport_set_errno (self->session, EAGAIN);
      return -1;
    case G_POLLABLE_RETURN_FAILED:
    default:
      return fail_transport (self, error);
  }
}

static int
pull_timeout_cb (gnutls_transport_ptr_t data,
                 unsigned int           milliseconds)
{
  CsTlsSession *self = data;

  /* Never waits: whoever drives the session does so when there is something to read. */
  return g_pollable_input_stream_is_readable (self->input) ? 1 : 0;
}

/* What is chosen here is not sent before the server was judged: GnuTLS verifies first in every version. */
static int
retrieve_cb (gnutls_session_t                   session,
             const struct gnutls_cert_retr_st  *info,
             gnutls_pcert_st                  **certificates,
             unsigned int                      *n_certificates,
             gnutls_ocsp_data_st              **ocsp,
             unsigned int                      *n_ocsp,
             gnutls_privkey_t                  *key,
             unsigned int                      *flags)
{
  CsTlsSession *self = gnutls_transport_get_ptr (session);
  const CsClientWish wish = { info->req_ca_rdn, info->nreqs, info->pk_algos, info->pk_algos_length };

  *n_certificates = 0;
  *n_ocsp = 0;
  *flags = 0;
  if (cs_tls_client_answer (&self->client, &wish, g_get_real_time () / G_USEC_PER_SEC)) {
    *certificates = cs_client_identity_get_certificates (self->client.identity, n_certificates);
    *key = cs_client_identity_get_key (self->client.identity);
  }

  return 0;
}

static gboolean
set_up (CsTlsSession        *self,
        CsReferenceIdentity *identity)
{
  const char *name = cs_tls_session_get_server_name (identity);

  /* No ticket and no session data is ever given to a session: each connection is proved in full. Without
   * GNUTLS_POST_HANDSHAKE_AUTH a later request for a certificate is an error. A stapled OCSP response is asked for without
   * a word from us. */
  if (gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | GNUTLS_NO_TICKETS) < 0)
    return FALSE;

  if (gnutls_certificate_allocate_credentials (&self->credentials) < 0 ||
      gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials) < 0 ||
      gnutls_priority_set_direct (self->session, priorities[self->minimum], NULL) < 0)
    return FALSE;

  if (name && gnutls_server_name_set (self->session, GNUTLS_NAME_DNS, name, strlen (name)) < 0)
    return FALSE;

  gnutls_certificate_set_retrieve_function3 (self->credentials, retrieve_cb);
  gnutls_handshake_set_max_packet_length (self->session, MAX_HANDSHAKE_MESSAGE);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull_cb);
  gnutls_transport_set_vec_push_function (self->session, push_cb);
  gnutls_transport_set_pull_timeout_function (self->session, pull_timeout_cb);

  return TRUE;
}

/**
 * cs_tls_session_get_server_name:
 * @identity: who the server has to be
 *
 * Chooses the name that the server is told in the server_name extension, by which it picks its certificate. RFC 5922
 * section 7.8: a client asks for the SIP domain, and that is also what is proved first; RFC 6066 section 3: only DNS names
 * are sent, so that a typed DNS host is told where the domain is an address.
 *
 * Returns: (nullable): the name as A-labels, or %NULL when none is to be sent
 */
const char *
cs_tls_session_get_server_name (CsReferenceIdentity *identity)
{
  CsHost *hosts[] = {
    cs_reference_identity_get_sip_domain (identity),
    cs_reference_identity_get_typed_host (identity),
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    if (hosts[i] && cs_host_get_kind (hosts[i]) == CS_HOST_DNS)
      return cs_host_get_ascii (hosts[i]);
  }

  return NULL;
}

/**
 * cs_tls_session_new:
 * @connection: a connected stream whose halves are pollable
 * @identity: who the server has to be
 * @minimum: the oldest version of TLS to speak
 * @client: (nullable): who we are to a server that asks
 * @error: return location for an error
 *
 * Makes a client session that speaks TLS 1.3 and 1.2 only, resumes nothing and never blocks. It judges
 * nobody: that is for [func@tls_handshake_async].
 *
 * Returns: (transfer full): the session, or %NULL with %CS_ERROR_TLS
 */
CsTlsSession *
cs_tls_session_new (GIOStream            *connection,
                    CsReferenceIdentity  *identity,
                    CsMinimumTls          minimum,
                    CsClientIdentity     *client,
                    GError              **error)
{
  g_autoptr (CsTlsSession) self = g_new0 (CsTlsSession, 1);
  GInputStream *input = g_io_stream_get_input_stream (connection);
  GOutputStream *output = g_io_stream_get_output_stream (connection);

  self->connection = g_object_ref (connection);
  self->minimum = minimum;
  self->client.identity = client ? cs_client_identity_ref (client) : NULL;

  if (G_IS_POLLABLE_INPUT_STREAM (input) && g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (input)) &&
      G_IS_POLLABLE_OUTPUT_STREAM (output) && g_pollable_output_stream_can_poll (G_POLLABLE_OUTPUT_STREAM (output))) {
    self->input = G_POLLABLE_INPUT_STREAM (input);
    self->output = G_POLLABLE_OUTPUT_STREAM (output);

    if (set_up (self, identity))
      return g_steal_pointer (&self);
  }

  g_set_error_literal (error, CS_ERROR, CS_ERROR_TLS, _("A secure connection could not be prepared on this computer."));

  return NULL;
}

/**
 * cs_tls_session_free:
 * @self: (transfer full): a session
 *
 * Closes the connection without a word and frees the session.
 */
void
cs_tls_session_free (CsTlsSession *self)
{
  g_clear_handle_id (&self->linger_id, g_source_remove);
  if (self->linger_source)
    g_source_destroy (self->linger_source);
  g_clear_pointer (&self->linger_source, g_source_unref);
  g_io_stream_close (self->connection, NULL, NULL);
  g_clear_pointer (&self->session, gnutls_deinit);
  g_clear_pointer (&self->credentials, gnutls_certificate_free_credentials);
  cs_tls_client_clear (&self->client);
  g_clear_error (&self->error);
  g_clear_object (&self->connection);
  g_free (self);
}

/**
 * cs_tls_session_get_gnutls:
 * @self: a session
 *
 * Gets the session as GnuTLS knows it.
 *
 * Returns: (transfer none): the session
 */
gnutls_session_t
cs_tls_session_get_gnutls (CsTlsSession *self)
{
  return self->session;
}

/**
 * cs_tls_session_create_source:
 * @self: a session
 * @to_write: whether to wait until the connection takes bytes, rather than until it has some
 * @cancellable: (nullable): a cancellable that wakes the source up too
 *
 * Makes a source that is dispatched when an operation that had to wait can go on. Its callback is a #GPollableSourceFunc.
 *
 * Returns: (transfer full): the source, not attached
 */
GSource *
cs_tls_session_create_source (CsTlsSession *self,
                              gboolean      to_write,
                              GCancellable *cancellable)
{
  return to_write ? g_pollable_output_stream_create_source (self->output, cancellable)
                  : g_pollable_input_stream_create_source (self->input, cancellable);
}

/* Some servers say which one of the two it is that they don't have, some don't. */
static gboolean
is_about_version (CsTlsSession *self,
                  int           code)
{
  gnutls_alert_description_t alert = gnutls_alert_get (self->session);

  return code == GNUTLS_E_UNSUPPORTED_VERSION_PACKET ||
         (code == GNUTLS_E_FATAL_ALERT_RECEIVED && (alert == GNUTLS_A_PROTOCOL_VERSION || alert == GNUTLS_A_HANDSHAKE_FAILURE));
}

/**
 * cs_tls_session_make_error:
 * @self: a session
 * @code: a GnuTLS error code
 *
 * Words what ended a session.
 *
 * Returns: (transfer full): the error
 */
GError *
cs_tls_session_make_error (CsTlsSession *self,
                           int           code)
{
  GError *own;

  if (self->has_heard && !self->speaks_tls)
    return g_error_new_literal (CS_ERROR, CS_ERROR_NOT_TLS,
                                _("The server does not speak TLS on this port: the connection would not be secure."));

  if (code == GNUTLS_E_FATAL_ALERT_RECEIVED)
    own = cs_tls_client_explain (&self->client, gnutls_alert_get (self->session));
  else
    own = cs_tls_client_explain_token (code);
  if (own)
    return own;

  if (self->minimum == CS_MINIMUM_TLS_1_3 && is_about_version (self, code))
    return g_error_new_literal (CS_ERROR, CS_ERROR_NOT_ALLOWED,
                                _("The server did not agree to TLS 1.3, and your organisation allows nothing older."));

  /* Cut off within a record, which GnuTLS takes for a record of the wrong length. */
  if (self->is_at_end && code == GNUTLS_E_UNEXPECTED_PACKET_LENGTH)
    code = GNUTLS_E_PREMATURE_TERMINATION;

  return cs_tls_error_new (code, gnutls_alert_get (self->session), self->error);
}

/**
 * cs_tls_session_add_facts:
 * @self: a session whose handshake is done
 * @facts: what is known of the connection
 *
 * Adds the TLS version, the cipher and the key exchange to what is known of a connection, by the names people know, and what
 * the server got that asked for a certificate of ours.
 *
 * Returns: (transfer full): the completed facts
 */
CsConnectionFacts *
cs_tls_session_add_facts (CsTlsSession      *self,
                          CsConnectionFacts *facts)
{
  gnutls_protocol_t version = gnutls_protocol_get_version (self->session);
  const char *group = gnutls_group_get_name (gnutls_group_get (self->session));
  CsClientIdentity *sent = cs_tls_client_get_sent (&self->client);
  GBytes *own = sent ? cs_certificate_get_der (cs_client_identity_get_certificate (sent)) : NULL;
  g_autoptr (CsConnectionFacts) complete = NULL;

  for (guint i = 0; group && i < G_N_ELEMENTS (group_names); i++) {
    if (g_str_equal (group, group_names[i].gnutls)) {
      group = group_names[i].name;
      break;
    }
  }

  complete = cs_connection_facts_with_tls (facts,
                                           version == GNUTLS_TLS1_3 ? "TLS 1.3" : "TLS 1.2",
                                           gnutls_cipher_get_name (gnutls_cipher_get (self->session)),
                                           group);

  return cs_connection_facts_with_client (complete, cs_tls_client_get_answer (&self->client), own);
}

static gboolean
linger_over_cb (gpointer user_data)
{
  CsTlsSession *self = user_data;

  self->linger_id = 0;
  cs_tls_session_free (self);

  return G_SOURCE_REMOVE;
}

static gboolean
discard_cb (GObject  *stream,
            gpointer  user_data)
{
  CsTlsSession *self = user_data;
  g_autoptr (GError) error = NULL;
  guint8 buffer[4096];
  gssize n = g_pollable_input_stream_read_nonblocking (self->input, buffer, sizeof buffer, NULL, &error);

  self->discarded += MAX (n, 0);
  if ((n > 0 && self->discarded < MAX_DISCARDED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;

  cs_tls_session_free (self);

  return G_SOURCE_REMOVE;
}

/**
 * cs_tls_session_linger:
 * @self: (transfer full): a session
 *
 * Closes a connection in a way that lets what was sent last arrive, be it an alert: were it closed while something from the
 * server is unread, the kernel would answer with a reset, and the reset overtakes and destroys what is on its way. So nothing
 * more is sent, what comes is thrown away, and when the server closes its side, or after a second, the connection is gone.
 */
void
cs_tls_session_linger (CsTlsSession *self)
{
  if (!G_IS_SOCKET_CONNECTION (self->connection)) {
    cs_tls_session_free (self);
    return;
  }

  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (self->connection)), FALSE, TRUE, NULL);
  self->linger_id = cs_link_limits_add_timer (LINGER_MS, linger_over_cb, self);
  self->linger_source = g_pollable_input_stream_create_source (self->input, NULL);
  g_source_set_callback (self->linger_source, G_SOURCE_FUNC (discard_cb), self, NULL);
  g_source_attach (self->linger_source, NULL);
}

/**
 * cs_tls_session_say_goodbye:
 * @self: (transfer full): a session
 *
 * Closes a connection so that the server does not take the end for an attack (RFC 8446 section 6.1), and lingers as above.
 * Nothing waits: what the network does not take at once is not sent.
 */
void
cs_tls_session_say_goodbye (CsTlsSession *self)
{
  gnutls_bye (self->session, GNUTLS_SHUT_WR);
  cs_tls_session_linger (self);
}

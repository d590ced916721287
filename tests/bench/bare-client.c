/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bare-client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#define DOMAIN "example.test"

/* The same as the program's own. */
#define PRIORITY "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-SHA1:-SIGN-RSA-SHA1:-SIGN-ECDSA-SHA1:" \
  "%PROFILE_MEDIUM:%SAFE_RENEGOTIATION"

struct _BareClient
{
  gnutls_certificate_credentials_t  credentials;
  gnutls_session_t                  session;
  int                               fd;
  char                             *user;
  char                             *password;
  char                             *nonce;
  char                             *call_id;
  guint                             cseq;
  guint                             count;
  GString                          *unread;
};

static void
check (int         result,
       const char *what)
{
  if (result < 0)
    g_error ("%s: %s", what, gnutls_strerror (result));
}

/**
 * bare_client_connect:
 * @account: who connects, and where to
 *
 * Connects and shakes hands; the server is proved as the program proves it, by the private authority and the domain.
 *
 * Returns: (transfer full): the client
 */
BareClient *
bare_client_connect (const CsTestLogin *account)
{
  BareClient *self = g_new0 (BareClient, 1);
  g_autofree char *ca = g_build_filename (account->folder, "ca.pem", NULL);
  g_autofree char *name = g_strconcat (account->user, ".password", NULL);
  g_autofree char *path = g_build_filename (account->folder, name, NULL);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (account->port) };
  int one = 1;

  g_file_get_contents (path, &self->password, NULL, NULL);
  g_strstrip (self->password);
  self->user = g_strdup (account->user);
  self->unread = g_string_new (NULL);
  self->call_id = g_uuid_string_random ();

  check (gnutls_certificate_allocate_credentials (&self->credentials), "credentials");
  check (gnutls_certificate_set_x509_trust_file (self->credentials, ca, GNUTLS_X509_FMT_PEM), ca);

  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (connect (self->fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("connect: %s", g_strerror (errno));
  setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);

  check (gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NO_TICKETS), "session");
  check (gnutls_priority_set_direct (self->session, PRIORITY, NULL), "priority");
  check (gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials), "credentials");
  check (gnutls_server_name_set (self->session, GNUTLS_NAME_DNS, DOMAIN, strlen (DOMAIN)), "name");
  gnutls_session_set_verify_cert (self->session, DOMAIN, 0);
  gnutls_transport_set_int (self->session, self->fd);
  check (gnutls_handshake (self->session), "handshake");

  return self;
}

/**
 * bare_client_free:
 * @self: (transfer full): a client
 *
 * Closes the connection.
 */
void
bare_client_free (BareClient *self)
{
  gnutls_bye (self->session, GNUTLS_SHUT_WR);
  gnutls_deinit (self->session);
  gnutls_certificate_free_credentials (self->credentials);
  close (self->fd);
  g_string_free (self->unread, TRUE);
  g_free (self->user);
  g_free (self->password);
  g_free (self->nonce);
  g_free (self->call_id);
  g_free (self);
}

static void
write_all (BareClient *self,
           const char *text)
{
  gsize length = strlen (text);

  while (length > 0) {
    ssize_t n = gnutls_record_send (self->session, text, length);

    check ((int) n, "send");
    text += n;
    length -= (gsize) n;
  }
}

/* One whole message. */
static char *
read_message (BareClient *self)
{
  char buffer[16384];

  for (;;) {
    const char *end = strstr (self->unread->str, "\r\n\r\n");
    const char *length = end ? strstr (self->unread->str, "\r\nContent-Length:") : NULL;
    gsize total = end ? (gsize) (end + 4 - self->unread->str) + (length ? strtoul (length + 17, NULL, 10) : 0) : 0;
    ssize_t n;

    if (end && self->unread->len >= total) {
      char *message = g_strndup (self->unread->str, total);

      g_string_erase (self->unread, 0, (gssize) total);
      return message;
    }

    n = gnutls_record_recv (self->session, buffer, sizeof buffer);
    if (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED)
      continue;
    check (n == 0 ? GNUTLS_E_PREMATURE_TERMINATION : (int) n, "receive");
    g_string_append_len (self->unread, buffer, n);
  }
}

static char *
hash (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* The header of RFC 7616, for the nonce that we have. */
static char *
make_credentials (BareClient *self,
                  const char *method,
                  const char *uri)
{
  g_autofree char *a1 = g_strdup_printf ("%s:" DOMAIN ":%s", self->user, self->password);
  g_autofree char *a2 = g_strdup_printf ("%s:%s", method, uri);
  g_autofree char *ha1 = hash (a1);
  g_autofree char *ha2 = hash (a2);
  g_autofree char *all = NULL;
  g_autofree char *response = NULL;

  if (!self->nonce)
    return g_strdup ("");

  self->count++;
  all = g_strdup_printf ("%s:%s:%08x:0a4f113b:auth:%s", ha1, self->nonce, self->count, ha2);
  response = hash (all);

  /* The registrar asks for itself, the proxy for the way on. */
  return g_strdup_printf ("%sAuthorization: Digest username=\"%s\", realm=\"" DOMAIN "\", nonce=\"%s\", uri=\"%s\", "
                          "response=\"%s\", algorithm=SHA-256, qop=auth, nc=%08x, cnonce=\"0a4f113b\"\r\n",
                          strcmp (method, "REGISTER") == 0 ? "" : "Proxy-",
                          self->user, self->nonce, uri, response, self->count);
}

static guint
read_status (BareClient *self)
{
  guint status;

  do {
    g_autofree char *message = read_message (self);
    const char *nonce = strstr (message, "nonce=\"");

    status = g_str_has_prefix (message, "SIP/2.0 ") ? (guint) atoi (message + 8) : 0;
    if (nonce) {
      g_free (self->nonce);
      self->nonce = g_strndup (nonce + 7, strcspn (nonce + 7, "\""));
      self->count = 0;
    }
  } while (status < 200);

  return status;
}

static void
write_request (BareClient *self,
               const char *method,
               const char *uri,
               const char *to,
               const char *rest)
{
  g_autofree char *credentials = make_credentials (self, method, uri);
  g_autofree char *request = NULL;

  self->cseq++;
  request = g_strdup_printf ("%s %s SIP/2.0\r\nVia: SIP/2.0/TLS bare.invalid;branch=z9hG4bK%s%u;rport\r\n"
                             "From: <sip:%s@" DOMAIN ">;tag=bare\r\nTo: <%s>\r\nCall-ID: %s\r\nCSeq: %u %s\r\n"
                             "Max-Forwards: 70\r\n%s%s",
                             method, uri, self->call_id, self->cseq, self->user, to, self->call_id, self->cseq, method,
                             credentials, rest);
  write_all (self, request);
}

/**
 * bare_client_register:
 * @self: a client
 * @expires: for how many seconds; 0 signs out
 *
 * Sends REGISTER, and once more with a digest if that is asked for.
 *
 * Returns: the status of the answer
 */
guint
bare_client_register (BareClient *self,
                      guint       expires)
{
  g_autofree char *address = g_strdup_printf ("sip:%s@" DOMAIN, self->user);
  g_autofree char *rest = g_strdup_printf ("Contact: <sip:%s@bare.invalid;transport=tls;ob>;reg-id=1"
                                           ";+sip.instance=\"<urn:uuid:%s>\"\r\nSupported: outbound, path, gruu\r\n"
                                           "Expires: %u\r\nContent-Length: 0\r\n\r\n",
                                           self->user, self->call_id, expires);
  guint status;

  write_request (self, "REGISTER", "sip:" DOMAIN, address, rest);
  status = read_status (self);
  if (status == 401) {
    write_request (self, "REGISTER", "sip:" DOMAIN, address, rest);
    status = read_status (self);
  }

  return status;
}

/**
 * bare_client_send:
 * @self: a client that is signed in
 * @to: the user to send to
 * @text: the message
 *
 * Sends MESSAGE with credentials for the nonce of the registration.
 */
void
bare_client_send (BareClient *self,
                  const char *to,
                  const char *text)
{
  g_autofree char *uri = g_strdup_printf ("sip:%s@" DOMAIN, to);
  g_autofree char *rest = g_strdup_printf ("Content-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%s", strlen (text), text);

  write_request (self, "MESSAGE", uri, uri, rest);
}

/**
 * bare_client_outcome:
 * @self: a client that has sent
 *
 * Waits for the answer.
 *
 * Returns: the status of the answer
 */
guint
bare_client_outcome (BareClient *self)
{
  return read_status (self);
}

/**
 * bare_client_answer:
 * @self: a client that is signed in
 *
 * Waits for a request and answers 200.
 */
void
bare_client_answer (BareClient *self)
{
  static const char * const kept[] = { "via:", "from:", "to:", "call-id:", "cseq:" };
  g_autofree char *request = read_message (self);
  g_auto (GStrv) lines = g_strsplit (request, "\r\n", -1);
  g_autoptr (GString) answer = g_string_new ("SIP/2.0 200 OK\r\n");

  for (guint i = 1; lines[i] && *lines[i]; i++) {
    for (guint j = 0; j < G_N_ELEMENTS (kept); j++) {
      if (g_ascii_strncasecmp (lines[i], kept[j], strlen (kept[j])) == 0)
        g_string_append_printf (answer, "%s\r\n", lines[i]);
    }
  }
  g_string_append (answer, "Content-Length: 0\r\n\r\n");
  write_all (self, answer->str);
}

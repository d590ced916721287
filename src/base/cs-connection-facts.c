/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-connection-facts.h"

struct _CsConnectionFacts
{
  char    *host;
  guint16  port;
  CsFound  found;
  gint64   since;
  char    *tls_version;
  char    *cipher;
  char    *group;
  GBytes  *client;
  CsClientAnswer client_answer;
  gint64   judging;
};

G_DEFINE_BOXED_TYPE (CsConnectionFacts, cs_connection_facts, cs_connection_facts_ref, cs_connection_facts_unref)

static void
clear (gpointer data)
{
  CsConnectionFacts *self = data;

  g_free (self->host);
  g_free (self->tls_version);
  g_free (self->cipher);
  g_free (self->group);
  g_clear_pointer (&self->client, g_bytes_unref);
}

/**
 * cs_connection_facts_new:
 * @host: the host connected to, a name or an address
 * @port: its port
 * @found: how the host was found
 * @since: when the connection was made, in UTC microseconds
 *
 * Returns: (transfer full): what is known of a connection before its handshake
 */
CsConnectionFacts *
cs_connection_facts_new (const char *host,
                         guint16     port,
                         CsFound     found,
                         gint64      since)
{
  CsConnectionFacts *self;

  g_return_val_if_fail (host != NULL, NULL);

  self = g_atomic_rc_box_new0 (CsConnectionFacts);
  self->host = g_strdup (host);
  self->port = port;
  self->found = found;
  self->since = since;

  return self;
}

/**
 * cs_connection_facts_with_tls:
 * @self: facts of a connection
 * @tls_version: (nullable): the protocol's name, as in "TLS1.3"
 * @cipher: (nullable): the cipher's name
 * @group: (nullable): the name of the key exchange group
 *
 * Returns: (transfer full): a copy of @self that says what the handshake agreed on
 */
CsConnectionFacts *
cs_connection_facts_with_tls (CsConnectionFacts *self,
                              const char        *tls_version,
                              const char        *cipher,
                              const char        *group)
{
  CsConnectionFacts *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = cs_connection_facts_new (self->host, self->port, self->found, self->since);
  copy->tls_version = g_strdup (tls_version);
  copy->cipher = g_strdup (cipher);
  copy->group = g_strdup (group);
  copy->judging = self->judging;

  return copy;
}

/**
 * cs_connection_facts_with_client:
 * @self: facts of a connection
 * @answer: what the server got when it asked for a certificate
 * @certificate: (nullable): our own certificate in DER, where it got that
 *
 * Returns: (transfer full): a copy of @self that says which certificate the server has got from us
 */
CsConnectionFacts *
cs_connection_facts_with_client (CsConnectionFacts *self,
                                 CsClientAnswer     answer,
                                 GBytes            *certificate)
{
  CsConnectionFacts *copy = cs_connection_facts_with_tls (self, self->tls_version, self->cipher, self->group);

  copy->client_answer = answer;
  copy->client = certificate ? g_bytes_ref (certificate) : NULL;

  return copy;
}

/**
 * cs_connection_facts_with_judging:
 * @self: facts of a connection
 * @judging: how long it took to judge the server's certificates, in microseconds
 *
 * Returns: (transfer full): a copy of @self that says so
 */
CsConnectionFacts *
cs_connection_facts_with_judging (CsConnectionFacts *self,
                                  gint64             judging)
{
  CsConnectionFacts *copy = cs_connection_facts_with_tls (self, self->tls_version, self->cipher, self->group);

  copy->client_answer = self->client_answer;
  copy->client = self->client ? g_bytes_ref (self->client) : NULL;
  copy->judging = judging;

  return copy;
}

/**
 * cs_connection_facts_get_judging:
 * @self: facts of a connection
 *
 * Returns: how long it took to judge the server's certificates, in microseconds; 0 where it did not come to that
 */
gint64
cs_connection_facts_get_judging (CsConnectionFacts *self)
{
  return self->judging;
}

/**
 * cs_connection_facts_ref:
 * @self: facts of a connection
 *
 * Returns: (transfer full): @self with one more owner
 */
CsConnectionFacts *
cs_connection_facts_ref (CsConnectionFacts *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_connection_facts_unref:
 * @self: (transfer full): facts of a connection
 *
 * Lets go of @self.
 */
void
cs_connection_facts_unref (CsConnectionFacts *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_connection_facts_get_host:
 * @self: facts of a connection
 *
 * Returns: (transfer none): the host connected to
 */
const char *
cs_connection_facts_get_host (CsConnectionFacts *self)
{
  return self->host;
}

/**
 * cs_connection_facts_get_port:
 * @self: facts of a connection
 *
 * Returns: the port connected to
 */
guint16
cs_connection_facts_get_port (CsConnectionFacts *self)
{
  return self->port;
}

/**
 * cs_connection_facts_get_found:
 * @self: facts of a connection
 *
 * Returns: how the host was found
 */
CsFound
cs_connection_facts_get_found (CsConnectionFacts *self)
{
  return self->found;
}

/**
 * cs_connection_facts_get_since:
 * @self: facts of a connection
 *
 * Returns: when the connection was made, in UTC microseconds
 */
gint64
cs_connection_facts_get_since (CsConnectionFacts *self)
{
  return self->since;
}

/**
 * cs_connection_facts_get_tls_version:
 * @self: facts of a connection
 *
 * Returns: (transfer none) (nullable): the protocol's name, %NULL before the handshake
 */
const char *
cs_connection_facts_get_tls_version (CsConnectionFacts *self)
{
  return self->tls_version;
}

/**
 * cs_connection_facts_get_cipher:
 * @self: facts of a connection
 *
 * Returns: (transfer none) (nullable): the cipher's name, %NULL before the handshake
 */
const char *
cs_connection_facts_get_cipher (CsConnectionFacts *self)
{
  return self->cipher;
}

/**
 * cs_connection_facts_get_group:
 * @self: facts of a connection
 *
 * Returns: (transfer none) (nullable): the key exchange group's name, %NULL where there is none
 */
const char *
cs_connection_facts_get_group (CsConnectionFacts *self)
{
  return self->group;
}

/**
 * cs_connection_facts_get_client_answer:
 * @self: facts of a connection
 *
 * Returns: what the server got that asked for a certificate of ours, if it did
 */
CsClientAnswer
cs_connection_facts_get_client_answer (CsConnectionFacts *self)
{
  return self->client_answer;
}

/**
 * cs_connection_facts_get_client:
 * @self: facts of a connection
 *
 * Returns: (transfer none) (nullable): our own certificate in DER, where the server asked for it and has got it
 */
GBytes *
cs_connection_facts_get_client (CsConnectionFacts *self)
{
  return self->client;
}

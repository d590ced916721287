/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-endpoint.h"

#include "cs-port.h"

struct _CsEndpoint
{
  CsHost  *host;
  guint16  port;
  char    *string;
};

G_DEFINE_BOXED_TYPE (CsEndpoint, cs_endpoint, cs_endpoint_ref, cs_endpoint_unref)

static void
clear (gpointer data)
{
  CsEndpoint *self = data;

  cs_host_unref (self->host);
  g_free (self->string);
}

/**
 * cs_endpoint_new:
 * @host: a host
 * @port: a port, 0 for none given
 *
 * Returns: (transfer full): the endpoint
 */
CsEndpoint *
cs_endpoint_new (CsHost  *host,
                 guint16  port)
{
  CsEndpoint *self;

  g_return_val_if_fail (host != NULL, NULL);

  self = g_atomic_rc_box_new0 (CsEndpoint);
  self->host = cs_host_ref (host);
  self->port = port;
  self->string = cs_port_append (host, port);

  return self;
}

/**
 * cs_endpoint_parse:
 * @text: what was typed
 * @error: return location for an error
 *
 * Reads `host`, `host:port`, `[ipv6]:port`, `[ipv6]` or a bare IPv6 address. Spaces around it are ignored.
 *
 * Returns: (transfer full) (nullable): the endpoint, or %NULL with %CS_ERROR_INVALID_ADDRESS set
 */
CsEndpoint *
cs_endpoint_parse (const char  *text,
                   GError     **error)
{
  g_autoptr (CsHost) host = NULL;
  g_autofree char *trimmed = NULL;
  g_autofree char *host_text = NULL;
  guint16 port;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (!cs_port_split (trimmed, &host_text, &port, error))
    return NULL;

  host = cs_host_parse (host_text, error);
  if (!host)
    return NULL;

  return cs_endpoint_new (host, port);
}

/**
 * cs_endpoint_ref:
 * @self: an endpoint
 *
 * Returns: (transfer full): @self with one more owner
 */
CsEndpoint *
cs_endpoint_ref (CsEndpoint *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_endpoint_unref:
 * @self: (transfer full): an endpoint
 *
 * Lets go of @self.
 */
void
cs_endpoint_unref (CsEndpoint *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_endpoint_get_host:
 * @self: an endpoint
 *
 * Returns: (transfer none): the host
 */
CsHost *
cs_endpoint_get_host (CsEndpoint *self)
{
  return self->host;
}

/**
 * cs_endpoint_get_port:
 * @self: an endpoint
 *
 * Returns: the port, 0 where none was given
 */
guint16
cs_endpoint_get_port (CsEndpoint *self)
{
  return self->port;
}

/**
 * cs_endpoint_get_string:
 * @self: an endpoint
 *
 * The endpoint in ASCII as cs_endpoint_parse() reads it: an IPv6 address in brackets, the port only if one was given.
 *
 * Returns: (transfer none): the endpoint as text
 */
const char *
cs_endpoint_get_string (CsEndpoint *self)
{
  return self->string;
}

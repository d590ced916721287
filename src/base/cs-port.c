/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-port.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cs-error.h"

static gboolean
parse_port (const char  *text,
            guint16     *port,
            GError     **error)
{
  guint number = 0;
  gsize digits = strspn (text, "0123456789");

  if (digits > 0 && digits <= 5 && text[digits] == '\0') {
    for (const char *digit = text; *digit; digit++)
      number = number * 10 + (guint) g_ascii_digit_value (*digit);
  }

  if (number < 1 || number > G_MAXUINT16) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS,
                         _("The port after the colon must be a number from 1 to 65535."));
    return FALSE;
  }

  *port = (guint16) number;

  return TRUE;
}

/**
 * cs_port_split:
 * @text: `host`, `host:port`, `[ipv6]`, `[ipv6]:port` or a bare IPv6 address
 * @host: (out) (transfer full): the part that names the host, not yet checked
 * @port: (out): the port, 0 where none is given
 * @error: return location for an error
 *
 * Takes a port off the end of @text.
 *
 * Returns: %TRUE, or %FALSE with %CS_ERROR_INVALID_ADDRESS set
 */
gboolean
cs_port_split (const char  *text,
               char       **host,
               guint16     *port,
               GError     **error)
{
  const char *colon = strchr (text, ':');

  *port = 0;

  if (text[0] == '[') {
    const char *bracket = strchr (text, ']');

    colon = bracket && bracket[1] == ':' ? bracket + 1 : NULL;
  } else if (colon && strchr (colon + 1, ':')) {
    colon = NULL;
  }

  if (colon && !parse_port (colon + 1, port, error))
    return FALSE;

  *host = colon ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);

  return TRUE;
}

/**
 * cs_port_append:
 * @host: a host
 * @port: a port, 0 for none
 *
 * Returns: (transfer full): the host in ASCII, in brackets where it is an IPv6 address, and the port behind a colon
 */
char *
cs_port_append (CsHost  *host,
                guint16  port)
{
  gboolean brackets = cs_host_get_kind (host) == CS_HOST_IPV6;
  g_autoptr (GString) string = g_string_new (NULL);

  g_string_append_printf (string, brackets ? "[%s]" : "%s", cs_host_get_ascii (host));
  if (port != 0)
    g_string_append_printf (string, ":%u", port);

  return g_string_free (g_steal_pointer (&string), FALSE);
}

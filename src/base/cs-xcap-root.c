/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-xcap-root.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cs-error.h"
#include "cs-port.h"

#define HTTPS_PORT 443
#define MAX_LENGTH 1024

struct _CsXcapRoot
{
  CsHost  *host;
  guint16  port;
  char    *authority;
  char    *path;
  char    *string;
};

G_DEFINE_BOXED_TYPE (CsXcapRoot, cs_xcap_root, cs_xcap_root_ref, cs_xcap_root_unref)

static void
clear (gpointer data)
{
  CsXcapRoot *self = data;

  cs_host_unref (self->host);
  g_free (self->authority);
  g_free (self->path);
  g_free (self->string);
}

/* GLib would write what does not belong into an address in another way. */
static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p; p++) {
    if (!g_ascii_isgraph (*p))
      return FALSE;
  }

  return TRUE;
}

/* NULL for one that says more, or less, than where documents are. */
static GUri *
read_uri (const char *text)
{
  g_autoptr (GUri) uri = strlen (text) <= MAX_LENGTH && is_plain (text) ? g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL) : NULL;

  if (!uri || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_userinfo (uri) || g_uri_get_query (uri) ||
      g_uri_get_fragment (uri) || !g_uri_get_host (uri) || g_uri_get_port (uri) == 0)
    return NULL;

  return g_steal_pointer (&uri);
}

/**
 * cs_xcap_root_parse:
 * @text: what was typed
 * @error: return location for an error
 *
 * Reads an address like `https://xcap.example.org/xcap-root`. Spaces around it and slashes at its end are ignored.
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with %CS_ERROR_INVALID_ADDRESS set
 */
CsXcapRoot *
cs_xcap_root_parse (const char  *text,
                    GError     **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autoptr (GUri) uri = read_uri (trimmed);
  g_autoptr (CsHost) host = uri ? cs_host_parse (g_uri_get_host (uri), NULL) : NULL;
  CsXcapRoot *self;

  if (!host) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS,
                         g_ascii_strncasecmp (trimmed, "http:", strlen ("http:")) == 0
                           ? _("An address that begins with “http:” is not protected. It has to begin with “https:”.")
                           : _("That is not the address of a rules server. One looks like “https://xcap.example.org/xcap-root”."));
    return NULL;
  }

  self = g_atomic_rc_box_new0 (CsXcapRoot);
  self->host = g_steal_pointer (&host);
  self->port = g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : HTTPS_PORT;
  self->authority = cs_port_append (self->host, self->port != HTTPS_PORT ? self->port : 0);
  self->path = g_strdup (g_uri_get_path (uri));
  for (gsize length = strlen (self->path); length > 0 && self->path[length - 1] == '/'; length--)
    self->path[length - 1] = '\0';
  self->string = g_strconcat ("https://", self->authority, self->path, NULL);

  return self;
}

/**
 * cs_xcap_root_ref:
 * @self: a root
 *
 * Returns: (transfer full): @self with one more owner
 */
CsXcapRoot *
cs_xcap_root_ref (CsXcapRoot *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_xcap_root_unref:
 * @self: (transfer full): a root
 *
 * Lets go of @self.
 */
void
cs_xcap_root_unref (CsXcapRoot *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_xcap_root_get_host:
 * @self: a root
 *
 * Returns: (transfer none): the host
 */
CsHost *
cs_xcap_root_get_host (CsXcapRoot *self)
{
  return self->host;
}

/**
 * cs_xcap_root_get_port:
 * @self: a root
 *
 * Returns: the port
 */
guint16
cs_xcap_root_get_port (CsXcapRoot *self)
{
  return self->port;
}

/**
 * cs_xcap_root_get_authority:
 * @self: a root
 *
 * Returns: host and port as they stand in a Host header
 */
const char *
cs_xcap_root_get_authority (CsXcapRoot *self)
{
  return self->authority;
}

/**
 * cs_xcap_root_get_path:
 * @self: a root
 *
 * Returns: the path, which may be empty and has no slash at its end
 */
const char *
cs_xcap_root_get_path (CsXcapRoot *self)
{
  return self->path;
}

/**
 * cs_xcap_root_get_string:
 * @self: a root
 *
 * Returns: the one spelling of the address
 */
const char *
cs_xcap_root_get_string (CsXcapRoot *self)
{
  return self->string;
}

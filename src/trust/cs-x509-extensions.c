/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-x509-extensions.h"

#define MAX_EXTENSIONS 100

/*
 * cs_x509_extensions_are_sound:
 * @handle: a certificate
 *
 * Returns: whether its extensions can be read, none comes twice (RFC 5280 4.2), and there are not absurdly many
 */
gboolean
cs_x509_extensions_are_sound (gnutls_x509_crt_t handle)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i <= MAX_EXTENSIONS; i++) {
    char oid[128] = "";
    size_t size = sizeof oid;
    guint critical;
    int result = gnutls_x509_crt_get_extension_info (handle, i, oid, &size, &critical);

    if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
      return TRUE;
    if (result < 0 || !g_hash_table_add (seen, g_strdup (oid)))
      return FALSE;
  }

  return FALSE;
}

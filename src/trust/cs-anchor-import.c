/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-anchor-import.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "cs-anchor-inspect.h"

/*
 * cs_anchor_import_forbidden_error:
 *
 * Returns: (transfer full): why nothing is imported where the administrator forbids it
 */
GError *
cs_anchor_import_forbidden_error (void)
{
  return g_error_new_literal (CS_ERROR, CS_ERROR_NOT_ALLOWED,
                              _("Your organisation does not allow people to import authorities."));
}

/**
 * cs_anchor_store_inspect:
 * @self: a store
 * @file: what a file holds
 * @now: the Unix time
 * @error: return location for an error
 *
 * Finds out whether the first certificate in a file can be imported as an authority. One that is imported already for some domains can be,
 * for more.
 *
 * Fails with %CS_ERROR_NOT_ALLOWED, %CS_ERROR_EMPTY, %CS_ERROR_TOO_LARGE, %CS_ERROR_PRIVATE_KEY, %CS_ERROR_NOT_A_CERTIFICATE, %CS_ERROR_NOT_AN_AUTHORITY,
 * %CS_ERROR_EXPIRED, %CS_ERROR_NOT_YET_VALID, %CS_ERROR_WEAK, %CS_ERROR_FORBIDDEN (the system distrusts it) or %CS_ERROR_EXISTS.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
CsCertificate *
cs_anchor_store_inspect (CsAnchorStore  *self,
                         GBytes         *file,
                         gint64          now,
                         GError        **error)
{
  if (!cs_anchor_store_is_import_allowed (self)) {
    g_propagate_error (error, cs_anchor_import_forbidden_error ());
    return NULL;
  }

  return cs_anchor_inspect (cs_anchor_store_get_anchors (self), file, now, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-error.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

/**
 * cs_store_error_set:
 * @error: return location for the error
 * @handle: (nullable): the database that failed
 * @code: SQLite's result code, plain or extended
 *
 * Words what SQLite reports. Nothing that a message says can get into it: statements carry their values as bindings.
 *
 * Returns: %FALSE, for the caller to return
 */
gboolean
cs_store_error_set (GError  **error,
                    sqlite3  *handle,
                    int       code)
{
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    g_set_error_literal (error, CS_ERROR, CS_ERROR_STORE_BUSY,
                         _("The message history is in use by another program."));
    break;

  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    g_set_error_literal (error, CS_ERROR, CS_ERROR_STORE_DAMAGED,
                         _("The message history is damaged. The file is kept as it is."));
    break;

  case SQLITE_FULL:
    g_set_error_literal (error, CS_ERROR, CS_ERROR_FAILED,
                         _("The message cannot be kept: there is no space left on the disk."));
    break;

  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_CANTOPEN:
  case SQLITE_AUTH:
    g_set_error_literal (error, CS_ERROR, CS_ERROR_FAILED,
                         _("The message history cannot be written. Check the permissions of its folder."));
    break;

  default:
    g_set_error (error, CS_ERROR, CS_ERROR_FAILED,
                 /* Translators: %s is a technical description in English. */
                 _("The message history failed: %s"),
                 handle ? sqlite3_errmsg (handle) : sqlite3_errstr (code));
    break;
  }

  return FALSE;
}

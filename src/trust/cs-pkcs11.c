/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-pkcs11.h"

#include <gnutls/pkcs11.h>

/* GnuTLS counts who uses the modules, but not in a way that threads may share. */
static GMutex lock;

/**
 * cs_pkcs11_open:
 *
 * Opens the modules that the system has configured, if they are not open. May take a while: not for the main thread.
 */
void
cs_pkcs11_open (void)
{
  g_mutex_lock (&lock);
  gnutls_pkcs11_init (GNUTLS_PKCS11_FLAG_AUTO, NULL);
  g_mutex_unlock (&lock);
}

/**
 * cs_pkcs11_close:
 *
 * Closes them when nobody uses them any more. To be called as often as [func@pkcs11_open].
 */
void
cs_pkcs11_close (void)
{
  g_mutex_lock (&lock);
  gnutls_pkcs11_deinit ();
  g_mutex_unlock (&lock);
}

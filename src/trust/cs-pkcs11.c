/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-pkcs11.h"

/* How long a token may keep the program from ending. */
#define LONGEST_WAIT (5 * G_USEC_PER_SEC)

/* GnuTLS counts who uses the modules, but not in a way that threads may share. */
static GMutex lock;

/* Who is within a module, and whether anybody else may enter one. */
static GMutex gate;
static GCond left;
static guint within;
static gboolean ended;

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

/**
 * cs_pkcs11_enter:
 *
 * To be called by a thread that asks a token for something that may take a while, and followed by [func@pkcs11_leave].
 *
 * Returns: %FALSE when the program is about to exit: nothing is to be asked any more
 */
gboolean
cs_pkcs11_enter (void)
{
  gboolean may;

  g_mutex_lock (&gate);
  may = !ended;
  if (may)
    within++;
  g_mutex_unlock (&gate);

  return may;
}

/**
 * cs_pkcs11_leave:
 *
 * Says that the thread is done with the token.
 */
void
cs_pkcs11_leave (void)
{
  g_mutex_lock (&gate);
  within--;
  g_cond_broadcast (&left);
  g_mutex_unlock (&gate);
}

/**
 * cs_pkcs11_end:
 *
 * Waits, some seconds at most, until nobody asks a token for anything, and lets nobody begin any more: modules tidy up when a
 * process exits, and a thread that is still within one would crash. The last thing before the exit.
 */
void
cs_pkcs11_end (void)
{
  gint64 limit = g_get_monotonic_time () + LONGEST_WAIT;

  g_mutex_lock (&gate);
  ended = TRUE;
  while (within > 0 && g_cond_wait_until (&left, &gate, limit))
    ;
  g_mutex_unlock (&gate);
}

/**
 * cs_pkcs11_read_certificate:
 * @object: a certificate in a module
 *
 * Returns: (transfer full) (nullable): the certificate; %NULL if it cannot be read
 */
CsCertificate *
cs_pkcs11_read_certificate (gnutls_pkcs11_obj_t object)
{
  gnutls_datum_t data = { NULL, 0 };
  g_autoptr (GBytes) der = NULL;

  if (gnutls_pkcs11_obj_export2 (object, &data) < 0)
    return NULL;

  der = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);

  return cs_certificate_new_from_der (der, NULL);
}

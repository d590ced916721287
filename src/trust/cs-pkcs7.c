/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-pkcs7.h"

#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>

static GPtrArray *
read_all (gnutls_pkcs7_t pkcs7,
          guint          n_certificates)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < n_certificates; i++) {
    gnutls_datum_t data = { NULL, 0 };

    /* Other forms of certificates, which nobody uses, are refused here. */
    if (gnutls_pkcs7_get_crt_raw2 (pkcs7, i, &data) < 0)
      return NULL;
    g_ptr_array_add (certificates, g_bytes_new (data.data, data.size));
    gnutls_free (data.data);
  }

  return g_steal_pointer (&certificates);
}

/*
 * cs_pkcs7_read:
 * @der: a PKCS #7 message with signed data (RFC 2315 9), often without a signature
 * @max_certificates: how many it may hold
 *
 * Takes the certificates out of a bundle. A signature, if there is one, says nothing about them and is not looked at.
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): the certificates in DER, unread, in their order; %NULL when this is no
 *   such message or there are too many
 */
GPtrArray *
cs_pkcs7_read (GBytes *der,
               guint   max_certificates)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (der, &size);
  const gnutls_datum_t datum = { (unsigned char *) data, size };
  GPtrArray *certificates = NULL;
  gnutls_pkcs7_t pkcs7;
  int count;

  if (size == 0 || gnutls_pkcs7_init (&pkcs7) < 0)
    return NULL;

  if (gnutls_pkcs7_import (pkcs7, &datum, GNUTLS_X509_FMT_DER) >= 0) {
    count = gnutls_pkcs7_get_crt_count (pkcs7);
    if (count >= 0 && (guint) count <= max_certificates)
      certificates = read_all (pkcs7, count);
  }
  gnutls_pkcs7_deinit (pkcs7);

  return certificates;
}

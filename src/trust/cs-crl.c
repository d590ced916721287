/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-crl.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "cs-certificate-private.h"
#include "cs-strength.h"

static GBytes *
export_der (gnutls_x509_crl_t crl)
{
  gnutls_datum_t der = { NULL, 0 };
  GBytes *bytes;

  if (gnutls_x509_crl_export2 (crl, GNUTLS_X509_FMT_DER, &der) < 0)
    return NULL;

  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);

  return bytes;
}

static int
import_all (GBytes             *contents,
            gnutls_x509_crl_t **crls,
            guint              *n_crls)
{
  gsize size;
  const char *text = g_bytes_get_data (contents, &size);
  const gnutls_datum_t data = { (unsigned char *) text, size };
  gboolean pem = g_strstr_len (text, size, "-----BEGIN ") != NULL;

  return gnutls_x509_crl_list_import2 (crls, n_crls, &data, pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER, 0);
}

/**
 * cs_crl_file_parse:
 * @contents: what a file holds
 * @error: return location for an error
 *
 * Reads revocation lists: any number in PEM, or a single one in DER.
 *
 * Fails with %CS_ERROR_EMPTY, with %CS_ERROR_TOO_LARGE over 16 MiB, and with %CS_ERROR_NOT_A_CERTIFICATE when there is none or one cannot be read.
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): at least one list, each in DER, as [func@verifier_judge] takes them
 */
GPtrArray *
cs_crl_file_parse (GBytes  *contents,
                   GError **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gnutls_x509_crl_t *crls = NULL;
  guint n_crls = 0;

  if (g_bytes_get_size (contents) == 0) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_EMPTY, _("The file is empty"));
    return NULL;
  }
  if (g_bytes_get_size (contents) > CS_CRL_FILE_MAX) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("The file is too large for revocation lists"));
    return NULL;
  }

  if (import_all (contents, &crls, &n_crls) >= 0) {
    for (guint i = 0; i < n_crls; i++) {
      GBytes *der = export_der (crls[i]);

      if (der)
        g_ptr_array_add (lists, der);
      gnutls_x509_crl_deinit (crls[i]);
    }
    gnutls_free (crls);
  }

  if (lists->len == 0 || lists->len != n_crls) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE, _("There is no revocation list in the file"));
    return NULL;
  }

  return g_steal_pointer (&lists);
}

static gboolean
is_issued_by (gnutls_x509_crl_t  crl,
              CsCertificate     *issuer)
{
  const guint flags = GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS;
  gnutls_x509_crt_t handle = cs_certificate_get_handle (issuer);
  guint status = 0;

  return cs_strength_is_key_bearable (issuer) &&
         gnutls_x509_crl_check_issuer (crl, handle) == 1 &&
         gnutls_x509_crl_verify (crl, &handle, 1, flags, &status) >= 0 &&
         (status & (GNUTLS_CERT_SIGNATURE_FAILURE | GNUTLS_CERT_SIGNER_NOT_FOUND)) == 0;
}

/**
 * cs_crl_lists:
 * @crl: a revocation list in DER
 * @certificate: a certificate
 * @issuer: who issued @certificate
 *
 * Whether a list says that a certificate is revoked. Its age doesn't matter: what has been revoked stays so.
 *
 * Returns: %TRUE when @crl is signed by @issuer and lists @certificate
 */
gboolean
cs_crl_lists (GBytes        *crl,
              CsCertificate *certificate,
              CsCertificate *issuer)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (crl, &size);
  const gnutls_datum_t der = { (unsigned char *) data, size };
  gnutls_x509_crl_t handle;
  gboolean lists = FALSE;

  if (gnutls_x509_crl_init (&handle) < 0)
    return FALSE;

  if (gnutls_x509_crl_import (handle, &der, GNUTLS_X509_FMT_DER) >= 0 && is_issued_by (handle, issuer))
    lists = gnutls_x509_crt_check_revocation (cs_certificate_get_handle (certificate), &handle, 1) == 1;
  gnutls_x509_crl_deinit (handle);

  return lists;
}

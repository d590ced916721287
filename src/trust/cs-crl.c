/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-crl.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "cs-certificate-private.h"
#include "cs-crl-reader.h"
#include "cs-distribution-points.h"
#include "cs-x509-text.h"

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

/* RFC 5280 6.3.3 f: an issuer that says what its key is for has to mention lists. */
static gboolean
may_sign_lists (CsCertificate *issuer)
{
  guint usage;
  guint critical;
  int result = gnutls_x509_crt_get_key_usage (cs_certificate_get_handle (issuer), &usage, &critical);

  if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return TRUE;

  return result >= 0 && (usage & GNUTLS_KEY_CRL_SIGN) != 0;
}

static gboolean
is_signed_by_one (const CsCrl *crl,
                  const char  *name,
                  GPtrArray   *issuers)
{
  for (guint i = 0; i < issuers->len; i++) {
    CsCertificate *issuer = g_ptr_array_index (issuers, i);

    if (strcmp (name, cs_certificate_get_subject_key (issuer)) == 0 &&
        may_sign_lists (issuer) && cs_signed_verify (&crl->signature, issuer))
      return TRUE;
  }

  return FALSE;
}

/* RFC 5280 5.2.5: a certificate of version 1 says neither that it is an authority nor that it is none. */
static gboolean
is_about (const CsCrl   *crl,
          CsCertificate *certificate)
{
  gboolean is_authority = cs_certificate_is_authority (certificate);

  if (!crl->only_users && !crl->only_authorities)
    return TRUE;

  return gnutls_x509_crt_get_version (cs_certificate_get_handle (certificate)) == 3 && is_authority == crl->only_authorities;
}

/* Whether a certificate that is not listed is good. */
static gboolean
is_complete (const CsCrl   *crl,
             CsCertificate *certificate)
{
  return !crl->is_delta && !crl->is_partial && cs_distribution_points_admit (certificate, crl->has_point ? &crl->point : NULL);
}

/**
 * cs_crl_judge:
 * @list: a revocation list in DER
 * @question: what is asked
 * @answer: (out): what it says; the source is the caller's to fill in
 *
 * Asks a list for a certificate (RFC 5280 section 6.3). Only a full list of its issuer, in its time, proves that it is good. Being listed is
 * enough to be revoked, whatever the age of the list: what has been revoked stays so. The names of issuer and list are compared as
 * those of certificates are (RFC 5280 7.1).
 */
void
cs_crl_judge (GBytes                     *list,
              const CsRevocationQuestion *question,
              CsRevocation               *answer)
{
  g_autofree char *name = NULL;
  CsDer serial, key;
  CsCrl crl;

  *answer = (CsRevocation) { .state = CS_REVOCATION_UNKNOWN };
  if (!cs_signed_find_key (question->certificate, &serial, &key) || !cs_crl_read (cs_der_from_bytes (list), serial, &crl))
    return;

  name = cs_x509_text_name_key (crl.issuer.data, crl.issuer.size);
  if (strcmp (name, cs_certificate_get_issuer_key (question->certificate)) != 0) {
    answer->state = CS_REVOCATION_NOT_CHECKED;
    return;
  }
  if (crl.not_understood || crl.is_indirect || !is_about (&crl, question->certificate) || !is_signed_by_one (&crl, name, question->issuers))
    return;

  answer->said = crl.said;
  if (crl.is_listed)
    answer->state = CS_REVOCATION_REVOKED;
  else if (is_complete (&crl, question->certificate) && cs_revocation_holds (question, crl.said, crl.next, &answer->until))
    answer->state = CS_REVOCATION_GOOD;
}

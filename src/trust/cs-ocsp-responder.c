/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-ocsp-responder.h"

#include "cs-certificate-private.h"
#include "cs-crl.h"
#include "cs-strength.h"

#define PURPOSE_OCSP "1.3.6.1.5.5.7.3.9"
#define OID_NO_CHECK "1.3.6.1.5.5.7.48.1.5"

/* Each costs the reading of a certificate and perhaps two signatures. */
#define MAX_CERTIFICATES 8

static const char * const understood[] = {
  "2.5.29.14", /* subjectKeyIdentifier */
  "2.5.29.15", /* keyUsage */
  "2.5.29.17", /* subjectAltName */
  "2.5.29.19", /* basicConstraints */
  "2.5.29.31", /* cRLDistributionPoints */
  "2.5.29.32", /* certificatePolicies */
  "2.5.29.35", /* authorityKeyIdentifier */
  "2.5.29.37", /* extKeyUsage */
  "1.3.6.1.5.5.7.1.1",
  OID_NO_CHECK,
  NULL
};

static gboolean
is_understood (gnutls_x509_crt_t handle)
{
  for (guint i = 0;; i++) {
    char oid[128];
    size_t size = sizeof oid;
    guint critical = 0;
    int result = gnutls_x509_crt_get_extension_info (handle, i, oid, &size, &critical);

    if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
      return TRUE;
    if (result < 0 || (critical && !g_strv_contains (understood, oid)))
      return FALSE;
  }
}

static gboolean
has_purpose (gnutls_x509_crt_t handle)
{
  for (guint i = 0;; i++) {
    char oid[128];
    size_t size = sizeof oid;
    int result = gnutls_x509_crt_get_key_purpose_oid (handle, i, oid, &size, NULL);

    if (result < 0 && result != GNUTLS_E_SHORT_MEMORY_BUFFER)
      return FALSE;
    if (result >= 0 && g_str_equal (oid, PURPOSE_OCSP))
      return TRUE;
  }
}

static gboolean
may_sign (gnutls_x509_crt_t handle)
{
  guint usage;
  guint critical;
  int result = gnutls_x509_crt_get_key_usage (handle, &usage, &critical);

  if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return TRUE;

  return result >= 0 && (usage & (GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_NON_REPUDIATION)) != 0;
}

static gboolean
is_issued_by (CsCertificate *certificate,
              CsCertificate *issuer)
{
  CsDer from = cs_der_from_bytes (cs_certificate_get_der (certificate));
  CsSigned parts;
  CsDer outer;

  return g_bytes_equal (cs_certificate_get_raw_issuer (certificate), cs_certificate_get_raw_subject (issuer)) &&
         cs_der_read (&from, CS_DER_SEQUENCE, &outer) && cs_signed_read (&outer, &parts) && cs_signed_verify (&parts, issuer);
}

/* RFC 6960 4.2.2.2: put in charge by the very issuer, for this purpose, in so many words. */
static gboolean
is_in_charge (CsCertificate *certificate,
              CsCertificate *issuer,
              gint64         time)
{
  gnutls_x509_crt_t handle = cs_certificate_get_handle (certificate);

  return !cs_certificate_get_malformed (certificate) &&
         time + CS_REVOCATION_SKEW >= cs_certificate_get_not_before (certificate) && time <= cs_certificate_get_not_after (certificate) &&
         has_purpose (handle) && may_sign (handle) && is_understood (handle) && cs_strength_is_key_strong (certificate) &&
         is_issued_by (certificate, issuer);
}

static gboolean
needs_no_check (CsCertificate *certificate)
{
  size_t size = 0;
  int result = gnutls_x509_crt_get_extension_by_oid (cs_certificate_get_handle (certificate), OID_NO_CHECK, 0, NULL, &size, NULL);

  return result >= 0 || result == GNUTLS_E_SHORT_MEMORY_BUFFER;
}

/* RFC 6960 4.2.2.2.1: the issuer says that its deputy needs no check, or a list says that the deputy was not revoked. Asking another
 * responder about this one would lead on and on; and what clears it is the issuer's list, which speaks of the certificate in question, too.
 * Returns FALSE for a deputy that was revoked. */
static gboolean
check_deputy (CsCertificate              *deputy,
              const CsRevocationQuestion *question,
              CsOcspSigner               *signer)
{
  const CsRevocationQuestion own = { deputy, question->issuers, question->time, question->max_age, NULL };
  gint64 cleared_until = 0;

  *signer = (CsOcspSigner) { cs_certificate_get_not_after (deputy), needs_no_check (deputy) };
  for (guint i = 0; !signer->is_clear && question->lists && i < question->lists->len; i++) {
    CsRevocation answer;

    cs_crl_judge (g_ptr_array_index (question->lists, i), &own, &answer);
    if (answer.state == CS_REVOCATION_REVOKED)
      return FALSE;
    if (answer.state == CS_REVOCATION_GOOD)
      cleared_until = MAX (cleared_until, answer.until);
  }

  if (cleared_until > 0) {
    signer->until = MIN (signer->until, cleared_until);
    signer->is_clear = TRUE;
  }

  return TRUE;
}

/* RFC 6960 4.2.1: by name, or by the SHA-1 of the key. */
static gboolean
is_named (const CsOcsp  *ocsp,
          CsCertificate *certificate)
{
  g_autoptr (GChecksum) checksum = NULL;
  CsDer serial, key;
  guint8 digest[20];
  gsize size = sizeof digest;

  if (ocsp->is_by_name)
    return cs_der_equal (ocsp->responder, cs_der_from_bytes (cs_certificate_get_raw_subject (certificate)));
  if (!cs_signed_find_key (certificate, &serial, &key))
    return FALSE;

  checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (checksum, key.data, key.size);
  g_checksum_get_digest (checksum, digest, &size);

  return cs_der_equal (ocsp->responder, (CsDer) { digest, size });
}

/*
 * cs_ocsp_responder_verify:
 * @ocsp: a response
 * @question: what is asked
 * @signer: (out): what is known of its signer
 *
 * Returns: whether the response is signed by the certificate's issuer, or by one whom that issuer put in charge
 */
gboolean
cs_ocsp_responder_verify (const CsOcsp               *ocsp,
                          const CsRevocationQuestion *question,
                          CsOcspSigner               *signer)
{
  CsCertificate *issuer = g_ptr_array_index (question->issuers, 0);
  CsDer rest = ocsp->certificates;
  CsDer whole;

  if (is_named (ocsp, issuer) && cs_signed_verify (&ocsp->signature, issuer)) {
    *signer = (CsOcspSigner) { G_MAXINT64, TRUE };
    return TRUE;
  }

  for (guint i = 0; i < MAX_CERTIFICATES && rest.size > 0 && cs_der_read_whole (&rest, CS_DER_SEQUENCE, &whole); i++) {
    g_autoptr (GBytes) der = g_bytes_new (whole.data, whole.size);
    g_autoptr (CsCertificate) certificate = cs_certificate_new_from_der (der, NULL);

    if (certificate && is_named (ocsp, certificate) && is_in_charge (certificate, issuer, question->time) &&
        cs_signed_verify (&ocsp->signature, certificate) && check_deputy (certificate, question, signer))
      return TRUE;
  }

  return FALSE;
}

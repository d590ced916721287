/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-ocsp.h"

#include <gnutls/ocsp.h>

#include "cs-certificate-private.h"
#include "cs-ocsp-reader.h"
#include "cs-ocsp-responder.h"

#define BYTES(text) { (const guint8 *) text, sizeof text - 1 }

/* By what issuers are named. The old one serves as a fingerprint here, and proves nothing. */
static const struct {
  CsDer         oid;
  GChecksumType type;
} hashes[] = {
  { BYTES ("\x2b\x0e\x03\x02\x1a"), G_CHECKSUM_SHA1 },
  { BYTES ("\x60\x86\x48\x01\x65\x03\x04\x02\x01"), G_CHECKSUM_SHA256 },
  { BYTES ("\x60\x86\x48\x01\x65\x03\x04\x02\x02"), G_CHECKSUM_SHA384 },
  { BYTES ("\x60\x86\x48\x01\x65\x03\x04\x02\x03"), G_CHECKSUM_SHA512 },
};

static gboolean
is_hash_of (CsDer         hash,
            GChecksumType type,
            CsDer         data)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (type);
  guint8 digest[64];
  gsize size = sizeof digest;

  g_checksum_update (checksum, data.data, data.size);
  g_checksum_get_digest (checksum, digest, &size);

  return cs_der_equal (hash, (CsDer) { digest, size });
}

/* RFC 6960 4.1.1 */
static gboolean
is_about (const CsOcspSingle *single,
          CsCertificate      *certificate,
          CsCertificate      *issuer)
{
  CsDer name = cs_der_from_bytes (cs_certificate_get_raw_issuer (certificate));
  CsDer serial, issuer_serial, key;

  if (!cs_signed_find_key (certificate, &serial, &key) || !cs_der_equal (serial, single->serial) ||
      !cs_signed_find_key (issuer, &issuer_serial, &key))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++) {
    if (cs_der_equal (single->hash, hashes[i].oid))
      return is_hash_of (single->name_hash, hashes[i].type, name) && is_hash_of (single->key_hash, hashes[i].type, key);
  }

  return FALSE;
}

/* All that is said of the certificate has to be good; once revoked is enough. */
static void
sum_up (const CsOcsp               *ocsp,
        const CsRevocationQuestion *question,
        CsRevocation               *answer)
{
  CsCertificate *issuer = g_ptr_array_index (question->issuers, 0);
  CsDer rest = ocsp->singles;
  gboolean is_mentioned = FALSE;
  gboolean is_good = TRUE;
  CsOcspSingle single;

  while (rest.size > 0 && cs_ocsp_read_single (&rest, &single)) {
    gint64 until = 0;

    if (!is_about (&single, question->certificate, issuer))
      continue;

    answer->said = is_mentioned ? MIN (answer->said, single.said) : single.said;
    if (single.state == CS_REVOCATION_REVOKED && !single.not_understood) {
      answer->state = CS_REVOCATION_REVOKED;
      return;
    }
    is_good = is_good && single.state == CS_REVOCATION_GOOD && !single.not_understood &&
              cs_revocation_holds (question, single.said, single.next, &until);
    answer->until = MIN (answer->until, until);
    is_mentioned = TRUE;
  }

  if (!is_mentioned)
    answer->state = CS_REVOCATION_NOT_CHECKED;
  else if (is_good)
    answer->state = CS_REVOCATION_GOOD;
}

static gboolean
are_singles_readable (const CsOcsp *ocsp)
{
  CsDer rest = ocsp->singles;
  CsOcspSingle single;

  while (rest.size > 0) {
    if (!cs_ocsp_read_single (&rest, &single))
      return FALSE;
  }

  return TRUE;
}

/**
 * cs_ocsp_judge:
 * @response: an OCSP response in DER
 * @question: what is asked
 * @answer: (out): what it says; the source is the caller's to fill in
 *
 * Asks an OCSP response for a certificate (RFC 6960 section 3.2): it has to be signed by the issuer or by whom the issuer put in charge, be
 * in its time, and say nothing but good. Being revoked is believed whatever the age. That somebody is good is believed of a deputy of the
 * issuer only where it is sure that the deputy itself was not revoked.
 *
 * GnuTLS shows neither the extensions of the single responses nor who may have signed, so the bytes are read here.
 */
void
cs_ocsp_judge (GBytes                     *response,
               const CsRevocationQuestion *question,
               CsRevocation               *answer)
{
  CsCertificate *certificate = question->certificate;
  CsOcspSigner signer;
  CsOcsp ocsp;

  *answer = (CsRevocation) { .state = CS_REVOCATION_UNKNOWN };
  if (g_bytes_get_size (response) > CS_OCSP_MAX || !cs_ocsp_read (cs_der_from_bytes (response), &ocsp) || ocsp.not_understood ||
      !are_singles_readable (&ocsp) || !cs_ocsp_responder_verify (&ocsp, question, &signer))
    return;

  /* Nobody knew of the certificate before it was made. */
  if (ocsp.produced > question->time + CS_REVOCATION_SKEW || ocsp.produced < cs_certificate_get_not_before (certificate) - CS_REVOCATION_SKEW ||
      ocsp.produced > cs_certificate_get_not_after (certificate) + CS_REVOCATION_SKEW)
    return;

  answer->until = signer.until;
  sum_up (&ocsp, question, answer);
  if (answer->state == CS_REVOCATION_GOOD && !signer.is_clear)
    answer->state = CS_REVOCATION_UNKNOWN;
}

/**
 * cs_ocsp_make_request:
 * @certificate: whom to ask for
 * @issuer: who issued it
 * @nonce: (out) (transfer full): a number that is in no other request
 *
 * Returns: (transfer full) (nullable): a request in DER
 */
GBytes *
cs_ocsp_make_request (CsCertificate  *certificate,
                      CsCertificate  *issuer,
                      GBytes        **nonce)
{
  gnutls_datum_t data = { NULL, 0 };
  gnutls_datum_t number = { NULL, 0 };
  gnutls_ocsp_req_t request;
  GBytes *bytes = NULL;

  if (gnutls_ocsp_req_init (&request) < 0)
    return NULL;

  /* Responders find issuers by SHA-1 (RFC 5019 2.1.1). */
  if (gnutls_ocsp_req_add_cert (request, GNUTLS_DIG_SHA1, cs_certificate_get_handle (issuer), cs_certificate_get_handle (certificate)) >= 0 &&
      gnutls_ocsp_req_randomize_nonce (request) >= 0 && gnutls_ocsp_req_get_nonce (request, NULL, &number) >= 0 &&
      gnutls_ocsp_req_export (request, &data) >= 0) {
    *nonce = g_bytes_new (number.data, number.size);
    bytes = g_bytes_new (data.data, data.size);
  }
  gnutls_free (number.data);
  gnutls_free (data.data);
  gnutls_ocsp_req_deinit (request);

  return bytes;
}

/**
 * cs_ocsp_is_answer:
 * @response: an OCSP response in DER
 * @nonce: the number that was in the request
 *
 * Whether a response can be the one to a request. Many responders give out prepared responses without the number (RFC 5019 section 4):
 * these are fresh by their dates alone. A wrong number is a replay.
 *
 * Returns: %FALSE for what can't be read, and for the response to another request
 */
gboolean
cs_ocsp_is_answer (GBytes *response,
                   GBytes *nonce)
{
  CsOcsp ocsp;

  return cs_ocsp_read (cs_der_from_bytes (response), &ocsp) && (!ocsp.has_nonce || cs_der_equal (ocsp.nonce, cs_der_from_bytes (nonce)));
}

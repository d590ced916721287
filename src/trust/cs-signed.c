/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-signed.h"

#include <gnutls/abstract.h>

#include "cs-certificate-private.h"
#include "cs-strength.h"

#define RSA_PSS "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"
#define SHA_2(n) "\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02" n "\x05\x00"
#define MGF_1(n) "\x30\x1a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08" SHA_2 (n)
#define PSS(n, salt) \
  "\x30\x41" RSA_PSS "\x30\x34\xa0\x0f" SHA_2 (n) "\xa1\x1c" MGF_1 (n) "\xa2\x03\x02\x01" salt
#define BYTES(text) { (const guint8 *) text, sizeof text - 1 }

/* What is not on the list is weak or unknown, and either way proves nothing: as with certificates. RFC 4055, 5758 and 8410 leave one way
 * to write each, but for the NULL of RSA that some forget. */
static const struct {
  CsDer                   whole;
  gnutls_sign_algorithm_t algorithm;
} algorithms[] = {
  { BYTES ("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00"), GNUTLS_SIGN_RSA_SHA256 },
  { BYTES ("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c\x05\x00"), GNUTLS_SIGN_RSA_SHA384 },
  { BYTES ("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d\x05\x00"), GNUTLS_SIGN_RSA_SHA512 },
  { BYTES ("\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"), GNUTLS_SIGN_RSA_SHA256 },
  { BYTES ("\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c"), GNUTLS_SIGN_RSA_SHA384 },
  { BYTES ("\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d"), GNUTLS_SIGN_RSA_SHA512 },
  { BYTES (PSS ("\x01", "\x20")), GNUTLS_SIGN_RSA_PSS_SHA256 },
  { BYTES (PSS ("\x02", "\x30")), GNUTLS_SIGN_RSA_PSS_SHA384 },
  { BYTES (PSS ("\x03", "\x40")), GNUTLS_SIGN_RSA_PSS_SHA512 },
  { BYTES ("\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"), GNUTLS_SIGN_ECDSA_SHA256 },
  { BYTES ("\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03"), GNUTLS_SIGN_ECDSA_SHA384 },
  { BYTES ("\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x04"), GNUTLS_SIGN_ECDSA_SHA512 },
  { BYTES ("\x30\x05\x06\x03\x2b\x65\x70"), GNUTLS_SIGN_EDDSA_ED25519 },
  { BYTES ("\x30\x05\x06\x03\x2b\x65\x71"), GNUTLS_SIGN_EDDSA_ED448 },
};

/*
 * cs_signed_read:
 * @from: what is left to read, from the content on; moved behind the signature
 * @self: (out): what was read
 *
 * Returns: %FALSE when something else comes
 */
gboolean
cs_signed_read (CsDer    *from,
                CsSigned *self)
{
  return cs_der_read_whole (from, CS_DER_SEQUENCE, &self->content) &&
         cs_der_read_whole (from, CS_DER_SEQUENCE, &self->algorithm) &&
         cs_der_read_bits (from, &self->signature);
}

static gnutls_sign_algorithm_t
find_algorithm (CsDer whole)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++) {
    if (cs_der_equal (whole, algorithms[i].whole))
      return algorithms[i].algorithm;
  }

  return GNUTLS_SIGN_UNKNOWN;
}

/*
 * cs_signed_verify:
 * @self: what was signed
 * @signer: whose key it has to be
 *
 * Does not say whether @signer may sign such a thing, nor whether its key is strong.
 *
 * Returns: whether the signature is good, and of an algorithm that proves something today
 */
gboolean
cs_signed_verify (const CsSigned *self,
                  CsCertificate  *signer)
{
  const gnutls_datum_t content = { (unsigned char *) self->content.data, self->content.size };
  const gnutls_datum_t signature = { (unsigned char *) self->signature.data, self->signature.size };
  gnutls_sign_algorithm_t algorithm = find_algorithm (self->algorithm);
  gnutls_pubkey_t key;
  gboolean good;

  if (algorithm == GNUTLS_SIGN_UNKNOWN || !cs_strength_is_key_bearable (signer) || gnutls_pubkey_init (&key) < 0)
    return FALSE;

  good = gnutls_pubkey_import_x509 (key, cs_certificate_get_handle (signer), 0) >= 0 &&
         gnutls_pubkey_verify_data2 (key, algorithm, 0, &content, &signature) >= 0;
  gnutls_pubkey_deinit (key);

  return good;
}

/*
 * cs_signed_find_key:
 * @certificate: a certificate
 * @serial: (out): the bytes of its serial number
 * @key: (out): the bytes of its public key, without the algorithm (RFC 6960 4.1.1)
 *
 * Returns: %FALSE when they can't be found
 */
gboolean
cs_signed_find_key (CsCertificate *certificate,
                    CsDer         *serial,
                    CsDer         *key)
{
  CsDer from = cs_der_from_bytes (cs_certificate_get_der (certificate));
  CsDer outer, content, info, ignored;
  gboolean versioned;

  return cs_der_read (&from, CS_DER_SEQUENCE, &outer) && cs_der_read (&outer, CS_DER_SEQUENCE, &content) &&
         cs_der_read_optional (&content, CS_DER_INSIDE (0), &ignored, &versioned) &&
         cs_der_read (&content, CS_DER_INTEGER, serial) &&
         cs_der_read (&content, CS_DER_SEQUENCE, &ignored) && /* signature */
         cs_der_read (&content, CS_DER_SEQUENCE, &ignored) && /* issuer */
         cs_der_read (&content, CS_DER_SEQUENCE, &ignored) && /* validity */
         cs_der_read (&content, CS_DER_SEQUENCE, &ignored) && /* subject */
         cs_der_read (&content, CS_DER_SEQUENCE, &info) &&
         cs_der_read (&info, CS_DER_SEQUENCE, &ignored) && cs_der_read_bits (&info, key);
}

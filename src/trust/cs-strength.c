/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-strength.h"

#include "cs-certificate-private.h"

#define MIN_RSA_BITS 2048

/* What a key may cost whoever checks a signature with it. */
#define MAX_RSA_BITS 16384
#define MAX_OTHER_BITS 4096
#define MAX_RSA_EXPONENT 8

/*
 * cs_strength_is_key_bearable:
 * @certificate: a certificate
 *
 * With an RSA key of half a million bits, or with a public exponent as long as its modulus, a server could keep us busy for minutes.
 *
 * Returns: whether checking a signature with its key takes no more than an honest one
 */
gboolean
cs_strength_is_key_bearable (CsCertificate *certificate)
{
  gnutls_x509_crt_t handle = cs_certificate_get_handle (certificate);
  gnutls_datum_t modulus = { NULL, 0 };
  gnutls_datum_t exponent = { NULL, 0 };
  gboolean bearable;
  guint bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (handle, &bits);

  if (algorithm < 0)
    return FALSE;
  if (algorithm != GNUTLS_PK_RSA && algorithm != GNUTLS_PK_RSA_PSS)
    return bits <= MAX_OTHER_BITS;
  if (bits > MAX_RSA_BITS || gnutls_x509_crt_get_pk_rsa_raw (handle, &modulus, &exponent) < 0)
    return FALSE;

  bearable = exponent.size <= MAX_RSA_EXPONENT + 1;
  gnutls_free (modulus.data);
  gnutls_free (exponent.data);

  return bearable;
}

/*
 * cs_strength_is_key_strong:
 * @certificate: a certificate
 *
 * Returns: whether its key reaches GnuTLS's MEDIUM profile: RSA of 2048 bits, the curves of NIST and Ed25519 or Ed448; never DSA
 */
gboolean
cs_strength_is_key_strong (CsCertificate *certificate)
{
  gnutls_x509_crt_t handle = cs_certificate_get_handle (certificate);
  gnutls_ecc_curve_t curve;
  guint bits = 0;

  switch (gnutls_x509_crt_get_pk_algorithm (handle, &bits)) {
  case GNUTLS_PK_RSA:
  case GNUTLS_PK_RSA_PSS:
    return bits >= MIN_RSA_BITS && cs_strength_is_key_bearable (certificate);
  case GNUTLS_PK_ECDSA:
    return gnutls_x509_crt_get_pk_ecc_raw (handle, &curve, NULL, NULL) >= 0 &&
           (curve == GNUTLS_ECC_CURVE_SECP256R1 || curve == GNUTLS_ECC_CURVE_SECP384R1 || curve == GNUTLS_ECC_CURVE_SECP521R1);
  case GNUTLS_PK_EDDSA_ED25519:
  case GNUTLS_PK_EDDSA_ED448:
    return TRUE;
  default:
    return FALSE;
  }
}

/*
 * cs_strength_is_signature_strong:
 * @certificate: a certificate
 *
 * What is not on the list is weak: MD5 and SHA-1, DSA, and whatever we don't know.
 *
 * Returns: whether what its issuer signed it with proves anything today
 */
gboolean
cs_strength_is_signature_strong (CsCertificate *certificate)
{
  switch (gnutls_x509_crt_get_signature_algorithm (cs_certificate_get_handle (certificate))) {
  case GNUTLS_SIGN_RSA_SHA256:
  case GNUTLS_SIGN_RSA_SHA384:
  case GNUTLS_SIGN_RSA_SHA512:
  case GNUTLS_SIGN_RSA_PSS_SHA256:
  case GNUTLS_SIGN_RSA_PSS_SHA384:
  case GNUTLS_SIGN_RSA_PSS_SHA512:
  case GNUTLS_SIGN_RSA_PSS_RSAE_SHA256:
  case GNUTLS_SIGN_RSA_PSS_RSAE_SHA384:
  case GNUTLS_SIGN_RSA_PSS_RSAE_SHA512:
  case GNUTLS_SIGN_ECDSA_SHA256:
  case GNUTLS_SIGN_ECDSA_SHA384:
  case GNUTLS_SIGN_ECDSA_SHA512:
  case GNUTLS_SIGN_ECDSA_SECP256R1_SHA256:
  case GNUTLS_SIGN_ECDSA_SECP384R1_SHA384:
  case GNUTLS_SIGN_ECDSA_SECP521R1_SHA512:
  case GNUTLS_SIGN_EDDSA_ED25519:
  case GNUTLS_SIGN_EDDSA_ED448:
    return TRUE;
  default:
    return FALSE;
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-tls-judge.h"

#include "trust/cs-verifier.h"

static const struct {
  CsProblemKind              problem;
  gnutls_alert_description_t alert;
} alerts[] = {
  { CS_PROBLEM_REVOKED, GNUTLS_A_CERTIFICATE_REVOKED },
  { CS_PROBLEM_EXPIRED, GNUTLS_A_CERTIFICATE_EXPIRED },
  { CS_PROBLEM_NOT_YET_VALID, GNUTLS_A_CERTIFICATE_EXPIRED },
  { CS_PROBLEM_UNKNOWN_AUTHORITY, GNUTLS_A_UNKNOWN_CA },
  { CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE, GNUTLS_A_UNKNOWN_CA },
  { CS_PROBLEM_OTHER_AUTHORITY, GNUTLS_A_UNKNOWN_CA },
  { CS_PROBLEM_PURPOSE, GNUTLS_A_UNSUPPORTED_CERTIFICATE },
};

static const struct {
  int           code;
  CsProblemKind problem;
} failures[] = {
  { GNUTLS_E_HANDSHAKE_TOO_LARGE, CS_PROBLEM_TOO_LARGE },
  { GNUTLS_E_NO_CERTIFICATE_FOUND, CS_PROBLEM_NO_CERTIFICATE },
  { GNUTLS_E_KEY_USAGE_VIOLATION, CS_PROBLEM_KEY_USAGE },
  { GNUTLS_E_CERTIFICATE_ERROR, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_ELEMENT_NOT_FOUND, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_IDENTIFIER_NOT_FOUND, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_DER_ERROR, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_VALUE_NOT_FOUND, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_GENERIC_ERROR, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_VALUE_NOT_VALID, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_TAG_ERROR, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_TAG_IMPLICIT, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_TYPE_ANY_ERROR, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_SYNTAX_ERROR, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_DER_OVERFLOW, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_ASN1_TIME_ERROR, CS_PROBLEM_MALFORMED },
  { GNUTLS_E_PK_INVALID_PUBKEY, CS_PROBLEM_MALFORMED },
};

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
is_too_large (const gnutls_datum_t *certificates,
              guint                 n_certificates)
{
  gsize total = 0;

  if (n_certificates > CS_TLS_JUDGE_MAX_CERTIFICATES)
    return TRUE;

  for (guint i = 0; i < n_certificates; i++) {
    if (certificates[i].size > CS_TLS_JUDGE_MAX_CERTIFICATE)
      return TRUE;
    total += certificates[i].size;
  }

  return total > CS_TLS_JUDGE_MAX_CHAIN;
}

static void
collect_staples (gnutls_session_t  session,
                 guint             n_certificates,
                 GPtrArray        *staples)
{
  for (guint i = 0; i < n_certificates; i++) {
    gnutls_datum_t response = { NULL, 0 };

    if (gnutls_ocsp_status_request_get2 (session, i, &response) == 0 && response.size > 0)
      g_ptr_array_add (staples, g_bytes_new (response.data, response.size));
  }
}

/**
 * cs_tls_judge_session:
 * @session: a client session whose server has shown its certificates
 * @identity: who the server has to be
 * @anchors: the authorities that are trusted
 * @revocation: what proof is needed that nothing was revoked
 *
 * Judges the chain that a server presented, with the OCSP responses that came along. All of it is bounded before it is read. Where more
 * proof is needed than came along, that is for later: nobody can be asked within a handshake.
 *
 * Returns: (transfer full): the verdict
 */
CsVerdict *
cs_tls_judge_session (gnutls_session_t     session,
                      CsReferenceIdentity *identity,
                      CsAnchorSet         *anchors,
                      CsRevocationPolicy   revocation)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) staples = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const CsRevocationEvidence evidence = {
    .staples = staples,
    .policy = revocation == CS_REVOCATION_OFF ? CS_REVOCATION_OFF : CS_REVOCATION_PREFER,
  };
  const gnutls_datum_t *certificates = NULL;
  guint n_certificates = 0;

  if (gnutls_certificate_type_get2 (session, GNUTLS_CTYPE_SERVER) == GNUTLS_CRT_X509)
    certificates = gnutls_certificate_get_peers (session, &n_certificates);

  if (!certificates || n_certificates == 0)
    return cs_verifier_refuse (CS_PROBLEM_NO_CERTIFICATE, NULL, identity, now ());

  if (is_too_large (certificates, n_certificates))
    return cs_verifier_refuse (CS_PROBLEM_TOO_LARGE, NULL, identity, now ());

  for (guint i = 0; i < n_certificates; i++) {
    g_autoptr (GBytes) der = g_bytes_new (certificates[i].data, certificates[i].size);
    CsCertificate *certificate = cs_certificate_new_from_der (der, NULL);

    if (!certificate)
      return cs_verifier_refuse (CS_PROBLEM_MALFORMED, chain, identity, now ());
    g_ptr_array_add (chain, certificate);
  }

  collect_staples (session, n_certificates, staples);

  return cs_verifier_judge (anchors, chain, identity, now (), &evidence);
}

/**
 * cs_tls_judge_failure:
 * @session: a client session
 * @code: the GnuTLS error that ended its handshake before the chain could be judged
 * @identity: who the server has to be
 * @anchors: the authorities that are trusted
 *
 * GnuTLS reads the certificates itself before it lets us judge them, and gives up where it can't. That, too, is a refusal of
 * the certificate and not some trouble with the network.
 *
 * Returns: (transfer full) (nullable): a refusal, or %NULL when the failure is not about certificates
 */
CsVerdict *
cs_tls_judge_failure (gnutls_session_t     session,
                      int                  code,
                      CsReferenceIdentity *identity,
                      CsAnchorSet         *anchors)
{
  /* In TLS 1.3 GnuTLS looks at the key usage before it asks us. There is more to say about such a certificate. */
  if (code == GNUTLS_E_KEY_USAGE_VIOLATION) {
    g_autoptr (CsVerdict) verdict = cs_tls_judge_session (session, identity, anchors, CS_REVOCATION_PREFER);

    if (!cs_verdict_is_accepted (verdict))
      return g_steal_pointer (&verdict);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++) {
    if (failures[i].code == code)
      return cs_verifier_refuse (failures[i].problem, NULL, identity, now ());
  }

  return NULL;
}

/**
 * cs_tls_judge_by:
 * @verdict: what was found in the handshake
 * @anchors: the authorities that are trusted now
 * @evidence: (nullable): what is known of revocation now
 *
 * Judges the server of a connection that stands once more, because something has changed: the time, at least.
 *
 * Returns: (transfer full): the new verdict
 */
CsVerdict *
cs_tls_judge_by (CsVerdict                  *verdict,
                 CsAnchorSet                *anchors,
                 const CsRevocationEvidence *evidence)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *presented = cs_verdict_get_presented (verdict);

  for (guint i = 0; i < g_list_model_get_n_items (presented); i++)
    g_ptr_array_add (chain, g_list_model_get_item (presented, i));

  return cs_verifier_judge (anchors, chain, cs_verdict_get_identity (verdict), now (), evidence);
}

/**
 * cs_tls_judge_again:
 * @verdict: what was found in the handshake
 * @anchors: the authorities that are trusted now
 *
 * Judges the server of a connection that stands once more, by what was known of revocation before.
 *
 * Returns: (transfer full): the new verdict
 */
CsVerdict *
cs_tls_judge_again (CsVerdict   *verdict,
                    CsAnchorSet *anchors)
{
  return cs_tls_judge_by (verdict, anchors, cs_verdict_get_evidence (verdict));
}

/**
 * cs_tls_judge_get_alert:
 * @verdict: a refusal
 *
 * Chooses the alert that tells the server's administrator most (RFC 8446 section 6.2).
 *
 * Returns: the alert
 */
gnutls_alert_description_t
cs_tls_judge_get_alert (CsVerdict *verdict)
{
  CsProblem *worst = cs_verdict_get_worst (verdict);

  for (gsize i = 0; worst && i < G_N_ELEMENTS (alerts); i++) {
    if (alerts[i].problem == cs_problem_get_kind (worst))
      return alerts[i].alert;
  }

  return GNUTLS_A_BAD_CERTIFICATE;
}

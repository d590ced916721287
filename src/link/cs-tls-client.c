/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-tls-client.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

typedef struct {
  int         number;
  const char *sentence;
} Entry;

/* What a server says of a certificate that it has got (RFC 8446 section 6.2). */
static const Entry verdicts[] = {
  { GNUTLS_A_UNKNOWN_CA,
    N_("The server does not know the authority that issued your certificate.") },
  { GNUTLS_A_CERTIFICATE_EXPIRED,
    N_("The server says that your certificate has expired.") },
  { GNUTLS_A_CERTIFICATE_REVOKED,
    N_("The server says that your certificate was revoked.") },
  { GNUTLS_A_UNSUPPORTED_CERTIFICATE,
    N_("The server takes no certificates of the kind that yours is.") },
  { GNUTLS_A_DECRYPT_ERROR,
    N_("The server found that your private key does not fit your certificate.") },
  { GNUTLS_A_BAD_CERTIFICATE,
    N_("The server did not accept your certificate.") },
  { GNUTLS_A_CERTIFICATE_UNKNOWN,
    N_("The server did not accept your certificate.") },
  { GNUTLS_A_CERTIFICATE_REQUIRED,
    N_("The server did not accept your certificate.") },
  { GNUTLS_A_HANDSHAKE_FAILURE,
    N_("The server did not accept your certificate.") },
  { GNUTLS_A_ACCESS_DENIED,
    N_("The server does not let the owner of your certificate in.") },
};

/* Why it got none. */
static const Entry reasons[] = {
  { CS_CLIENT_EXPIRED,
    N_("The server wants a certificate from you, and yours has expired.") },
  { CS_CLIENT_NOT_YET_VALID,
    N_("The server wants a certificate from you, and yours is not valid yet. Is the clock of this computer right?") },
  { CS_CLIENT_OTHER_AUTHORITY,
    N_("The server wants a certificate from you that another authority than yours has issued.") },
  { CS_CLIENT_OTHER_KEY,
    N_("The server wants a certificate from you with another kind of key than yours has.") },
};

/* What a server says that has got none. Versions before 1.3 have no word for it. */
static const int demands[] = {
  GNUTLS_A_CERTIFICATE_REQUIRED,
  GNUTLS_A_HANDSHAKE_FAILURE,
  GNUTLS_A_BAD_CERTIFICATE,
  GNUTLS_A_CERTIFICATE_UNKNOWN,
  GNUTLS_A_ACCESS_DENIED,
};

/* What GnuTLS says when a token does not sign. */
static const int token_codes[] = {
  GNUTLS_E_PKCS11_ERROR,
  GNUTLS_E_PKCS11_LOAD_ERROR,
  GNUTLS_E_PKCS11_PIN_ERROR,
  GNUTLS_E_PKCS11_SLOT_ERROR,
  GNUTLS_E_PKCS11_ATTRIBUTE_ERROR,
  GNUTLS_E_PKCS11_DEVICE_ERROR,
  GNUTLS_E_PKCS11_DATA_ERROR,
  GNUTLS_E_PKCS11_UNSUPPORTED_FEATURE_ERROR,
  GNUTLS_E_PKCS11_KEY_ERROR,
  GNUTLS_E_PKCS11_PIN_EXPIRED,
  GNUTLS_E_PKCS11_PIN_LOCKED,
  GNUTLS_E_PKCS11_SESSION_ERROR,
  GNUTLS_E_PKCS11_SIGNATURE_ERROR,
  GNUTLS_E_PKCS11_TOKEN_ERROR,
  GNUTLS_E_PKCS11_USER_ERROR,
  GNUTLS_E_PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE,
};

static const char *
find_sentence (const Entry *entries,
               gsize        n_entries,
               int          number)
{
  for (gsize i = 0; i < n_entries; i++) {
    if (entries[i].number == number)
      return _(entries[i].sentence);
  }

  return NULL;
}

static gboolean
is_demand (int alert)
{
  for (gsize i = 0; i < G_N_ELEMENTS (demands); i++) {
    if (demands[i] == alert)
      return TRUE;
  }

  return FALSE;
}

/**
 * cs_tls_client_clear:
 * @self: our side
 *
 * Lets go of what it points to.
 */
void
cs_tls_client_clear (CsTlsClient *self)
{
  g_clear_pointer (&self->identity, cs_client_identity_unref);
}

/**
 * cs_tls_client_answer:
 * @self: our side
 * @wish: what the server asks for
 * @now: the Unix time
 *
 * Decides what a server gets that asks for a certificate. One that does not fit would only tell it who we are.
 *
 * Returns: whether our certificate is to be sent
 */
gboolean
cs_tls_client_answer (CsTlsClient        *self,
                      const CsClientWish *wish,
                      gint64              now)
{
  self->is_asked = TRUE;
  if (!self->identity)
    return FALSE;

  self->fit = cs_client_identity_check (self->identity, wish, now);

  return self->fit == CS_CLIENT_FITS;
}

/**
 * cs_tls_client_get_sent:
 * @self: our side, after the handshake
 *
 * Returns: (transfer none) (nullable): what the server has got, or %NULL if it got nothing
 */
CsClientIdentity *
cs_tls_client_get_sent (CsTlsClient *self)
{
  return cs_tls_client_get_answer (self) == CS_CLIENT_ANSWER_SENT ? self->identity : NULL;
}

/**
 * cs_tls_client_explain:
 * @self: our side
 * @alert: the alert by which the server ended the connection
 *
 * Words the end of a connection where it is about our certificate. In TLS 1.3 that comes after the handshake.
 *
 * Returns: (transfer full) (nullable): %CS_ERROR_CLIENT_CERTIFICATE, or %NULL if the alert is about something else
 */
GError *
cs_tls_client_explain (CsTlsClient *self,
                       int          alert)
{
  const char *sentence = NULL;

  if (!self->is_asked)
    return NULL;

  if (cs_tls_client_get_sent (self))
    sentence = find_sentence (verdicts, G_N_ELEMENTS (verdicts), alert);
  else if (!is_demand (alert))
    sentence = NULL;
  else if (!self->identity)
    sentence = _("The server wants a certificate from you, and none is set up.");
  else
    sentence = find_sentence (reasons, G_N_ELEMENTS (reasons), self->fit);

  return sentence ? g_error_new_literal (CS_ERROR, CS_ERROR_CLIENT_CERTIFICATE, sentence) : NULL;
}

/**
 * cs_tls_client_get_answer:
 * @self: our side, after the handshake
 *
 * Returns: what the server got that asked for a certificate
 */
CsClientAnswer
cs_tls_client_get_answer (CsTlsClient *self)
{
  if (!self->is_asked)
    return CS_CLIENT_ANSWER_NOT_ASKED;
  if (!self->identity)
    return CS_CLIENT_ANSWER_NONE;

  return self->fit == CS_CLIENT_FITS ? CS_CLIENT_ANSWER_SENT : CS_CLIENT_ANSWER_UNSUITABLE;
}

/**
 * cs_tls_client_explain_token:
 * @code: the GnuTLS error that ended a handshake
 *
 * Words the end of a handshake where it is our own token that did not do its part.
 *
 * Returns: (transfer full) (nullable): %CS_ERROR_TOKEN, or %NULL if the end has other reasons
 */
GError *
cs_tls_client_explain_token (int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (token_codes); i++) {
    if (token_codes[i] == code)
      return g_error_new_literal (CS_ERROR, CS_ERROR_TOKEN,
                                  code == GNUTLS_E_PKCS11_PIN_LOCKED
                                    ? _("The token is locked after too many wrong PINs. Whoever issued it can unlock it.")
                                    : _("The token with your certificate did not sign. Is it plugged in?"));
  }

  return NULL;
}

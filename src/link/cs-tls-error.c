/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-tls-error.h"

#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>

#include "base/cs-error.h"

typedef struct {
  int         number;
  CsError     code;
  const char *sentence;
} Entry;

/* What the server told us before it hung up. */
static const Entry alerts[] = {
  { GNUTLS_A_HANDSHAKE_FAILURE, CS_ERROR_TLS,
    N_("The server and this program have no way of encryption in common that is safe today.") },
  { GNUTLS_A_INSUFFICIENT_SECURITY, CS_ERROR_TLS,
    N_("The server and this program have no way of encryption in common that is safe today.") },
  { GNUTLS_A_PROTOCOL_VERSION, CS_ERROR_TLS_TOO_OLD,
    N_("The server speaks only old versions of TLS that are no longer safe.") },
  { GNUTLS_A_CERTIFICATE_REQUIRED, CS_ERROR_TLS,
    N_("The server wants a certificate from you, and none is set up.") },
  { GNUTLS_A_UNRECOGNIZED_NAME, CS_ERROR_TLS,
    N_("The server says that it does not serve this domain.") },
  { GNUTLS_A_INTERNAL_ERROR, CS_ERROR_TLS,
    N_("The server ended the secure connection because of a fault of its own.") },
  { GNUTLS_A_USER_CANCELED, CS_ERROR_CONNECTION_LOST,
    N_("The server closed the connection.") },
};

static const Entry codes[] = {
  { GNUTLS_E_PREMATURE_TERMINATION, CS_ERROR_CONNECTION_LOST,
    N_("The connection was cut off.") },
  { GNUTLS_E_PUSH_ERROR, CS_ERROR_CONNECTION_LOST,
    N_("The connection was cut off.") },
  { GNUTLS_E_PULL_ERROR, CS_ERROR_CONNECTION_LOST,
    N_("The connection was cut off.") },
  { GNUTLS_E_SESSION_EOF, CS_ERROR_CONNECTION_LOST,
    N_("The server closed the connection.") },
  { GNUTLS_E_CERTIFICATE_REQUIRED, CS_ERROR_TLS,
    N_("The server wants a certificate from you, and none is set up.") },
  { GNUTLS_E_UNSUPPORTED_VERSION_PACKET, CS_ERROR_TLS_TOO_OLD,
    N_("The server speaks only old versions of TLS that are no longer safe.") },
  { GNUTLS_E_INAPPROPRIATE_FALLBACK, CS_ERROR_TLS_TOO_OLD,
    N_("The server speaks only old versions of TLS that are no longer safe.") },
  { GNUTLS_E_NO_CIPHER_SUITES, CS_ERROR_TLS,
    N_("The server and this program have no way of encryption in common that is safe today.") },
  { GNUTLS_E_UNKNOWN_CIPHER_SUITE, CS_ERROR_TLS,
    N_("The server and this program have no way of encryption in common that is safe today.") },
  { GNUTLS_E_INSUFFICIENT_SECURITY, CS_ERROR_TLS,
    N_("The server and this program have no way of encryption in common that is safe today.") },
  { GNUTLS_E_DH_PRIME_UNACCEPTABLE, CS_ERROR_TLS,
    N_("The server and this program have no way of encryption in common that is safe today.") },
  { GNUTLS_E_SAFE_RENEGOTIATION_FAILED, CS_ERROR_TLS,
    N_("The server lacks the protection against injected handshakes (RFC 5746).") },
  { GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED, CS_ERROR_TLS,
    N_("The server lacks the protection against injected handshakes (RFC 5746).") },
  { GNUTLS_E_REHANDSHAKE, CS_ERROR_TLS,
    N_("The server wanted to negotiate the secure connection anew, which is not allowed.") },
  { GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS, CS_ERROR_TLS,
    N_("The server keeps changing the keys of the secure connection without need.") },
  { GNUTLS_E_HANDSHAKE_TOO_LARGE, CS_ERROR_TLS,
    N_("The server sent more than a secure connection needs.") },
  { GNUTLS_E_PK_SIG_VERIFY_FAILED, CS_ERROR_TLS,
    N_("The server could not show that its certificate is its own.") },
  { GNUTLS_E_DECRYPTION_FAILED, CS_ERROR_TLS,
    N_("Bytes of the secure connection were changed on their way.") },
};

static const Entry *
find_entry (const Entry *entries,
            gsize        n_entries,
            int          number)
{
  for (gsize i = 0; i < n_entries; i++) {
    if (entries[i].number == number)
      return &entries[i];
  }

  return NULL;
}

/**
 * cs_tls_error_new:
 * @code: a GnuTLS error code
 * @alert: the number of the last alert received, which counts only where @code says that there was one
 * @transport: (nullable): what happened to the connection below
 *
 * Turns what GnuTLS says into an error of ours with a sentence for people.
 *
 * Returns: (transfer full): the error: %CS_ERROR_CONNECTION_LOST, %CS_ERROR_TLS_TOO_OLD or %CS_ERROR_TLS
 */
GError *
cs_tls_error_new (int           code,
                  int           alert,
                  const GError *transport)
{
  const Entry *entry;
  gboolean is_alert = code == GNUTLS_E_FATAL_ALERT_RECEIVED || code == GNUTLS_E_WARNING_ALERT_RECEIVED;

  if (is_alert) {
    const char *name = gnutls_alert_get_name (alert);

    entry = find_entry (alerts, G_N_ELEMENTS (alerts), alert);
    if (entry)
      return g_error_new_literal (CS_ERROR, entry->code, _(entry->sentence));

    return g_error_new (CS_ERROR, CS_ERROR_TLS,
                        /* Translators: %s is a technical term in English, for example “Decode error”. */
                        _("The server ended the secure connection: %s"), name ? name : "?");
  }

  entry = find_entry (codes, G_N_ELEMENTS (codes), code);
  if (entry && entry->code == CS_ERROR_CONNECTION_LOST && transport)
    return g_error_new (CS_ERROR, CS_ERROR_CONNECTION_LOST,
                        /* Translators: %s is the reason as the system words it, for example “Connection reset by peer”. */
                        _("The connection was cut off: %s"), transport->message);
  if (entry)
    return g_error_new_literal (CS_ERROR, entry->code, _(entry->sentence));

  return g_error_new (CS_ERROR, CS_ERROR_TLS,
                      /* Translators: %s is the technical reason in English. */
                      _("The secure connection failed: %s"), gnutls_strerror (code));
}

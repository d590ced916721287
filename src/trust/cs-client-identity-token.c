/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-client-identity.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <gnutls/pkcs11.h>

#include "base/cs-error.h"
#include "cs-client-identity-private.h"
#include "cs-pkcs11.h"

/* Lives as long as the key: some tokens want their PIN for every signature. */
typedef struct {
  CsSecret *pin;
  gboolean  is_asked;
  gboolean  is_wrong;
} Token;

static void
token_free (gpointer data)
{
  Token *self = data;

  g_clear_pointer (&self->pin, cs_secret_unref);
  g_free (self);
  cs_pkcs11_close ();
}

/* A PIN that was wrong is never tried again: a few times lock the token for good. */
static int
pin_cb (void         *user_data,
        int           attempt,
        const char   *token_url,
        const char   *token_label,
        unsigned int  flags,
        char         *pin,
        size_t        size)
{
  Token *self = user_data;

  self->is_asked = TRUE;
  self->is_wrong = self->is_wrong ||
                   (self->pin && (attempt > 0 || (flags & GNUTLS_PIN_WRONG) || strlen (cs_secret_peek (self->pin)) >= size));
  if (!self->pin || self->is_wrong)
    return -1;

  g_strlcpy (pin, cs_secret_peek (self->pin), size);

  return 0;
}

/* How many wrong PINs are left is not told in numbers (PKCS #11 section 3.2, CK_TOKEN_INFO). */
static GError *
make_pin_error (guint flags)
{
  const char *sentence = _("The PIN is wrong.");

  if (flags & GNUTLS_PKCS11_TOKEN_USER_PIN_LOCKED)
    return g_error_new_literal (CS_ERROR, CS_ERROR_PIN_LOCKED,
                                _("The PIN was wrong, and the token is locked now. Whoever issued it can unlock it."));
  if (flags & GNUTLS_PKCS11_TOKEN_USER_PIN_FINAL_TRY)
    sentence = _("The PIN is wrong. One try is left: another wrong PIN locks the token.");
  else if (flags & GNUTLS_PKCS11_TOKEN_USER_PIN_COUNT_LOW)
    sentence = _("The PIN is wrong. A few more wrong PINs lock the token.");

  return g_error_new_literal (CS_ERROR, CS_ERROR_PASSPHRASE_WRONG, sentence);
}

static GError *
make_wish (guint flags)
{
  const char *sentence = _("The token asks for its PIN.");

  /* An error of its own: what a keyring remembers may be an old PIN. */
  if (flags & GNUTLS_PKCS11_TOKEN_USER_PIN_FINAL_TRY)
    return g_error_new_literal (CS_ERROR, CS_ERROR_PIN_LAST_TRY,
                                _("The token asks for its PIN. One try is left: a wrong PIN locks the token."));
  if (flags & GNUTLS_PKCS11_TOKEN_USER_PIN_COUNT_LOW)
    sentence = _("The token asks for its PIN. Its PIN was wrong before: a few wrong PINs lock it.");

  return g_error_new_literal (CS_ERROR, CS_ERROR_PASSPHRASE_WANTED, sentence);
}

static GError *
make_error (Token      *token,
            const char *uri,
            int         code)
{
  guint flags = 0;

  if (token->is_asked && gnutls_pkcs11_token_get_flags (uri, &flags) < 0)
    flags = 0;

  if (token->is_wrong)
    return make_pin_error (flags);

  if (code == GNUTLS_E_PKCS11_PIN_LOCKED || (flags & GNUTLS_PKCS11_TOKEN_USER_PIN_LOCKED))
    return g_error_new_literal (CS_ERROR, CS_ERROR_PIN_LOCKED,
                                _("The token is locked after too many wrong PINs. Whoever issued it can unlock it."));

  if (token->is_asked && !token->pin)
    return make_wish (flags);

  if (code == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE || code == GNUTLS_E_PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE)
    return g_error_new_literal (CS_ERROR, CS_ERROR_NOT_FOUND,
                                _("There is no such certificate with its key. Is the token plugged in?"));

  return g_error_new (CS_ERROR, CS_ERROR_NO_KEY,
                      /* Translators: %s is the technical reason in English. */
                      _("The token cannot be used: %s"), gnutls_strerror (code));
}

/* The certificate, and those that vouch for it as far as they are on the token. */
static int
import_chain (const char *uri,
              Token      *token,
              GPtrArray  *certificates)
{
  gnutls_x509_crt_t *handles = NULL;
  guint n_handles = 0;
  int code = gnutls_x509_crt_list_import_url (&handles, &n_handles, uri, pin_cb, token, 0);

  if (code < 0)
    return code;

  cs_client_identity_take_certificates (certificates, handles, n_handles);

  return 0;
}

static int
import_key (const char       *uri,
            Token            *token,
            gnutls_privkey_t *key)
{
  int code = gnutls_privkey_init (key);

  if (code < 0)
    return code;

  gnutls_privkey_set_pin_function (*key, pin_cb, token);
  code = gnutls_privkey_import_url (*key, uri, 0);
  if (code < 0)
    g_clear_pointer (key, gnutls_privkey_deinit);

  return code;
}

/**
 * cs_client_identity_new_from_token:
 * @uri: what the certificate and its key are called on a token (RFC 7512), "pkcs11:…"
 * @pin: (nullable): the PIN of the token
 * @error: return location for an error
 *
 * Finds a certificate on a token of p11-kit's. The key stays there: the token signs, and the thread that shakes hands waits
 * for it, as the caller of this does. A wrong PIN is used up once.
 *
 * Returns: (transfer full): the identity, or %NULL with %CS_ERROR_NOT_FOUND, %CS_ERROR_PASSPHRASE_WANTED,
 *   %CS_ERROR_PIN_LAST_TRY (the PIN is wanted, and a wrong one locks the token), %CS_ERROR_PASSPHRASE_WRONG, %CS_ERROR_PIN_LOCKED, %CS_ERROR_NO_KEY, %CS_ERROR_KEY_MISMATCH or %CS_ERROR_NOT_A_CERTIFICATE
 */
CsClientIdentity *
cs_client_identity_new_from_token (const char  *uri,
                                   CsSecret    *pin,
                                   GError     **error)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  Token *token;
  CsClientIdentity *self = NULL;
  gnutls_privkey_t key;
  int code;

  if (!cs_pkcs11_enter ()) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_FAILED, _("The program is about to end."));
    return NULL;
  }

  cs_pkcs11_open ();
  token = g_new0 (Token, 1);
  token->pin = pin ? cs_secret_ref (pin) : NULL;

  code = import_chain (uri, token, certificates);
  if (code >= 0)
    code = import_key (uri, token, &key);
  if (code >= 0)
    self = cs_client_identity_new (certificates, key, error);
  else
    g_propagate_error (error, make_error (token, uri, code));

  if (self)
    cs_client_identity_keep (self, token, token_free);
  else
    token_free (token);
  cs_pkcs11_leave ();

  return self;
}

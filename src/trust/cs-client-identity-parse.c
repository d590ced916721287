/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-client-identity.h"

#include <glib/gi18n-lib.h>
#include <gnutls/pkcs12.h>

#include "base/cs-error.h"
#include "cs-client-identity-private.h"

static gnutls_datum_t
peek (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return (gnutls_datum_t) { (void *) data, size };
}

static void
set_passphrase_error (CsSecret  *passphrase,
                      GError   **error)
{
  if (passphrase)
    g_set_error_literal (error, CS_ERROR, CS_ERROR_PASSPHRASE_WRONG, _("The passphrase of the certificate is wrong."));
  else
    g_set_error_literal (error, CS_ERROR, CS_ERROR_PASSPHRASE_WANTED, _("The certificate is protected by a passphrase."));
}

/*
 * cs_client_identity_take_certificates:
 * @certificates: (element-type CsCertificate): where they go
 * @handles: (transfer full): what GnuTLS read
 * @n_handles: how many
 *
 * Takes the certificates; those that cannot be read are left out.
 */
void
cs_client_identity_take_certificates (GPtrArray         *certificates,
                                      gnutls_x509_crt_t *handles,
                                      guint              n_handles)
{
  for (guint i = 0; i < n_handles; i++) {
    gnutls_datum_t data = { NULL, 0 };

    if (gnutls_x509_crt_export2 (handles[i], GNUTLS_X509_FMT_DER, &data) >= 0) {
      g_autoptr (GBytes) der = g_bytes_new (data.data, data.size);
      CsCertificate *certificate = cs_certificate_new_from_der (der, NULL);

      if (certificate)
        g_ptr_array_add (certificates, certificate);
      gnutls_free (data.data);
    }
    gnutls_x509_crt_deinit (handles[i]);
  }
  gnutls_free (handles);
}

/* The key is copied; @key is freed. */
static CsClientIdentity *
combine (GPtrArray              *certificates,
         gnutls_x509_privkey_t   key,
         GError                **error)
{
  gnutls_privkey_t own = NULL;

  if (gnutls_privkey_init (&own) < 0 || gnutls_privkey_import_x509 (own, key, GNUTLS_PRIVKEY_IMPORT_COPY) < 0) {
    g_clear_pointer (&own, gnutls_privkey_deinit);
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NO_KEY, _("The private key cannot be used."));
  }
  gnutls_x509_privkey_deinit (key);

  return own ? cs_client_identity_new (certificates, own, error) : NULL;
}

/* Opens the sealed file: with the passphrase, or without any in the two ways that there are of having none. */
static gboolean
verify_pkcs12 (gnutls_pkcs12_t   p12,
               CsSecret         *passphrase,
               const char      **used)
{
  *used = passphrase ? cs_secret_peek (passphrase) : NULL;
  if (gnutls_pkcs12_verify_mac (p12, *used) != GNUTLS_E_MAC_VERIFY_FAILED)
    return TRUE;

  if (passphrase)
    return FALSE;
  *used = "";

  return gnutls_pkcs12_verify_mac (p12, *used) != GNUTLS_E_MAC_VERIFY_FAILED;
}

static CsClientIdentity *
parse_pkcs12 (gnutls_pkcs12_t   p12,
              CsSecret         *passphrase,
              GError          **error)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  gnutls_x509_privkey_t key = NULL;
  gnutls_x509_crt_t *chain = NULL;
  gnutls_x509_crt_t *others = NULL;
  guint n_chain = 0;
  guint n_others = 0;
  const char *used;
  int code;

  if (!verify_pkcs12 (p12, passphrase, &used)) {
    set_passphrase_error (passphrase, error);
    return NULL;
  }

  code = gnutls_pkcs12_simple_parse (p12, used, &key, &chain, &n_chain, &others, &n_others, NULL, 0);
  if (code == GNUTLS_E_DECRYPTION_FAILED) {
    set_passphrase_error (passphrase, error);
    return NULL;
  }
  if (code < 0 || !key) {
    if (code >= 0) {
      cs_client_identity_take_certificates (certificates, chain, n_chain);
      cs_client_identity_take_certificates (certificates, others, n_others);
    }
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NO_KEY,
                         _("There is no private key in the file that belongs to a certificate in it."));
    return NULL;
  }

  cs_client_identity_take_certificates (certificates, chain, n_chain);
  cs_client_identity_take_certificates (certificates, others, n_others);

  return combine (certificates, key, error);
}

/**
 * cs_client_identity_new_from_pkcs12:
 * @file: what a PKCS #12 file (RFC 7292) holds
 * @passphrase: (nullable): its passphrase
 * @error: return location for an error
 *
 * Reads a certificate with its private key. Deriving the key from the passphrase takes a while: not for the main thread.
 *
 * Returns: (transfer full): the identity, or %NULL with %CS_ERROR_PASSPHRASE_WANTED, %CS_ERROR_PASSPHRASE_WRONG,
 *   %CS_ERROR_NO_KEY (none, or one that belongs to no certificate in the file) or %CS_ERROR_NOT_A_CERTIFICATE
 */
CsClientIdentity *
cs_client_identity_new_from_pkcs12 (GBytes    *file,
                                    CsSecret  *passphrase,
                                    GError   **error)
{
  const gnutls_datum_t data = peek (file);
  CsClientIdentity *self = NULL;
  gnutls_pkcs12_t p12;

  if (gnutls_pkcs12_init (&p12) >= 0) {
    if (gnutls_pkcs12_import (p12, &data, GNUTLS_X509_FMT_DER, 0) >= 0)
      self = parse_pkcs12 (p12, passphrase, error);
    else
      g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE,
                           _("The file is neither a certificate with its key (PKCS #12) nor text in PEM form."));
    gnutls_pkcs12_deinit (p12);
  }

  return self;
}

static gnutls_x509_privkey_t
read_pem_key (GBytes    *file,
              CsSecret  *passphrase,
              GError   **error)
{
  const gnutls_datum_t data = peek (file);
  const char *begin = g_strstr_len ((const char *) data.data, data.size, "PRIVATE KEY-----");
  gboolean is_encrypted = g_strstr_len ((const char *) data.data, data.size, "ENCRYPTED") != NULL;
  gnutls_x509_privkey_t key = NULL;

  if (!begin || gnutls_x509_privkey_init (&key) < 0) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NO_KEY, _("There is no private key in the file."));
    return NULL;
  }

  if (is_encrypted && !passphrase) {
    set_passphrase_error (NULL, error);
  } else if (gnutls_x509_privkey_import2 (key, &data, GNUTLS_X509_FMT_PEM,
                                          is_encrypted ? cs_secret_peek (passphrase) : NULL, 0) >= 0) {
    return key;
  } else if (is_encrypted) {
    /* The older form has no check of its own: a wrong passphrase gives bytes that mean nothing. */
    set_passphrase_error (passphrase, error);
  } else {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NO_KEY, _("The private key cannot be used."));
  }
  gnutls_x509_privkey_deinit (key);

  return NULL;
}

/**
 * cs_client_identity_new_from_pem:
 * @certificates: what a file in PEM form holds: the certificate, and those of the authorities between it and the root
 * @key: what the file with the private key holds: PKCS #8, encrypted or not, or one of the older forms; it may be the same
 * @passphrase: (nullable): the key's passphrase
 * @error: return location for an error
 *
 * Reads a certificate and its private key. Deriving the key from the passphrase takes a while: not for the main thread.
 *
 * Returns: (transfer full): the identity, or %NULL with %CS_ERROR_PASSPHRASE_WANTED, %CS_ERROR_PASSPHRASE_WRONG,
 *   %CS_ERROR_NO_KEY, %CS_ERROR_KEY_MISMATCH or %CS_ERROR_NOT_A_CERTIFICATE
 */
CsClientIdentity *
cs_client_identity_new_from_pem (GBytes    *certificates,
                                 GBytes    *key,
                                 CsSecret  *passphrase,
                                 GError   **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  const gnutls_datum_t data = peek (certificates);
  gnutls_x509_crt_t *handles = NULL;
  guint n_handles = 0;
  gnutls_x509_privkey_t own;

  if (gnutls_x509_crt_list_import2 (&handles, &n_handles, &data, GNUTLS_X509_FMT_PEM, 0) >= 0)
    cs_client_identity_take_certificates (found, handles, n_handles);
  if (found->len == 0) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE, _("There is no certificate in the file."));
    return NULL;
  }

  own = read_pem_key (key, passphrase, error);

  return own ? combine (found, own, error) : NULL;
}

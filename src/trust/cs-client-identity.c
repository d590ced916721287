/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-client-identity.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "cs-certificate-private.h"
#include "cs-client-identity-private.h"
#include "cs-client-identity-use.h"

/* A server that wants more than this to find our authority is none to please. */
#define MAX_CHAIN 8

#define KEY_ID_SIZE 32

struct _CsClientIdentity
{
  GPtrArray        *chain;
  gnutls_pcert_st   certificates[MAX_CHAIN];
  guint             n_certificates;
  gnutls_privkey_t  key;
  gpointer          data;
  GDestroyNotify    free_data;
};

G_DEFINE_BOXED_TYPE (CsClientIdentity, cs_client_identity, cs_client_identity_ref, cs_client_identity_unref)

static void
clear (gpointer data)
{
  CsClientIdentity *self = data;

  for (guint i = 0; i < self->n_certificates; i++)
    gnutls_pcert_deinit (&self->certificates[i]);
  g_clear_pointer (&self->key, gnutls_privkey_deinit);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  if (self->free_data)
    self->free_data (self->data);
}

static gboolean
get_key_id (gnutls_privkey_t  key,
            guint8           *id)
{
  gnutls_pubkey_t pubkey;
  size_t size = KEY_ID_SIZE;
  int code;

  if (gnutls_pubkey_init (&pubkey) < 0)
    return FALSE;

  code = gnutls_pubkey_import_privkey (pubkey, key, 0, 0);
  if (code >= 0)
    code = gnutls_pubkey_get_key_id (pubkey, GNUTLS_KEYID_USE_SHA256, id, &size);
  gnutls_pubkey_deinit (pubkey);

  return code >= 0 && size == KEY_ID_SIZE;
}

static gboolean
has_key (CsCertificate *certificate,
         const guint8  *id)
{
  guint8 own[KEY_ID_SIZE];
  size_t size = sizeof own;

  return gnutls_x509_crt_get_key_id (cs_certificate_get_handle (certificate), GNUTLS_KEYID_USE_SHA256, own, &size) >= 0 &&
         size == sizeof own && memcmp (own, id, size) == 0;
}

static CsCertificate *
find_own (GPtrArray        *certificates,
          gnutls_privkey_t  key)
{
  guint8 id[KEY_ID_SIZE];

  if (!get_key_id (key, id))
    return NULL;

  for (guint i = 0; i < certificates->len; i++) {
    if (has_key (g_ptr_array_index (certificates, i), id))
      return g_ptr_array_index (certificates, i);
  }

  return NULL;
}

static CsCertificate *
find_issuer (GPtrArray     *certificates,
             CsCertificate *certificate)
{
  for (guint i = 0; i < certificates->len; i++) {
    CsCertificate *candidate = g_ptr_array_index (certificates, i);

    /* The server has the root itself (RFC 8446 section 4.4.2). */
    if (candidate != certificate && !cs_certificate_is_self_issued (candidate) &&
        g_bytes_equal (cs_certificate_get_raw_subject (candidate), cs_certificate_get_raw_issuer (certificate)))
      return candidate;
  }

  return NULL;
}

/* Own certificate first, each one vouched for by the next, whatever the order in the file. */
static void
build_chain (CsClientIdentity *self,
             GPtrArray        *certificates,
             CsCertificate    *own)
{
  self->chain = g_ptr_array_new_with_free_func (g_object_unref);
  for (CsCertificate *next = own; next && self->chain->len < MAX_CHAIN; next = find_issuer (certificates, next))
    g_ptr_array_add (self->chain, g_object_ref (next));
}

static gboolean
import_chain (CsClientIdentity *self)
{
  for (guint i = 0; i < self->chain->len; i++) {
    GBytes *der = cs_certificate_get_der (g_ptr_array_index (self->chain, i));
    gsize size;
    const gnutls_datum_t datum = { (void *) g_bytes_get_data (der, &size), g_bytes_get_size (der) };

    if (gnutls_pcert_import_x509_raw (&self->certificates[i], &datum, GNUTLS_X509_FMT_DER, 0) < 0)
      return FALSE;
    self->n_certificates++;
  }

  return TRUE;
}

/**
 * cs_client_identity_new:
 * @certificates: (element-type CsCertificate): what was found beside the key, in any order
 * @key: (transfer full): the private key
 * @error: return location for an error
 *
 * Returns: (transfer full): the identity, or %NULL with %CS_ERROR_NOT_A_CERTIFICATE or %CS_ERROR_KEY_MISMATCH
 */
CsClientIdentity *
cs_client_identity_new (GPtrArray         *certificates,
                        gnutls_privkey_t   key,
                        GError           **error)
{
  g_autoptr (CsClientIdentity) self = g_atomic_rc_box_new0 (CsClientIdentity);
  CsCertificate *own;

  self->key = key;
  if (certificates->len == 0) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE, _("There is no certificate beside the private key."));
    return NULL;
  }

  own = find_own (certificates, key);
  if (!own) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_KEY_MISMATCH, _("The private key does not belong to the certificate."));
    return NULL;
  }

  build_chain (self, certificates, own);
  if (!import_chain (self)) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE, _("The certificate cannot be used."));
    return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * cs_client_identity_keep:
 * @self: an identity that nobody else knows yet
 * @data: what its key works with
 * @free: frees @data
 *
 * Keeps something until the key is gone.
 */
void
cs_client_identity_keep (CsClientIdentity *self,
                         gpointer          data,
                         GDestroyNotify    free)
{
  self->data = data;
  self->free_data = free;
}

/**
 * cs_client_identity_ref:
 * @self: an identity
 *
 * Returns: (transfer full): @self with one more owner
 */
CsClientIdentity *
cs_client_identity_ref (CsClientIdentity *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_client_identity_unref:
 * @self: (transfer full): an identity
 *
 * Lets go of @self. With the last owner the key is gone.
 */
void
cs_client_identity_unref (CsClientIdentity *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_client_identity_get_certificate:
 * @self: an identity
 *
 * Returns: (transfer none): the certificate that the key belongs to
 */
CsCertificate *
cs_client_identity_get_certificate (CsClientIdentity *self)
{
  return g_ptr_array_index (self->chain, 0);
}

/**
 * cs_client_identity_get_chain:
 * @self: an identity
 *
 * Returns: (transfer none) (element-type CsCertificate): what is sent: the certificate, then the authorities between it and
 *   the root, as far as they were beside it
 */
GPtrArray *
cs_client_identity_get_chain (CsClientIdentity *self)
{
  return self->chain;
}

static gboolean
is_same_name (GBytes               *name,
              const gnutls_datum_t *other)
{
  gsize size;
  const void *data = g_bytes_get_data (name, &size);

  return size == other->size && memcmp (data, other->data, size) == 0;
}

static gboolean
has_authority (CsClientIdentity   *self,
               const CsClientWish *wish)
{
  for (guint i = 0; i < wish->n_authorities; i++) {
    for (guint j = 0; j < self->chain->len; j++) {
      if (is_same_name (cs_certificate_get_raw_issuer (g_ptr_array_index (self->chain, j)), &wish->authorities[i]))
        return TRUE;
    }
  }

  return wish->n_authorities == 0;
}

static gboolean
has_algorithm (CsClientIdentity   *self,
               const CsClientWish *wish)
{
  gnutls_pk_algorithm_t own = gnutls_privkey_get_pk_algorithm (self->key, NULL);

  for (guint i = 0; i < wish->n_keys; i++) {
    /* An ordinary RSA key signs by either padding (RFC 8446 section 4.2.3, rsa_pss_rsae). */
    if (wish->keys[i] == own || (own == GNUTLS_PK_RSA && wish->keys[i] == GNUTLS_PK_RSA_PSS))
      return TRUE;
  }

  return wish->n_keys == 0;
}

/**
 * cs_client_identity_check:
 * @self: an identity
 * @wish: what the server asks for; its authorities are names in DER (RFC 8446 section 4.2.4)
 * @now: the Unix time
 *
 * Decides whether to send the certificate. One that the server would not take is not shown to it.
 *
 * Returns: whether it fits, or why it does not
 */
CsClientFit
cs_client_identity_check (CsClientIdentity   *self,
                          const CsClientWish *wish,
                          gint64              now)
{
  CsCertificate *own = cs_client_identity_get_certificate (self);

  if (!has_authority (self, wish))
    return CS_CLIENT_OTHER_AUTHORITY;
  if (!has_algorithm (self, wish))
    return CS_CLIENT_OTHER_KEY;
  if (now > cs_certificate_get_not_after (own))
    return CS_CLIENT_EXPIRED;
  if (now < cs_certificate_get_not_before (own))
    return CS_CLIENT_NOT_YET_VALID;

  return CS_CLIENT_FITS;
}

/**
 * cs_client_identity_get_certificates:
 * @self: an identity
 * @n_certificates: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_certificates): the chain as GnuTLS wants it, valid as long as @self
 */
gnutls_pcert_st *
cs_client_identity_get_certificates (CsClientIdentity *self,
                                     guint            *n_certificates)
{
  *n_certificates = self->n_certificates;

  return self->certificates;
}

/**
 * cs_client_identity_get_key:
 * @self: an identity
 *
 * Returns: (transfer none): the private key
 */
gnutls_privkey_t
cs_client_identity_get_key (CsClientIdentity *self)
{
  return self->key;
}

/**
 * cs_client_identity_signs_slowly:
 * @self: an identity
 *
 * Returns: whether the key is somewhere else, on a token, whose signature is not to be waited for on the main thread
 */
gboolean
cs_client_identity_signs_slowly (CsClientIdentity *self)
{
  return gnutls_privkey_get_type (self->key) != GNUTLS_PRIVKEY_X509;
}

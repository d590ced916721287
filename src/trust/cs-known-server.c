/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-known-server.h"

#include <string.h>

#include "base/cs-error.h"

#include "cs-certificate-private.h"

#define KEY_AUTHORITY "authority"
#define KEY_AUTHORITY_KEY "authority-key"
#define KEY_AUTHORITY_TITLE "authority-title"
#define KEY_KEY "key"
#define KEY_CERTIFICATES "certificates"

/* A domain may have several servers, each with a certificate of its own: they take turns without being news. */
#define MAX_CERTIFICATES 8

/**
 * CsKnownServer:
 *
 * What is remembered of a server that proved itself: its key, its last certificates, and the authority that vouched. Immutable.
 *
 * An authority is its key: a root certificate that was renewed for the same key is the same authority.
 */
struct _CsKnownServer
{
  char *authority;
  char *authority_key;
  char *authority_title;
  char *key;
  GPtrArray *certificates;
};

G_DEFINE_BOXED_TYPE (CsKnownServer, cs_known_server, cs_known_server_ref, cs_known_server_unref)

static CsKnownServer *
known_server_alloc (void)
{
  CsKnownServer *self = g_atomic_rc_box_new0 (CsKnownServer);

  self->certificates = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/* The SHA-256 of the subjectPublicKeyInfo; of the whole certificate where GnuTLS cannot read its key. */
static char *
hash_key (CsCertificate *certificate)
{
  guint8 id[32];
  size_t size = sizeof id;
  GString *hex;

  if (gnutls_x509_crt_get_key_id (cs_certificate_get_handle (certificate), GNUTLS_KEYID_USE_SHA256, id, &size) < 0)
    return g_strdup (cs_certificate_get_sha256 (certificate));

  hex = g_string_sized_new (2 * size);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", id[i]);

  return g_string_free (hex, FALSE);
}

/**
 * cs_known_server_new:
 * @leaf: the server's certificate
 * @authority: the anchor's certificate
 *
 * Returns: (transfer full): what is to be remembered of a first meeting
 */
CsKnownServer *
cs_known_server_new (CsCertificate *leaf,
                     CsCertificate *authority)
{
  CsKnownServer *self = known_server_alloc ();

  self->authority = g_strdup (cs_certificate_get_sha256 (authority));
  self->authority_key = hash_key (authority);
  self->authority_title = g_strdup (cs_certificate_get_title (authority));
  self->key = hash_key (leaf);
  g_ptr_array_add (self->certificates, g_strdup (cs_certificate_get_sha256 (leaf)));

  return self;
}

static gboolean
is_sha256 (const char *text)
{
  return text && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

/**
 * cs_known_server_new_from_group:
 * @file: a key file
 * @group: the name of a group in it
 * @error: return location for an error
 *
 * Reads what [method@KnownServer.save_to_group] wrote.
 *
 * Returns: (transfer full) (nullable): what is remembered, or %NULL with %CS_ERROR_INVALID_TEXT if a part of it is missing or broken
 */
CsKnownServer *
cs_known_server_new_from_group (GKeyFile    *file,
                                const char  *group,
                                GError     **error)
{
  g_autoptr (CsKnownServer) self = known_server_alloc ();
  g_auto (GStrv) certificates = g_key_file_get_string_list (file, group, KEY_CERTIFICATES, NULL, NULL);

  self->authority = g_key_file_get_string (file, group, KEY_AUTHORITY, NULL);
  self->authority_key = g_key_file_get_string (file, group, KEY_AUTHORITY_KEY, NULL);
  self->authority_title = g_key_file_get_string (file, group, KEY_AUTHORITY_TITLE, NULL);
  self->key = g_key_file_get_string (file, group, KEY_KEY, NULL);

  for (guint i = 0; certificates && certificates[i] && i < MAX_CERTIFICATES; i++) {
    if (is_sha256 (certificates[i]))
      g_ptr_array_add (self->certificates, g_strdup (certificates[i]));
  }

  if (!is_sha256 (self->authority) || !is_sha256 (self->authority_key) || !is_sha256 (self->key) || !self->authority_title) {
    g_set_error (error, CS_ERROR, CS_ERROR_INVALID_TEXT, "“%s” is incomplete", group);
    return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * cs_known_server_save_to_group:
 * @self: a known server
 * @file: a key file
 * @group: the name of a group to fill
 *
 * Writes all that is remembered.
 */
void
cs_known_server_save_to_group (CsKnownServer *self,
                               GKeyFile      *file,
                               const char    *group)
{
  g_key_file_set_string (file, group, KEY_AUTHORITY, self->authority);
  g_key_file_set_string (file, group, KEY_AUTHORITY_KEY, self->authority_key);
  g_key_file_set_string (file, group, KEY_AUTHORITY_TITLE, self->authority_title);
  g_key_file_set_string (file, group, KEY_KEY, self->key);
  g_key_file_set_string_list (file, group, KEY_CERTIFICATES,
                              (const char * const *) self->certificates->pdata, self->certificates->len);
}

/**
 * cs_known_server_remember:
 * @self: (nullable): what is known
 * @leaf: the certificate that the server was accepted with
 * @authority: the certificate of the anchor that vouched
 *
 * Adds a meeting to what is known. Another authority takes the place of the one before, and what that one vouched for is forgotten.
 *
 * Returns: (transfer full): what is known then
 */
CsKnownServer *
cs_known_server_remember (CsKnownServer *self,
                          CsCertificate *leaf,
                          CsCertificate *authority)
{
  CsKnownServer *next = cs_known_server_new (leaf, authority);
  const char *newest = next->certificates->pdata[0];

  if (!self || strcmp (self->authority_key, next->authority_key) != 0)
    return next;

  for (guint i = 0; i < self->certificates->len && next->certificates->len < MAX_CERTIFICATES; i++) {
    const char *earlier = self->certificates->pdata[i];

    if (strcmp (earlier, newest) != 0)
      g_ptr_array_add (next->certificates, g_strdup (earlier));
  }

  return next;
}

/**
 * cs_known_server_ref:
 * @self: a known server
 *
 * Returns: (transfer full): @self
 */
CsKnownServer *
cs_known_server_ref (CsKnownServer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CsKnownServer *self = data;

  g_free (self->authority);
  g_free (self->authority_key);
  g_free (self->authority_title);
  g_free (self->key);
  g_ptr_array_unref (self->certificates);
}

/**
 * cs_known_server_unref:
 * @self: (transfer full): a known server
 */
void
cs_known_server_unref (CsKnownServer *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_known_server_compare:
 * @self: what is known
 * @leaf: the certificate that a server shows now
 * @authority: the certificate of the anchor that vouches for it now
 *
 * Compares a chain with what is known. A certificate that was accepted before is no news, whoever vouches for it by now.
 *
 * Returns: what is new
 */
CsKnownChange
cs_known_server_compare (CsKnownServer *self,
                         CsCertificate *leaf,
                         CsCertificate *authority)
{
  g_autofree char *authority_key = NULL;

  for (guint i = 0; i < self->certificates->len; i++) {
    if (strcmp (self->certificates->pdata[i], cs_certificate_get_sha256 (leaf)) == 0)
      return CS_KNOWN_SAME;
  }

  authority_key = hash_key (authority);

  return strcmp (self->authority_key, authority_key) == 0 ? CS_KNOWN_NEW_CERTIFICATE : CS_KNOWN_OTHER_AUTHORITY;
}

/**
 * cs_known_server_get_key:
 * @self: a known server
 *
 * Returns: the SHA-256 of the key that the server had last, in lower-case hexadecimal
 */
const char *
cs_known_server_get_key (CsKnownServer *self)
{
  return self->key;
}

/**
 * cs_known_server_get_authority:
 * @self: a known server
 *
 * Returns: the SHA-256 of the certificate of the authority that vouched last, in lower-case hexadecimal
 */
const char *
cs_known_server_get_authority (CsKnownServer *self)
{
  return self->authority;
}

/**
 * cs_known_server_get_authority_title:
 * @self: a known server
 *
 * Returns: the name of the authority that vouched last, as its certificate says it
 */
const char *
cs_known_server_get_authority_title (CsKnownServer *self)
{
  return self->authority_title;
}

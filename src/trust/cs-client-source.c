/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-client-source.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#define TOKEN_SCHEME "pkcs11:"

/* A chain with its key has some ten thousand bytes. */
#define MAX_FILE (1024 * 1024)

struct _CsClientSource
{
  gboolean  is_token;
  char     *location;
  char     *key;       /* NULL: beside the certificate */
};

typedef struct {
  CsClientSource *source;
  CsSecret       *secret;
} Load;

G_DEFINE_BOXED_TYPE (CsClientSource, cs_client_source, cs_client_source_ref, cs_client_source_unref)

static void
clear (gpointer data)
{
  CsClientSource *self = data;

  g_free (self->location);
  g_free (self->key);
}

static CsClientSource *
new_source (gboolean    is_token,
            const char *location,
            const char *key)
{
  CsClientSource *self = g_atomic_rc_box_new0 (CsClientSource);

  self->is_token = is_token;
  self->location = g_strdup (location);
  self->key = g_strdup (key);

  return self;
}

/**
 * cs_client_source_new_file:
 * @certificate: (type filename): the absolute path of the file with the certificate, in PKCS #12 or PEM
 * @key: (nullable) (type filename): the absolute path of the file with the key, where that is another one
 *
 * The files are not copied: whoever renews a certificate in its place has renewed it here.
 *
 * Returns: (transfer full): a source
 */
CsClientSource *
cs_client_source_new_file (const char *certificate,
                           const char *key)
{
  g_return_val_if_fail (g_path_is_absolute (certificate), NULL);
  g_return_val_if_fail (!key || g_path_is_absolute (key), NULL);

  return new_source (FALSE, certificate, key);
}

/* RFC 7512 section 2.4 lets a URI carry the PIN, or name a file with it. */
static gboolean
tells_pin (const char *uri)
{
  static const char * const attributes[] = { "pin-value", "pin-source", "pinfile" };
  g_autofree char *lower = g_ascii_strdown (uri, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++) {
    if (strstr (lower, attributes[i]))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_uri (const char *text)
{
  for (const char *p = text; *p; p++) {
    if (!g_ascii_isgraph (*p))
      return FALSE;
  }

  return g_str_has_prefix (text, TOKEN_SCHEME) && strlen (text) < 2048;
}

/**
 * cs_client_source_new_token:
 * @uri: what the certificate and its key are called on a token (RFC 7512), "pkcs11:…"
 * @error: return location for an error
 *
 * Returns: (transfer full): a source, or %NULL with %CS_ERROR_INVALID_TEXT
 */
CsClientSource *
cs_client_source_new_token (const char  *uri,
                            GError     **error)
{
  if (!is_uri (uri)) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_INVALID_TEXT, _("That is not the name of a certificate on a token."));
    return NULL;
  }
  if (tells_pin (uri)) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_INVALID_TEXT,
                         _("The name of a certificate on a token must not hold its PIN: that is asked for."));
    return NULL;
  }

  return new_source (TRUE, uri, NULL);
}

/**
 * cs_client_source_parse:
 * @uri: what [method@ClientSource.get_uri] gave
 * @key_uri: (nullable): what [method@ClientSource.get_key_uri] gave
 * @error: return location for an error
 *
 * Returns: (transfer full): the source, or %NULL with %CS_ERROR_INVALID_TEXT
 */
CsClientSource *
cs_client_source_parse (const char  *uri,
                        const char  *key_uri,
                        GError     **error)
{
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;

  if (g_str_has_prefix (uri, TOKEN_SCHEME))
    return cs_client_source_new_token (uri, error);

  certificate = g_filename_from_uri (uri, NULL, NULL);
  key = key_uri ? g_filename_from_uri (key_uri, NULL, NULL) : NULL;
  if (certificate && (key || !key_uri))
    return cs_client_source_new_file (certificate, key);

  g_set_error (error, CS_ERROR, CS_ERROR_INVALID_TEXT, _("“%s” names no file and no certificate on a token."), uri);

  return NULL;
}

/**
 * cs_client_source_ref:
 * @self: a source
 *
 * Returns: (transfer full): @self with one more owner
 */
CsClientSource *
cs_client_source_ref (CsClientSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_client_source_unref:
 * @self: (transfer full): a source
 *
 * Lets go of @self.
 */
void
cs_client_source_unref (CsClientSource *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_client_source_equal:
 * @self: (nullable): a source
 * @other: (nullable): another one
 *
 * Returns: whether both are the same, or both none
 */
gboolean
cs_client_source_equal (CsClientSource *self,
                        CsClientSource *other)
{
  if (!self || !other)
    return self == other;

  return self->is_token == other->is_token && g_str_equal (self->location, other->location) &&
         g_strcmp0 (self->key, other->key) == 0;
}

/**
 * cs_client_source_is_token:
 * @self: a source
 *
 * Returns: whether it is a token, which has a PIN, rather than a file, which has a passphrase
 */
gboolean
cs_client_source_is_token (CsClientSource *self)
{
  return self->is_token;
}

/**
 * cs_client_source_get_location:
 * @self: a source
 *
 * Returns: (type filename): the path of the file with the certificate, or its name on a token
 */
const char *
cs_client_source_get_location (CsClientSource *self)
{
  return self->location;
}

/* The value of an attribute of a PKCS #11 URI. */
static char *
find_attribute (const char *uri,
                const char *name)
{
  g_auto (GStrv) parts = g_strsplit_set (uri + strlen (TOKEN_SCHEME), ";?&", -1);

  for (guint i = 0; parts[i]; i++) {
    gsize length = strlen (name);

    if (strncmp (parts[i], name, length) == 0 && parts[i][length] == '=')
      return g_uri_unescape_string (parts[i] + length + 1, NULL);
  }

  return NULL;
}

/**
 * cs_client_source_get_title:
 * @self: a source
 *
 * Returns: (transfer full): what a person calls it: the name of the file, or what it is called on the token
 */
char *
cs_client_source_get_title (CsClientSource *self)
{
  g_autofree char *title = NULL;

  if (!self->is_token)
    return g_filename_display_basename (self->location);

  title = find_attribute (self->location, "object");
  if (!title)
    title = find_attribute (self->location, "token");

  return title ? g_steal_pointer (&title) : g_strdup (self->location);
}

/**
 * cs_client_source_get_uri:
 * @self: a source
 *
 * Returns: (transfer full): its place, "file:…" or "pkcs11:…"
 */
char *
cs_client_source_get_uri (CsClientSource *self)
{
  return self->is_token ? g_strdup (self->location) : g_filename_to_uri (self->location, NULL, NULL);
}

/**
 * cs_client_source_get_key_uri:
 * @self: a source
 *
 * Returns: (transfer full) (nullable): the place of the key, where that is another one
 */
char *
cs_client_source_get_key_uri (CsClientSource *self)
{
  return self->key ? g_filename_to_uri (self->key, NULL, NULL) : NULL;
}

static void
set_file_error (const char    *path,
                const GError  *reason,
                GError       **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, CS_ERROR, CS_ERROR_NOT_FOUND,
                 /* Translators: %s is the path of a file */
                 _("The file with your certificate is gone: “%s”."), shown);
  else
    g_set_error (error, CS_ERROR, CS_ERROR_FAILED,
                 /* Translators: the path of a file, and why it cannot be read, as the system words it */
                 _("The file “%s” cannot be read: %s"), shown, reason->message);
}

/* There may be a private key in it that no passphrase protects. */
static GBytes *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree guint8 *buffer = g_malloc (MAX_FILE + 1);
  gsize size = 0;

  /* Opening a pipe would wait for somebody to write to it. */
  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_SPECIAL)
    g_set_error_literal (&reason, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("It is no ordinary file."));
  else
    stream = g_file_read (file, NULL, &reason);

  if (stream && g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, MAX_FILE + 1, &size, NULL, &reason)) {
    if (size <= MAX_FILE)
      return cs_secret_bytes_new_take (g_steal_pointer (&buffer), size);
    g_set_error_literal (&reason, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("It is too large."));
  }
  set_file_error (path, reason, error);

  return NULL;
}

static gboolean
is_pem (GBytes *file)
{
  gsize size;
  const char *text = g_bytes_get_data (file, &size);

  return g_strstr_len (text, size, "-----BEGIN ") != NULL;
}

/**
 * cs_client_source_load:
 * @self: a source
 * @secret: (nullable): the passphrase of the file, or the PIN of the token
 * @error: return location for an error
 *
 * Reads the certificate and its key. Takes a while: not for the main thread.
 *
 * Returns: (transfer full): the identity, or %NULL with %CS_ERROR_NOT_FOUND, %CS_ERROR_FAILED (for a file that cannot be read) or an
 *   error of [ctor@ClientIdentity.new_from_pkcs12], [ctor@ClientIdentity.new_from_pem] or [ctor@ClientIdentity.new_from_token]
 */
CsClientIdentity *
cs_client_source_load (CsClientSource  *self,
                       CsSecret        *secret,
                       GError         **error)
{
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) key = NULL;

  if (self->is_token)
    return cs_client_identity_new_from_token (self->location, secret, error);

  file = read_file (self->location, error);
  if (!file)
    return NULL;
  key = self->key ? read_file (self->key, error) : g_bytes_ref (file);
  if (!key)
    return NULL;

  if (self->key || is_pem (file))
    return cs_client_identity_new_from_pem (file, key, secret, error);

  return cs_client_identity_new_from_pkcs12 (file, secret, error);
}

static void
load_free (Load *load)
{
  cs_client_source_unref (load->source);
  g_clear_pointer (&load->secret, cs_secret_unref);
  g_free (load);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Load *load = data;
  GError *error = NULL;
  CsClientIdentity *identity = cs_client_source_load (load->source, load->secret, &error);

  if (identity)
    g_task_return_pointer (task, identity, (GDestroyNotify) cs_client_identity_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cs_client_source_load_async:
 * @self: a source
 * @secret: (nullable): the passphrase of the file, or the PIN of the token
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Does what [method@ClientSource.load] does, in a thread of its own. Cancelled, it still uses the PIN.
 */
void
cs_client_source_load_async (CsClientSource      *self,
                             CsSecret            *secret,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->source = cs_client_source_ref (self);
  load->secret = secret ? cs_secret_ref (secret) : NULL;
  g_task_set_source_tag (task, cs_client_source_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * cs_client_source_load_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@ClientSource.load_async].
 *
 * Returns: (transfer full): the identity, or %NULL with @error
 */
CsClientIdentity *
cs_client_source_load_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

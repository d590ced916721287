/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-identity.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "chat/cs-words.h"

#include "cs-cli-input.h"

static gboolean
is_on_token (CsCliIdentity *self)
{
  return self->certificate && g_str_has_prefix (self->certificate, "pkcs11:");
}

/**
 * cs_cli_identity_is_usable:
 * @self: what was named on the command line
 *
 * Says on standard error what is missing.
 *
 * Returns: whether the options make sense together
 */
gboolean
cs_cli_identity_is_usable (CsCliIdentity *self)
{
  if (is_on_token (self) && self->key) {
    g_printerr (_("countersign-cli: the key of a certificate on a token is on the token: leave --client-key out\n"));
    return FALSE;
  }
  if (self->certificate || (!self->key && !self->passphrase))
    return TRUE;

  g_printerr (_("countersign-cli: --client-certificate is missing\n"));

  return FALSE;
}

static gboolean
is_pem (GBytes *file)
{
  gsize size;
  const char *text = g_bytes_get_data (file, &size);

  return g_strstr_len (text, size, "-----BEGIN ") != NULL;
}

static CsClientIdentity *
read_files (CsCliIdentity  *self,
            CsSecret       *passphrase,
            GError        **error)
{
  g_autoptr (GBytes) file = cs_cli_read_file (self->certificate);
  g_autoptr (GBytes) key = NULL;

  if (!file)
    return NULL;
  key = self->key ? cs_cli_read_file (self->key) : g_bytes_ref (file);
  if (!key)
    return NULL;

  if (self->key || is_pem (file))
    return cs_client_identity_new_from_pem (file, key, passphrase, error);

  return cs_client_identity_new_from_pkcs12 (file, passphrase, error);
}

/**
 * cs_cli_identity_load:
 * @self: what was named on the command line
 *
 * Reads the certificate and its key, or finds them on a token, or says on standard error why it can't. Where no key is named,
 * it is in the same file.
 *
 * Returns: whether what was named can be used
 */
gboolean
cs_cli_identity_load (CsCliIdentity *self)
{
  g_autoptr (CsSecret) passphrase = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->certificate)
    return TRUE;

  if (self->passphrase) {
    passphrase = cs_cli_read_password_file (self->passphrase);
    if (!passphrase)
      return FALSE;
  }

  self->identity = is_on_token (self) ? cs_client_identity_new_from_token (self->certificate, passphrase, &error)
                                      : read_files (self, passphrase, &error);

  /* What could not be read at all has been told. */
  if (error) {
    g_autofree char *shown = g_filename_display_name (self->certificate);
    g_autofree char *words = cs_words_for_error (error, NULL);

    g_printerr ("countersign-cli: %s: %s\n", shown, words);
  }

  return self->identity != NULL;
}

/**
 * cs_cli_identity_clear:
 * @self: what was named on the command line
 *
 * Frees what is in it.
 */
void
cs_cli_identity_clear (CsCliIdentity *self)
{
  g_clear_pointer (&self->certificate, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->passphrase, g_free);
  g_clear_pointer (&self->identity, cs_client_identity_unref);
}

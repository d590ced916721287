/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-identity.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "chat/cs-words.h"

#include "cs-cli-input.h"

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

/**
 * cs_cli_identity_load:
 * @self: what was named on the command line
 *
 * Reads the certificate and its key, or says on standard error why it can't. Where no key is named, it is in the same file.
 *
 * Returns: whether what was named could be read
 */
gboolean
cs_cli_identity_load (CsCliIdentity *self)
{
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) key = NULL;
  g_autoptr (CsSecret) passphrase = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *words = NULL;

  if (!self->certificate)
    return TRUE;

  file = cs_cli_read_file (self->certificate);
  if (!file)
    return FALSE;
  key = self->key ? cs_cli_read_file (self->key) : g_bytes_ref (file);
  if (!key)
    return FALSE;
  if (self->passphrase) {
    passphrase = cs_cli_read_password_file (self->passphrase);
    if (!passphrase)
      return FALSE;
  }

  if (self->key || is_pem (file))
    self->identity = cs_client_identity_new_from_pem (file, key, passphrase, &error);
  else
    self->identity = cs_client_identity_new_from_pkcs12 (file, passphrase, &error);
  if (self->identity)
    return TRUE;

  shown = g_filename_display_name (self->certificate);
  words = cs_words_for_error (error, NULL);
  g_printerr ("countersign-cli: %s: %s\n", shown, words);

  return FALSE;
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

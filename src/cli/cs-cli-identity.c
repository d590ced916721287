/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-identity.h"

#include <glib/gi18n-lib.h>

#include "chat/cs-words.h"
#include "trust/cs-client-source.h"

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

static CsClientSource *
make_source (CsCliIdentity  *self,
             GError        **error)
{
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;

  if (is_on_token (self))
    return cs_client_source_new_token (self->certificate, error);

  certificate = g_canonicalize_filename (self->certificate, NULL);
  key = self->key ? g_canonicalize_filename (self->key, NULL) : NULL;

  return cs_client_source_new_file (certificate, key);
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
  g_autoptr (CsClientSource) source = NULL;
  g_autoptr (CsSecret) passphrase = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->certificate)
    return TRUE;

  if (self->passphrase) {
    passphrase = cs_cli_read_password_file (self->passphrase);
    if (!passphrase)
      return FALSE;
  }

  source = make_source (self, &error);
  if (source)
    self->identity = cs_client_source_load (source, passphrase, &error);
  if (!self->identity) {
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

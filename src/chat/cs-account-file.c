/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-account-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

/* The token becomes a host label of our Contact, the instance a quoted URN: nothing else may come out of the file. */
static gboolean
is_plain (const char *text,
          const char *further)
{
  if (!text || !*text || strlen (text) > 64)
    return FALSE;

  for (const char *p = text; *p; p++) {
    if (!g_ascii_isalnum (*p) && !strchr (further, *p))
      return FALSE;
  }

  return TRUE;
}

static char *
get_text (GKeyFile   *file,
          const char *group,
          const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);

  if (!text || !*text || !cs_text_is_header_safe (text, strlen (text)))
    return NULL;

  return g_steal_pointer (&text);
}

/**
 * cs_account_new_from_group:
 * @file: a key file
 * @group: the group that describes the account; its last word is the id
 * @error: return location for an error
 *
 * Reads an account as [method@Account.save_to_group] wrote it.
 *
 * Returns: (transfer full): the account, or %NULL with %CS_ERROR_FAILED or %CS_ERROR_INVALID_ADDRESS
 */
CsAccount *
cs_account_new_from_group (GKeyFile    *file,
                           const char  *group,
                           GError     **error)
{
  g_autoptr (CsAccount) self = NULL;
  g_autoptr (CsAddress) address = NULL;
  g_autofree char *id = g_key_file_get_string (file, group, "id", NULL);
  g_autofree char *instance = g_key_file_get_string (file, group, "instance", NULL);
  g_autofree char *token = g_key_file_get_string (file, group, "token", NULL);
  g_autofree char *uri = g_key_file_get_string (file, group, "address", error);
  g_autofree char *server = get_text (file, group, "server");
  g_autofree char *xcap_root = get_text (file, group, "xcap-root");
  g_autofree char *certificate = get_text (file, group, "client-certificate");
  g_autofree char *key = get_text (file, group, "client-key");

  if (!uri)
    return NULL;

  if (!is_plain (id, "-") || !is_plain (instance, ":-") || !g_str_has_prefix (instance, "urn:uuid:") || !is_plain (token, "")) {
    g_set_error (error, CS_ERROR, CS_ERROR_FAILED, _("The account “%s” is not described completely."), uri);
    return NULL;
  }

  address = cs_address_parse (uri, error);
  if (!address)
    return NULL;

  self = g_object_new (CS_TYPE_ACCOUNT, "address", address, NULL);
  if (server) {
    self->server = cs_endpoint_parse (server, error);
    if (!self->server)
      return NULL;
  }

  if (xcap_root) {
    self->xcap_root = cs_xcap_root_parse (xcap_root, error);
    if (!self->xcap_root)
      return NULL;
  }

  if (certificate) {
    self->client_source = cs_client_source_parse (certificate, key, error);
    if (!self->client_source)
      return NULL;
  }

  self->id = g_steal_pointer (&id);
  self->instance = g_steal_pointer (&instance);
  self->token = g_steal_pointer (&token);
  self->auth_name = get_text (file, group, "auth-name");
  self->display_name = get_text (file, group, "display-name");
  self->presence_note = get_text (file, group, "presence-note");
  self->room_manager = get_text (file, group, "room-manager");
  cs_account_load_settings (self, file, group);

  return g_steal_pointer (&self);
}

static void
put_text (GKeyFile   *file,
          const char *group,
          const char *key,
          const char *text)
{
  if (text)
    g_key_file_set_string (file, group, key, text);
}

static void
put_source (GKeyFile       *file,
            const char     *group,
            CsClientSource *source)
{
  g_autofree char *certificate = cs_client_source_get_uri (source);
  g_autofree char *key = cs_client_source_get_key_uri (source);

  put_text (file, group, "client-certificate", certificate);
  put_text (file, group, "client-key", key);
}

/**
 * cs_account_save_to_group:
 * @self: an account
 * @file: the key file to write to
 * @group: the group to fill
 *
 * Writes every field. The password is none of them, nor what unlocks the certificate.
 */
void
cs_account_save_to_group (CsAccount  *self,
                          GKeyFile   *file,
                          const char *group)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  put_text (file, group, "id", self->id);
  put_text (file, group, "address", cs_address_get_uri (self->address));
  put_text (file, group, "server", self->server ? cs_endpoint_get_string (self->server) : NULL);
  put_text (file, group, "xcap-root", self->xcap_root ? cs_xcap_root_get_string (self->xcap_root) : NULL);
  put_text (file, group, "auth-name", self->auth_name);
  put_text (file, group, "display-name", self->display_name);
  put_text (file, group, "presence-note", self->presence_note);
  put_text (file, group, "room-manager", self->room_manager);
  put_text (file, group, "instance", self->instance);
  put_text (file, group, "token", self->token);
  cs_account_save_settings (self, file, group);
  if (self->client_source)
    put_source (file, group, self->client_source);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* The one place that knows libsecret. The account's id finds a secret, the address is there for people who look through their
 * keyring. A passphrase is that of one certificate: another one is not tried with it. */
static const SecretSchema schemas[] = {
  [CS_SECRET_PASSWORD] = {
    "org.countersign.Account", SECRET_SCHEMA_NONE,
    {
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
    }
  },
  [CS_SECRET_PASSPHRASE] = {
    "org.countersign.Certificate", SECRET_SCHEMA_NONE,
    {
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "certificate", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
    }
  },
};

static GHashTable *
find_by_account (CsAccount *account)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) "account", g_strdup (cs_account_get_id (account)));

  return attributes;
}

static GHashTable *
find_exactly (CsAccount    *account,
              CsSecretKind  kind)
{
  GHashTable *attributes = find_by_account (account);
  CsClientSource *source = cs_account_get_client_source (account);

  if (kind == CS_SECRET_PASSPHRASE && source)
    g_hash_table_insert (attributes, (gpointer) "certificate", cs_client_source_get_uri (source));

  return attributes;
}

static char *
make_label (CsAccount    *account,
            CsSecretKind  kind)
{
  const char *address = cs_address_get_display (cs_account_get_address (account));
  CsClientSource *source = cs_account_get_client_source (account);

  if (kind == CS_SECRET_PASSWORD) {
    /* Translators: the name of a password in the list of saved passwords; %s is a SIP address */
    return g_strdup_printf (_("Countersign password of %s"), address);
  }
  if (source && cs_client_source_is_token (source)) {
    /* Translators: the name of a PIN in the list of saved passwords; %s is a SIP address */
    return g_strdup_printf (_("Countersign PIN for the certificate of %s"), address);
  }

  /* Translators: the name of a passphrase in the list of saved passwords; %s is a SIP address */
  return g_strdup_printf (_("Countersign passphrase for the certificate of %s"), address);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *password = secret_password_lookup_nonpageable_finish (result, &error);

  if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, password ? cs_secret_new (password) : NULL, (GDestroyNotify) cs_secret_unref);
  secret_password_free (password);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
forgotten_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* That there was none is fine. */
  if (!secret_password_clear_finish (result, &error) && error)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * cs_secrets_look_up_async:
 * @account: an account
 * @kind: which of its secrets
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Asks the secret service for a secret of an account: a passphrase only where it is that of the certificate as it is set now. A locked keyring asks its owner first.
 */
void
cs_secrets_look_up_async (CsAccount           *account,
                          CsSecretKind         kind,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = find_exactly (account, kind);

  g_task_set_source_tag (task, cs_secrets_look_up_async);
  secret_password_lookupv (&schemas[kind], attributes, cancellable, looked_up_cb, task);
}

/**
 * cs_secrets_look_up_finish:
 * @account: an account
 * @result: the result
 * @error: return location for an error
 *
 * Finishes asking for a secret.
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without @error if none is kept
 */
CsSecret *
cs_secrets_look_up_finish (CsAccount     *account,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_secrets_keep_async:
 * @account: an account
 * @kind: which of its secrets
 * @secret: the secret
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Gives a secret to the secret service.
 */
void
cs_secrets_keep_async (CsAccount           *account,
                       CsSecretKind         kind,
                       CsSecret            *secret,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = find_exactly (account, kind);
  g_autofree char *label = make_label (account, kind);

  g_hash_table_insert (attributes, (gpointer) "address", g_strdup (cs_address_get_uri (cs_account_get_address (account))));
  g_task_set_source_tag (task, cs_secrets_keep_async);
  secret_password_storev (&schemas[kind], attributes, SECRET_COLLECTION_DEFAULT, label, cs_secret_peek (secret), cancellable,
                          kept_cb, task);
}

/**
 * cs_secrets_keep_finish:
 * @account: an account
 * @result: the result
 * @error: return location for an error
 *
 * Finishes giving a secret to the secret service.
 *
 * Returns: whether it is kept
 */
gboolean
cs_secrets_keep_finish (CsAccount     *account,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_secrets_forget_async:
 * @account: an account
 * @kind: which of its secrets
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Removes a secret of an account from the secret service, of whatever certificate it is.
 */
void
cs_secrets_forget_async (CsAccount           *account,
                         CsSecretKind         kind,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = find_by_account (account);

  g_task_set_source_tag (task, cs_secrets_forget_async);
  secret_password_clearv (&schemas[kind], attributes, cancellable, forgotten_cb, task);
}

/**
 * cs_secrets_forget_finish:
 * @account: an account
 * @result: the result
 * @error: return location for an error
 *
 * Finishes the removal of a secret.
 *
 * Returns: whether none is kept any more
 */
gboolean
cs_secrets_forget_finish (CsAccount     *account,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* The one place that knows libsecret. The account's id finds the password, the address is there for people who look through their
 * keyring. */
static const SecretSchema schema = {
  "org.countersign.Account", SECRET_SCHEMA_NONE,
  {
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  }
};

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
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Asks the secret service for the password of an account. A locked keyring asks its owner first.
 */
void
cs_secrets_look_up_async (CsAccount           *account,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_secrets_look_up_async);
  secret_password_lookup (&schema, cancellable, looked_up_cb, task,
                          "account", cs_account_get_id (account),
                          NULL);
}

/**
 * cs_secrets_look_up_finish:
 * @account: an account
 * @result: the result
 * @error: return location for an error
 *
 * Finishes asking for a password.
 *
 * Returns: (transfer full) (nullable): the password; %NULL without @error if none is kept
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
 * @password: its password
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Gives a password to the secret service.
 */
void
cs_secrets_keep_async (CsAccount           *account,
                       CsSecret            *password,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);
  CsAddress *address = cs_account_get_address (account);
  g_autofree char *label = NULL;

  /* Translators: the name of a password in the list of saved passwords; %s is a SIP address */
  label = g_strdup_printf (_("Countersign password of %s"), cs_address_get_display (address));

  g_task_set_source_tag (task, cs_secrets_keep_async);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, cs_secret_peek (password), cancellable, kept_cb, task,
                         "account", cs_account_get_id (account),
                         "address", cs_address_get_uri (address),
                         NULL);
}

/**
 * cs_secrets_keep_finish:
 * @account: an account
 * @result: the result
 * @error: return location for an error
 *
 * Finishes giving a password to the secret service.
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
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Removes the password of an account from the secret service.
 */
void
cs_secrets_forget_async (CsAccount           *account,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_secrets_forget_async);
  secret_password_clear (&schema, cancellable, forgotten_cb, task,
                         "account", cs_account_get_id (account),
                         NULL);
}

/**
 * cs_secrets_forget_finish:
 * @account: an account
 * @result: the result
 * @error: return location for an error
 *
 * Finishes the removal of a password.
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

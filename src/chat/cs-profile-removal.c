/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile-private.h"

#include "cs-secrets.h"
#include "cs-session-private.h"

/* The part of a profile that is about the removal of accounts. */

/* The removal of an account, step by step. */
typedef struct {
  CsSession *session;
  gboolean   keep_history;
} Removal;

static void
removal_free (Removal *removal)
{
  g_object_unref (removal->session);
  g_free (removal);
}

static void
forgotten_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cs_secrets_forget_finish (CS_ACCOUNT (object), result, &error))
    g_message ("The secret service did not remove a password: %s", error->message);
}

static void
history_removed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (cs_store_change_finish (CS_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Whoever signs in there again one day begins anew. */
static void
forget_server (CsProfile *self,
               CsHost    *domain)
{
  GListModel *accounts = cs_accounts_get_list (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (CsAccount) account = g_list_model_get_item (accounts, i);

    if (cs_host_equal (cs_address_get_host (cs_account_get_address (account)), domain))
      return;
  }

  cs_server_memory_forget (self->memory, domain);
}

static void
removal_stopped_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  CsSession *session = CS_SESSION (object);
  g_autoptr (GTask) task = user_data;
  CsProfile *self = g_task_get_source_object (task);
  Removal *removal = g_task_get_task_data (task);
  CsAccount *account = cs_session_get_account (session);
  guint position;

  cs_session_stop_finish (session, result, NULL);
  cs_session_flush (session);
  cs_session_clear (session);
  if (g_list_store_find (self->sessions, session, &position))
    g_list_store_remove (self->sessions, position);
  cs_accounts_remove (self->accounts, account, removal->keep_history);
  if (removal->keep_history)
    cs_contacts_show_account (self->contacts, cs_account_get_id (account), FALSE);
  else
    cs_contacts_forget_account (self->contacts, cs_account_get_id (account));
  cs_decisions_forget (self->decisions, cs_account_get_id (account));
  forget_server (self, cs_address_get_host (cs_account_get_address (account)));
  if (self->use_secret_service) {
    cs_secrets_forget_async (account, CS_SECRET_PASSWORD, NULL, forgotten_cb, NULL);
    cs_secrets_forget_async (account, CS_SECRET_PASSPHRASE, NULL, forgotten_cb, NULL);
  }

  if (removal->keep_history)
    g_task_return_boolean (task, TRUE);
  else
    cs_store_remove_account_async (self->store, cs_account_get_id (account), NULL, history_removed_cb,
                                   g_steal_pointer (&task));
}

/**
 * cs_profile_remove_account_async:
 * @self: a profile
 * @session: the session of the account
 * @keep_history: whether its messages stay in the store, for the day when the same address signs in again
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Signs out, forgets the password, removes the account. With the last account of a domain, what is known of its servers goes, too.
 */
void
cs_profile_remove_account_async (CsProfile           *self,
                                 CsSession           *session,
                                 gboolean             keep_history,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;
  Removal *removal;

  g_return_if_fail (CS_IS_PROFILE (self));
  g_return_if_fail (CS_IS_SESSION (session));

  removal = g_new0 (Removal, 1);
  removal->session = g_object_ref (session);
  removal->keep_history = keep_history;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_profile_remove_account_async);
  g_task_set_task_data (task, removal, (GDestroyNotify) removal_free);
  cs_session_stop_async (session, NULL, removal_stopped_cb, task);
}

/**
 * cs_profile_remove_account_finish:
 * @self: a profile
 * @result: the result
 * @error: return location for an error
 *
 * Finishes the removal of an account.
 *
 * Returns: %FALSE if the history could not be removed
 */
gboolean
cs_profile_remove_account_finish (CsProfile     *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

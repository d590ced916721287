/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-accounts.h"

#include "cs-kept-file.h"

/* Every change is written down at once, and saved by itself. */
struct _CsAccounts
{
  GObject     parent_instance;

  CsKeptFile *file;
  GListStore *list;
  GPtrArray  *retired;    /* removed, but their history stays */
};

G_DEFINE_FINAL_TYPE (CsAccounts, cs_accounts, G_TYPE_OBJECT)

static gboolean
can_be_read (GKeyFile *file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i]; i++) {
    g_autoptr (CsAccount) account = cs_account_new_from_group (file, groups[i], NULL);

    if (!account)
      return FALSE;
  }

  return TRUE;
}

static void
write_down (CsAccounts *self)
{
  GKeyFile *file = cs_kept_file_get (self->file);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; groups[i]; i++)
    g_key_file_remove_group (file, groups[i], NULL);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsAccount) account = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    g_autofree char *group = g_strdup_printf ("account %u", i + 1);

    cs_account_save_to_group (account, file, group);
  }

  for (guint i = 0; i < self->retired->len; i++) {
    g_autofree char *group = g_strdup_printf ("account %u", n + i + 1);

    cs_account_save_to_group (self->retired->pdata[i], file, group);
    g_key_file_set_boolean (file, group, "removed", TRUE);
  }

  cs_kept_file_touch (self->file);
}

static void
watch (CsAccounts *self,
       CsAccount  *account)
{
  g_signal_connect_object (account, "notify", G_CALLBACK (write_down), self, G_CONNECT_SWAPPED);
}

static void
take_accounts (CsAccounts *self)
{
  GKeyFile *file = cs_kept_file_get (self->file);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i]; i++) {
    g_autoptr (CsAccount) account = cs_account_new_from_group (file, groups[i], NULL);

    if (!account)
      continue;
    if (g_key_file_get_boolean (file, groups[i], "removed", NULL)) {
      g_ptr_array_add (self->retired, g_steal_pointer (&account));
    } else {
      watch (self, account);
      g_list_store_append (self->list, account);
    }
  }
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsAccounts *self = g_task_get_source_object (task);
  g_autofree char *aside = NULL;
  g_autoptr (GError) error = NULL;

  if (!cs_kept_file_load_finish (CS_KEPT_FILE (object), result, &aside, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  take_accounts (self);
  /* What could be read of a broken file is written anew. */
  if (aside)
    write_down (self);
  g_task_return_pointer (task, g_steal_pointer (&aside), g_free);
}

static void
flushed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (cs_kept_file_flush_finish (CS_KEPT_FILE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
cs_accounts_finalize (GObject *object)
{
  CsAccounts *self = CS_ACCOUNTS (object);

  g_ptr_array_unref (self->retired);
  g_object_unref (self->list);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (cs_accounts_parent_class)->finalize (object);
}

static void
cs_accounts_class_init (CsAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_accounts_finalize;
}

static void
cs_accounts_init (CsAccounts *self)
{
  self->list = g_list_store_new (CS_TYPE_ACCOUNT);
  self->retired = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cs_accounts_new:
 * @path: (nullable): the file that the accounts are kept in; %NULL keeps nothing
 *
 * Makes an empty list; [method@Accounts.load_async] fills it.
 *
 * Returns: (transfer full): the accounts
 */
CsAccounts *
cs_accounts_new (const char *path)
{
  CsAccounts *self = g_object_new (CS_TYPE_ACCOUNTS, NULL);

  self->file = cs_kept_file_new (path);
  cs_kept_file_set_check (self->file, can_be_read);

  return self;
}

/**
 * cs_accounts_load_async:
 * @self: the accounts
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Makes the folder of the file (0700) if need be and reads the file.
 */
void
cs_accounts_load_async (CsAccounts          *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_ACCOUNTS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_accounts_load_async);
  cs_kept_file_load_async (self->file, cancellable, loaded_cb, task);
}

/**
 * cs_accounts_load_finish:
 * @self: the accounts
 * @result: the result
 * @aside: (out) (nullable): where the file was put because it was broken, %NULL if it was well
 * @error: return location for an error
 *
 * Finishes reading. A broken file is no error: it is put aside, and what it still says is taken.
 *
 * Returns: whether the folder and the file are usable
 */
gboolean
cs_accounts_load_finish (CsAccounts    *self,
                         GAsyncResult  *result,
                         char         **aside,
                         GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  char *path;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  path = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (aside)
    *aside = path;
  else
    g_free (path);

  return TRUE;
}

/**
 * cs_accounts_get_list:
 * @self: the accounts
 *
 * Gets the accounts as a list.
 *
 * Returns: (transfer none): a list of [class@Account]
 */
GListModel *
cs_accounts_get_list (CsAccounts *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNTS (self), NULL);

  return G_LIST_MODEL (self->list);
}

/**
 * cs_accounts_add:
 * @self: the accounts
 * @account: an account
 *
 * Keeps an account. From now on every change of it is saved.
 */
void
cs_accounts_add (CsAccounts *self,
                 CsAccount  *account)
{
  g_return_if_fail (CS_IS_ACCOUNTS (self));
  g_return_if_fail (CS_IS_ACCOUNT (account));

  for (guint i = self->retired->len; i > 0; i--) {
    if (g_strcmp0 (cs_account_get_id (self->retired->pdata[i - 1]), cs_account_get_id (account)) == 0)
      g_ptr_array_remove_index (self->retired, i - 1);
  }

  watch (self, account);
  g_list_store_append (self->list, account);
  write_down (self);
  /* Not some moments later: messages that are kept meanwhile would belong to nobody after a crash. */
  cs_kept_file_flush_async (self->file, NULL, NULL, NULL);
}

/**
 * cs_accounts_remove:
 * @self: the accounts
 * @account: one of them
 * @keep_history: whether its messages stay, to be found again by [method@Accounts.claim]
 *
 * Removes an account.
 */
void
cs_accounts_remove (CsAccounts *self,
                    CsAccount  *account,
                    gboolean    keep_history)
{
  guint position;

  g_return_if_fail (CS_IS_ACCOUNTS (self));

  if (!g_list_store_find (self->list, account, &position))
    return;

  if (keep_history)
    g_ptr_array_add (self->retired, g_object_ref (account));
  g_signal_handlers_disconnect_by_func (account, write_down, self);
  g_list_store_remove (self->list, position);
  write_down (self);
}

/**
 * cs_accounts_claim:
 * @self: the accounts
 * @account: an account that was not used yet
 *
 * Gives the account the history of a removed one with the same address, if there is one.
 */
void
cs_accounts_claim (CsAccounts *self,
                   CsAccount  *account)
{
  for (guint i = 0; i < self->retired->len; i++) {
    CsAccount *earlier = self->retired->pdata[i];

    if (cs_address_equal (cs_account_get_address (earlier), cs_account_get_address (account))) {
      cs_account_continue (account, earlier);
      return;
    }
  }
}

/**
 * cs_accounts_flush_async:
 * @self: the accounts
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Waits until every change is on the disk.
 */
void
cs_accounts_flush_async (CsAccounts          *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_ACCOUNTS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_accounts_flush_async);
  cs_kept_file_flush_async (self->file, cancellable, flushed_cb, task);
}

/**
 * cs_accounts_flush_finish:
 * @self: the accounts
 * @result: the result
 * @error: return location for an error
 *
 * Finishes waiting.
 *
 * Returns: whether everything is on the disk
 */
gboolean
cs_accounts_flush_finish (CsAccounts    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

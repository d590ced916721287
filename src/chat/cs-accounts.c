/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-accounts.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/cs-error.h"

/* Every change is saved by itself: changes made together are written together, one write at a time, each to a new file that
 * takes the place of the old one. */
struct _CsAccounts
{
  GObject     parent_instance;

  char       *path;
  GListStore *list;
  GPtrArray  *retired;    /* removed, but their history stays */

  guint       save_id;
  gboolean    saving;
  gboolean    save_again;
  GPtrArray  *flushing;   /* tasks that wait for the last write */
  GError     *save_error;
};

/* What the worker found in the file. */
typedef struct {
  GPtrArray *accounts;
  GPtrArray *retired;
  char      *set_aside;
} Loaded;

G_DEFINE_FINAL_TYPE (CsAccounts, cs_accounts, G_TYPE_OBJECT)

static void start_save (CsAccounts *self);

static void
loaded_free (Loaded *loaded)
{
  g_ptr_array_unref (loaded->accounts);
  g_ptr_array_unref (loaded->retired);
  g_free (loaded->set_aside);
  g_free (loaded);
}

static gboolean
read_groups (Loaded     *loaded,
             const char *path,
             GError    **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  gboolean complete = TRUE;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    return FALSE;

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i]; i++) {
    g_autoptr (CsAccount) account = NULL;
    g_autoptr (GError) bad = NULL;

    account = cs_account_new_from_group (file, groups[i], &bad);
    if (!account) {
      complete = FALSE;
      if (error && !*error)
        g_propagate_error (error, g_steal_pointer (&bad));
    } else if (g_key_file_get_boolean (file, groups[i], "removed", NULL)) {
      g_ptr_array_add (loaded->retired, g_steal_pointer (&account));
    } else {
      g_ptr_array_add (loaded->accounts, g_steal_pointer (&account));
    }
  }

  return complete;
}

static char *
set_aside (const char  *path,
           GError     **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *aside = g_strdup_printf ("%s.broken-%s", path, stamp);

  if (g_rename (path, aside) != 0) {
    int saved = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", path, g_strerror (saved));
    return NULL;
  }

  return g_steal_pointer (&aside);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const char *path = data;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  Loaded *loaded;

  if (g_mkdir_with_parents (folder, 0700) != 0 || g_chmod (folder, 0700) != 0) {
    int saved = errno;

    g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", folder, g_strerror (saved));
    return;
  }

  loaded = g_new0 (Loaded, 1);
  loaded->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  loaded->retired = g_ptr_array_new_with_free_func (g_object_unref);

  if (!read_groups (loaded, path, &error) && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    gboolean unreadable = error && error->domain == G_FILE_ERROR;

    /* A file that cannot even be read is no broken one: leave it where it is. */
    g_clear_error (&error);
    if (!unreadable)
      loaded->set_aside = set_aside (path, &error);
    if (!loaded->set_aside) {
      loaded_free (loaded);
      if (error)
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _("“%s” cannot be read."), path);
      return;
    }
  }

  g_task_return_pointer (task, loaded, (GDestroyNotify) loaded_free);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsAccounts *self = source;
  const char *contents = data;
  GError *error = NULL;

  /* self->path never changes. */
  if (g_file_set_contents_full (self->path, contents, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
serialize (CsAccounts *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

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

  return g_key_file_to_data (file, NULL, NULL);
}

static void
return_flushes (CsAccounts *self)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->flushing);

  self->flushing = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++) {
    if (self->save_error)
      g_task_return_error (tasks->pdata[i], g_error_copy (self->save_error));
    else
      g_task_return_boolean (tasks->pdata[i], TRUE);
  }
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  CsAccounts *self = CS_ACCOUNTS (object);

  self->saving = FALSE;
  g_clear_error (&self->save_error);
  if (!g_task_propagate_boolean (G_TASK (result), &self->save_error))
    g_message ("The accounts could not be saved: %s", self->save_error->message);

  if (self->save_again || (self->save_id != 0 && self->flushing->len > 0))
    start_save (self);
  else
    return_flushes (self);
}

static void
start_save (CsAccounts *self)
{
  g_autoptr (GTask) task = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);
  self->saving = TRUE;
  self->save_again = FALSE;
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, start_save);
  g_task_set_task_data (task, serialize (self), g_free);
  g_task_run_in_thread (task, save_thread);
}

static gboolean
save_cb (gpointer user_data)
{
  CsAccounts *self = user_data;

  self->save_id = 0;

  /* Two writes at once could overtake each other. */
  if (self->saving)
    self->save_again = TRUE;
  else
    start_save (self);

  return G_SOURCE_REMOVE;
}

static void
queue_save (CsAccounts *self)
{
  if (self->path && self->save_id == 0)
    self->save_id = g_timeout_add (100, save_cb, self);
}

static void
watch (CsAccounts *self,
       CsAccount  *account)
{
  g_signal_connect_object (account, "notify", G_CALLBACK (queue_save), self, G_CONNECT_SWAPPED);
}

static void
load_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  CsAccounts *self = CS_ACCOUNTS (object);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = g_task_propagate_pointer (G_TASK (result), &error);

  if (!loaded) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  for (guint i = 0; i < loaded->accounts->len; i++) {
    watch (self, loaded->accounts->pdata[i]);
    g_list_store_append (self->list, loaded->accounts->pdata[i]);
  }
  g_ptr_array_extend_and_steal (self->retired, g_steal_pointer (&loaded->retired));
  loaded->retired = g_ptr_array_new ();

  /* What could be read of a broken file is written anew. */
  if (loaded->set_aside)
    queue_save (self);

  g_task_return_pointer (task, g_steal_pointer (&loaded->set_aside), g_free);
  loaded_free (loaded);
}

static void
cs_accounts_finalize (GObject *object)
{
  CsAccounts *self = CS_ACCOUNTS (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_error (&self->save_error);
  g_ptr_array_unref (self->flushing);
  g_ptr_array_unref (self->retired);
  g_object_unref (self->list);
  g_free (self->path);

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
  self->flushing = g_ptr_array_new_with_free_func (g_object_unref);
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

  self->path = g_strdup (path);

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
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) worker = NULL;

  g_return_if_fail (CS_IS_ACCOUNTS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_accounts_load_async);

  if (!self->path) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }

  worker = g_task_new (self, cancellable, load_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, cs_accounts_load_async);
  g_task_set_task_data (worker, g_strdup (self->path), g_free);
  g_task_run_in_thread (worker, load_thread);
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
 * cs_accounts_find:
 * @self: the accounts
 * @address: a SIP address
 *
 * Finds the account that signs in with an address.
 *
 * Returns: (transfer none) (nullable): the account
 */
CsAccount *
cs_accounts_find (CsAccounts *self,
                  CsAddress  *address)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsAccount) account = g_list_model_get_item (G_LIST_MODEL (self->list), i);

    if (cs_address_equal (cs_account_get_address (account), address))
      return account;
  }

  return NULL;
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
  queue_save (self);
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
  g_signal_handlers_disconnect_by_func (account, queue_save, self);
  g_list_store_remove (self->list, position);
  queue_save (self);
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
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_ACCOUNTS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_accounts_flush_async);

  if (self->save_id == 0 && !self->saving) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  g_ptr_array_add (self->flushing, g_steal_pointer (&task));
  if (!self->saving)
    start_save (self);
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

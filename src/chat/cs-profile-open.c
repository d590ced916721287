/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile-private.h"

#include <glib/gi18n-lib.h>

#include "cs-session-private.h"

/* Policy, accounts and messages are read side by side; when all are there, the sessions start. Nobody waits here for the anchors,
 * which are read meanwhile where somebody is going to connect: what connects waits for them itself. */
typedef struct {
  CsProfile *profile;
  GPtrArray *conversations;
  GPtrArray *contacts;
  GStrv      anchor_folders;
  guint      pending;
  GError    *error;
} Opening;

static void
opening_free (Opening *opening)
{
  g_clear_object (&opening->profile);
  g_clear_pointer (&opening->conversations, g_ptr_array_unref);
  g_clear_pointer (&opening->contacts, g_ptr_array_unref);
  g_strfreev (opening->anchor_folders);
  g_clear_error (&opening->error);
  g_free (opening);
}

static void
take_conversations (CsProfile *self,
                    GPtrArray *records)
{
  GListModel *sessions = G_LIST_MODEL (self->sessions);
  g_autoptr (GHashTable) by_account = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    g_hash_table_insert (by_account, (gpointer) cs_account_get_id (cs_session_get_account (session)), session);
  }

  for (guint i = 0; i < records->len; i++) {
    CsConversationRecord *record = records->pdata[i];
    CsSession *session = g_hash_table_lookup (by_account, record->account);

    if (session)
      cs_session_take_conversation (session, record);
  }
}

static gint64
find_last (GPtrArray *records)
{
  gint64 last = 0;

  for (guint i = 0; i < records->len; i++) {
    CsConversationRecord *record = records->pdata[i];

    last = MAX (last, record->last ? record->last->id : 0);
  }

  return last;
}

static void
start_sessions (CsProfile *self,
                GPtrArray *records)
{
  GListModel *accounts = cs_accounts_get_list (self->accounts);
  GListModel *sessions = G_LIST_MODEL (self->sessions);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (CsAccount) account = g_list_model_get_item (accounts, i);

    g_object_unref (cs_profile_make_session (self, account, TRUE));
  }

  take_conversations (self, records);
  cs_history_prepare (self->history, find_last (records));

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    cs_session_resume (session);
    if (!cs_account_get_signed_out (cs_session_get_account (session)))
      cs_session_start (session);
  }
}

static void
finish_part (GTask  *task,
             GError *error)
{
  Opening *opening = g_task_get_task_data (task);

  if (error && !opening->error)
    opening->error = error;
  else
    g_clear_error (&error);

  if (--opening->pending > 0)
    return;

  if (opening->error) {
    g_task_return_error (task, g_steal_pointer (&opening->error));
    return;
  }

  cs_contacts_take (opening->profile->contacts, opening->contacts);
  start_sessions (opening->profile, opening->conversations);
  g_task_return_pointer (task, g_steal_pointer (&opening->profile), g_object_unref);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->conversations = cs_store_list_conversations_finish (CS_STORE (object), result, &error);
  finish_part (task, error);
}

static void
contacts_listed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->contacts = cs_store_list_contacts_finish (CS_STORE (object), result, &error);
  finish_part (task, error);
}

static void
store_opened_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  cs_store_open_finish (CS_STORE (object), result, &error);
  finish_part (task, error);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsAnchorStore) anchors = user_data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, NULL);

  if (info)
    cs_anchor_store_load_async (anchors, NULL, NULL, NULL);
}

/* More than a hundred authorities of the system are among them, which the first window of a new profile has no use for. Where
 * somebody has put in others, a broken file among them is told at once. */
static void
prepare_anchors (CsProfile          *self,
                 const char * const *folders)
{
  GListModel *accounts = cs_accounts_get_list (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (CsAccount) account = g_list_model_get_item (accounts, i);

    if (!cs_account_get_signed_out (account)) {
      cs_anchor_store_load_async (self->anchors, NULL, NULL, NULL);
      return;
    }
  }

  for (; *folders; folders++) {
    g_autoptr (GFile) folder = g_file_new_for_path (*folders);

    g_file_query_info_async (folder, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL,
                             looked_cb, g_object_ref (self->anchors));
  }
}

static void
accounts_loaded_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  g_autofree char *aside = NULL;
  GError *error = NULL;

  cs_accounts_load_finish (CS_ACCOUNTS (object), result, &aside, &error);
  if (aside) {
    /* Translators: %s is the path of a file */
    cs_profile_set_notice (opening->profile,
                           g_strdup_printf (_("The list of accounts was broken. It is kept as “%s”."), aside));
  }
  prepare_anchors (opening->profile, (const char * const *) opening->anchor_folders);
  finish_part (task, error);
}

static void
file_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  CsKeptFile *file = CS_KEPT_FILE (object);
  g_autofree char *aside = NULL;
  GError *error = NULL;

  cs_kept_file_load_finish (file, result, &aside, &error);
  if (aside)
    cs_profile_set_notice (opening->profile,
                           g_strdup_printf (file == opening->profile->servers
                                              /* Translators: %s is the path of a file */
                                              ? _("What was known of your servers was broken. It is kept as “%s”.")
                                              /* Translators: %s is the path of a file */
                                              : _("What you decided about who may see you was broken. It is kept as “%s”."),
                                            aside));
  finish_part (task, error);
}

static void
policy_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  cs_policy_store_load_finish (CS_POLICY_STORE (object), result, &error);
  finish_part (task, error);
}

static char *
in_folder (const char *folder,
           const char *name)
{
  return folder ? g_build_filename (folder, name, NULL) : NULL;
}

/* @anchor_folders: (out): where people and administrators put authorities */
static CsProfile *
make_profile (const CsProfileOptions  *options,
              GStrv                   *anchor_folders,
              GError                 **error)
{
  g_autofree char *database = in_folder (options->folder, "messages.db");
  g_autofree char *accounts = in_folder (options->folder, "accounts.ini");
  g_autofree char *servers = in_folder (options->folder, "servers.ini");
  g_autofree char *decisions = in_folder (options->folder, "decisions.ini");
  g_autofree char *notices = in_folder (options->folder, "notices.ini");
  g_autofree char *revocation = in_folder (options->folder, "revocation");
  g_autoptr (CsProfile) self = g_object_new (CS_TYPE_PROFILE, NULL);

  self->stack = cs_sip_stack_new (error);
  if (!self->stack)
    return NULL;

  self->store = cs_store_new (database);
  self->contacts = cs_contacts_new (self->store);
  cs_contacts_set_open (self->contacts, options->open_door);
  self->history = cs_history_new (self->store, G_LIST_MODEL (self->sessions), self->conversations);
  self->accounts = cs_accounts_new (accounts);
  self->servers = cs_kept_file_new (servers);
  self->memory = cs_server_memory_new (self->servers);
  self->policies = cs_policy_store_new (options->administrator_folder);
  *anchor_folders = g_new0 (char *, 3);
  (*anchor_folders)[0] = cs_policy_store_dup_anchors_folder (self->policies);
  (*anchor_folders)[1] = in_folder (options->folder, "anchors");
  self->anchors = cs_anchor_store_new ((*anchor_folders)[1], (*anchor_folders)[0], !options->no_system_anchors);
  cs_policy_store_watch (self->policies, self->anchors);
  self->notices = cs_kept_file_new (notices);
  self->waiting = cs_kept_file_new (decisions);
  self->decisions = cs_decisions_new (self->waiting);
  self->expiry = cs_expiry_watch_new (self->notices, G_LIST_MODEL (self->sessions), self->anchors, NULL);
  self->fetcher = cs_revocation_fetcher_new (revocation);
  self->presence = options->presence;
  self->deaf = options->deaf;
  self->use_secret_service = options->folder && !options->no_secret_service;

  return g_steal_pointer (&self);
}

/**
 * cs_profile_open_async:
 * @options: how to open it; not needed after the call
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Opens a profile, making its folder if need be, and starts the session of every account that isn't signed out.
 */
void
cs_profile_open_async (const CsProfileOptions *options,
                       GCancellable           *cancellable,
                       GAsyncReadyCallback     callback,
                       gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;
  GError *error = NULL;

  g_return_if_fail (options);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_profile_open_async);

  opening = g_new0 (Opening, 1);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  opening->profile = make_profile (options, &opening->anchor_folders, &error);
  if (!opening->profile) {
    g_task_return_error (task, error);
    return;
  }

  /* All of it is under way before the main loop runs for the first time: it is busy with the windowing system by then. */
  opening->pending = 7;
  cs_policy_store_load_async (opening->profile->policies, NULL, policy_loaded_cb, g_object_ref (task));
  cs_accounts_load_async (opening->profile->accounts, NULL, accounts_loaded_cb, g_object_ref (task));
  cs_kept_file_load_async (opening->profile->servers, NULL, file_loaded_cb, g_object_ref (task));
  cs_kept_file_load_async (opening->profile->waiting, NULL, file_loaded_cb, g_object_ref (task));
  cs_store_open_async (opening->profile->store, NULL, store_opened_cb, g_object_ref (task));
  cs_store_list_conversations_async (opening->profile->store, NULL, listed_cb, g_object_ref (task));
  cs_store_list_contacts_async (opening->profile->store, NULL, contacts_listed_cb, g_object_ref (task));
  cs_revocation_fetcher_tidy (opening->profile->fetcher);
}

/**
 * cs_profile_open_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Finishes the opening of a profile. A message store that is damaged or from a newer version fails it and is left as it is. A
 * policy that is not understood fails it, too: without it nobody knows what may be connected to.
 *
 * Returns: (transfer full): the profile, or %NULL with %CS_ERROR_POLICY, %CS_ERROR_STORE_NEWER, %CS_ERROR_STORE_DAMAGED, %CS_ERROR_STORE_BUSY,
 *   %CS_ERROR_UNSUPPORTED or an I/O error; [func@words_for_error] words each
 */
CsProfile *
cs_profile_open_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

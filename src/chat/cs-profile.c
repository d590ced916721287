/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile-private.h"

#include "cs-search-private.h"
#include "cs-session-private.h"

enum {
  SIGNAL_MESSAGE,
  LAST_SIGNAL
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsProfile, cs_profile, G_TYPE_OBJECT)

static void
message_cb (CsProfile      *self,
            CsConversation *conversation,
            CsMessage      *message)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, conversation, message);
}

/* Who signs in with an address that was removed finds the messages that stayed. */
static void
history_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (CsSession) session = user_data;
  const char *id = cs_account_get_id (cs_session_get_account (session));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = cs_store_list_conversations_finish (CS_STORE (object), result, &error);

  if (!records) {
    g_message ("The conversations of an account could not be read: %s", error->message);
    return;
  }

  for (guint i = 0; i < records->len; i++) {
    CsConversationRecord *record = records->pdata[i];

    if (g_str_equal (record->account, id))
      cs_session_take_conversation (session, record);
  }
  cs_session_resume (session);
}

static void
adopted_cb (CsProfile  *self,
            GParamSpec *pspec,
            CsSession  *session)
{
  cs_accounts_add (self->accounts, cs_session_get_account (session));
  cs_contacts_show_account (self->contacts, cs_account_get_id (cs_session_get_account (session)), TRUE);
  g_list_store_append (self->sessions, session);
  cs_store_list_conversations_async (self->store, NULL, history_listed_cb, g_object_ref (session));
  if (self->trial == session)
    g_clear_weak_pointer (&self->trial);
}

static void
cs_profile_finalize (GObject *object)
{
  CsProfile *self = CS_PROFILE (object);

  g_clear_weak_pointer (&self->trial);
  g_clear_object (&self->expiry);
  g_clear_object (&self->history);
  g_clear_object (&self->sessions);
  g_clear_object (&self->conversations);
  g_clear_object (&self->contacts);
  g_clear_object (&self->idle);
  g_clear_object (&self->accounts);
  g_clear_object (&self->anchors);
  g_clear_object (&self->decisions);
  g_clear_object (&self->waiting);
  g_clear_object (&self->memory);
  g_clear_object (&self->servers);
  g_clear_object (&self->notices);
  g_clear_object (&self->policies);
  g_clear_pointer (&self->fetcher, cs_revocation_fetcher_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->stack);
  g_free (self->notice);

  G_OBJECT_CLASS (cs_profile_parent_class)->finalize (object);
}

static void
cs_profile_class_init (CsProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_profile_finalize;

  /**
   * CsProfile::message:
   * @self: a profile
   * @conversation: where it is
   * @message: the message
   *
   * Emitted when a message came in and is stored.
   */
  signals[SIGNAL_MESSAGE] =
    g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CS_TYPE_CONVERSATION, CS_TYPE_MESSAGE);
}

static void
cs_profile_init (CsProfile *self)
{
  self->sessions = g_list_store_new (CS_TYPE_SESSION);
  self->conversations = cs_conversations_new ();
}

/**
 * cs_profile_make_session:
 * @self: a profile
 * @account: an account
 * @adopted: whether the account is part of the profile
 *
 * Makes a session; one that is adopted is in the list of sessions from now on.
 *
 * Returns: (transfer full): the session
 */
CsSession *
cs_profile_make_session (CsProfile *self,
                         CsAccount *account,
                         gboolean   adopted)
{
  CsSessionParts parts = {
    .store = self->store,
    .anchors = self->anchors,
    .memory = self->memory,
    .decisions = self->decisions,
    .policies = self->policies,
    .stack = self->stack,
    .conversations = self->conversations,
    .contacts = self->contacts,
    .presence = self->presence,
    .deaf = self->deaf,
    .use_secret_service = self->use_secret_service,
    .fetcher = self->fetcher,
  };
  CsSession *session = cs_session_new (account, &parts, adopted);

  g_signal_connect_object (session, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  cs_session_set_idle (session, self->idle && cs_idle_watch_is_idle (self->idle));
  if (adopted) {
    cs_contacts_show_account (self->contacts, cs_account_get_id (account), TRUE);
    g_list_store_append (self->sessions, session);
  } else {
    g_signal_connect_object (session, "notify::adopted", G_CALLBACK (adopted_cb), self, G_CONNECT_SWAPPED);
  }

  return session;
}

/**
 * cs_profile_set_notice:
 * @self: a profile
 * @notice: (transfer full) (nullable): a sentence
 *
 * Sets what the person should be told about the profile.
 */
void
cs_profile_set_notice (CsProfile *self,
                       char      *notice)
{
  g_free (self->notice);
  self->notice = notice;
}

/**
 * cs_profile_get_notice:
 * @self: a profile
 *
 * Gets what the person should be told about the profile: that its accounts file was broken and set aside, for example.
 *
 * Returns: (nullable): a sentence in the user's language
 */
const char *
cs_profile_get_notice (CsProfile *self)
{
  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  return self->notice;
}

/**
 * cs_profile_get_sessions:
 * @self: a profile
 *
 * Gets the sessions of all accounts.
 *
 * Returns: (transfer none): a list of [class@Session]
 */
GListModel *
cs_profile_get_sessions (CsProfile *self)
{
  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  return G_LIST_MODEL (self->sessions);
}

/**
 * cs_profile_get_conversations:
 * @self: a profile
 *
 * Gets the conversations of all accounts, the pinned ones first, then those with the newest message.
 *
 * Returns: (transfer none): a list of [class@Conversation]
 */
GListModel *
cs_profile_get_conversations (CsProfile *self)
{
  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  return G_LIST_MODEL (self->conversations);
}

/**
 * cs_profile_get_contacts:
 * @self: a profile
 *
 * Gets the contacts of all accounts.
 *
 * Returns: (transfer none): a list of [class@Contact]
 */
CsContacts *
cs_profile_get_contacts (CsProfile *self)
{
  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  return self->contacts;
}

/**
 * cs_profile_new_search:
 * @self: a profile
 *
 * Makes a search through the messages of all accounts.
 *
 * Returns: (transfer full): a search that looks for nothing yet
 */
CsSearch *
cs_profile_new_search (CsProfile *self)
{
  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  return cs_search_new (self->store, self->conversations);
}

/**
 * cs_profile_get_anchors:
 * @self: a profile
 *
 * Gets the trust anchors.
 *
 * Returns: (transfer none): the anchors
 */
CsAnchorStore *
cs_profile_get_anchors (CsProfile *self)
{
  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  return self->anchors;
}

/**
 * cs_profile_get_policies:
 * @self: a profile
 *
 * Gets what the administrator rules.
 *
 * Returns: (transfer none): the policy, as it is now
 */
CsPolicyStore *
cs_profile_get_policies (CsProfile *self)
{
  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  return self->policies;
}

/**
 * cs_profile_get_expiry:
 * @self: a profile
 *
 * Gets what mentions that certificates expire soon.
 *
 * Returns: (transfer none): a watch, to be started by whoever tells the person
 */
CsExpiryWatch *
cs_profile_get_expiry (CsProfile *self)
{
  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  return self->expiry;
}

/**
 * cs_profile_get_queued:
 * @self: a profile
 *
 * Gets how many messages of all accounts are not sent yet.
 *
 * Returns: a number
 */
guint
cs_profile_get_queued (CsProfile *self)
{
  guint n, queued = 0;

  g_return_val_if_fail (CS_IS_PROFILE (self), 0);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));
  for (guint i = 0; i < n; i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

    queued += cs_session_get_queued (session);
  }

  return queued;
}

/**
 * cs_profile_find_session:
 * @self: a profile
 * @address: a SIP address
 *
 * Looks for the account with an address among those of the profile.
 *
 * Returns: (transfer full) (nullable): its session
 */
CsSession *
cs_profile_find_session (CsProfile *self,
                         CsAddress *address)
{
  guint n;

  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));
  for (guint i = 0; i < n; i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

    if (cs_address_equal (cs_account_get_address (cs_session_get_account (session)), address))
      return g_steal_pointer (&session);
  }

  return NULL;
}

/**
 * cs_profile_try_account:
 * @self: a profile
 * @account: a new account
 * @password: (nullable): its password
 *
 * Signs in with an account that isn't part of the profile yet. The session is held by the caller until it is online for the
 * first time; then it is adopted: part of the profile, the account saved and its password kept. Let go before, nothing stays. If
 * the profile has an account with that address already, its session is returned, with the given server, names and password.
 *
 * Returns: (transfer full): the session, started
 */
CsSession *
cs_profile_try_account (CsProfile *self,
                        CsAccount *account,
                        CsSecret  *password)
{
  return cs_profile_try_account_as (self, account, password, NULL);
}

/* What the administrator proposes for new accounts. */
static void
take_proposals (CsProfile *self,
                CsAccount *account)
{
  CsPolicy *policy = cs_policy_store_get_policy (self->policies);
  CsHost *domain = cs_address_get_host (cs_account_get_address (account));
  CsAddress *room_manager = cs_policy_get_room_manager (policy, domain);

  if (cs_policy_get_organisation_lookup (policy))
    cs_account_set_organisation_lookup (account, TRUE);
  cs_account_set_keep_history (account, cs_policy_get_keep_history (policy));
  cs_account_set_contacts_only (account, cs_policy_get_contacts_only (policy));
  cs_account_set_xcap_root (account, cs_policy_get_rules_server (policy, domain));
  if (room_manager && !cs_account_get_room_manager (account))
    cs_account_set_room_manager (account, cs_address_get_uri (room_manager));
}

/**
 * cs_profile_try_account_as:
 * @self: a profile
 * @account: a new account
 * @password: (nullable): its password
 * @client: (nullable): who we are to a server that asks for a certificate: what the account's source gave, or what has no source
 *
 * Signs in as [method@Profile.try_account] does, with a certificate to show that is loaded already.
 *
 * Returns: (transfer full): the session, started
 */
CsSession *
cs_profile_try_account_as (CsProfile        *self,
                           CsAccount        *account,
                           CsSecret         *password,
                           CsClientIdentity *client)
{
  CsSession *session;

  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);
  g_return_val_if_fail (CS_IS_ACCOUNT (account), NULL);

  session = cs_profile_find_session (self, cs_account_get_address (account));
  if (session) {
    CsAccount *present = cs_session_get_account (session);

    cs_account_set_server (present, cs_account_get_server (account));
    cs_account_set_organisation_lookup (present, cs_account_get_organisation_lookup (account));
    cs_account_set_auth_name (present, cs_account_get_auth_name (account));
    cs_account_set_display_name (present, cs_account_get_display_name (account));
    cs_account_set_client_source (present, cs_account_get_client_source (account));
    cs_session_take_client (session, client, NULL);
    if (password)
      cs_session_set_password (session, password);
    cs_session_restart (session);
    return session;
  }

  cs_accounts_claim (self->accounts, account);
  take_proposals (self, account);
  session = cs_profile_make_session (self, account, FALSE);
  g_set_weak_pointer (&self->trial, session);
  cs_session_take_client (session, client, NULL);
  if (password)
    cs_session_set_password (session, password);
  cs_session_start (session);

  return session;
}

/**
 * cs_profile_save_account:
 * @self: a profile
 * @session: a session whose account was edited
 *
 * Takes changes of an account up: a session at work signs in anew with them. (They are saved as they are made.)
 */
void
cs_profile_save_account (CsProfile *self,
                         CsSession *session)
{
  g_return_if_fail (CS_IS_PROFILE (self));
  g_return_if_fail (CS_IS_SESSION (session));

  if (cs_session_get_state (session) != CS_CONNECTION_OFFLINE)
    cs_session_restart (session);
}

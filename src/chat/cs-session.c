/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

enum {
  PROP_0,
  PROP_ACCOUNT,
  PROP_STATE,
  PROP_VERDICT,
  PROP_FACTS,
  PROP_ERROR,
  PROP_RETRY_AT,
  PROP_PASSWORD_WANTED,
  PROP_PASSWORD_KEPT,
  PROP_QUEUED,
  PROP_ADOPTED,
  PROP_NEWS,
  PROP_OWN_PRESENCE,
  PROP_LACKS_PRESENCE,
  LAST_PROP
};

enum {
  SIGNAL_MESSAGE,
  SIGNAL_WATCHERS_CHANGED,
  LAST_SIGNAL
};

static GParamSpec *props[LAST_PROP];
static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsSession, cs_session, G_TYPE_OBJECT)

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CsConversation *conversation = cs_mailbox_open_finish (CS_MAILBOX (object), result, &error);

  if (conversation)
    g_task_return_pointer (task, conversation, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
credential_notify_cb (CsSession  *self,
                      GParamSpec *pspec)
{
  gboolean wanted = g_str_equal (pspec->name, "wanted");

  g_object_notify_by_pspec (G_OBJECT (self), props[wanted ? PROP_PASSWORD_WANTED : PROP_PASSWORD_KEPT]);
}

static void
queued_cb (CsSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_QUEUED]);
}

static void
cs_session_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsSession *self = CS_SESSION (object);

  switch (prop_id) {
  case PROP_ACCOUNT:
    g_value_set_object (value, self->account);
    break;
  case PROP_STATE:
    g_value_set_enum (value, cs_session_get_state (self));
    break;
  case PROP_VERDICT:
    g_value_set_object (value, cs_session_get_verdict (self));
    break;
  case PROP_FACTS:
    g_value_set_boxed (value, cs_session_get_facts (self));
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, cs_session_get_error (self));
    break;
  case PROP_RETRY_AT:
    g_value_set_int64 (value, cs_session_get_retry_at (self));
    break;
  case PROP_PASSWORD_WANTED:
    g_value_set_boolean (value, cs_session_is_password_wanted (self));
    break;
  case PROP_PASSWORD_KEPT:
    g_value_set_boolean (value, cs_session_is_password_kept (self));
    break;
  case PROP_QUEUED:
    g_value_set_uint (value, cs_session_get_queued (self));
    break;
  case PROP_ADOPTED:
    g_value_set_boolean (value, self->adopted);
    break;
  case PROP_NEWS:
    g_value_set_string (value, self->news);
    break;
  case PROP_OWN_PRESENCE:
    g_value_set_boxed (value, cs_session_get_own_presence (self));
    break;
  case PROP_LACKS_PRESENCE:
    g_value_set_boolean (value, cs_session_lacks_presence (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_session_dispose (GObject *object)
{
  CsSession *self = CS_SESSION (object);

  if (self->outbox)
    cs_session_drop (self);
  g_clear_object (&self->watch_list);
  g_clear_object (&self->own_presence);
  g_clear_object (&self->permissions);
  g_clear_object (&self->receipts);
  g_clear_pointer (&self->copies, cs_copies_free);
  g_clear_object (&self->typing);
  g_clear_object (&self->rooms);
  g_clear_object (&self->mailbox);
  g_clear_object (&self->outbox);
  g_clear_object (&self->credential);
  g_clear_object (&self->own);

  G_OBJECT_CLASS (cs_session_parent_class)->dispose (object);
}

static void
cs_session_finalize (GObject *object)
{
  CsSession *self = CS_SESSION (object);

  g_clear_object (&self->account);
  g_clear_object (&self->stack);
  g_clear_object (&self->anchors);
  g_clear_object (&self->memory);
  g_clear_pointer (&self->identity, cs_reference_identity_unref);
  g_free (self->news);
  g_clear_object (&self->policies);
  g_clear_pointer (&self->server, cs_endpoint_unref);
  g_clear_error (&self->refusal);
  g_clear_pointer (&self->fetcher, cs_revocation_fetcher_unref);

  G_OBJECT_CLASS (cs_session_parent_class)->finalize (object);
}

static void
make_connection_properties (const GParamFlags flags)
{
  /**
   * CsSession:state:
   *
   * Where the connection stands.
   */
  props[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, CS_TYPE_CONNECTION_STATE, CS_CONNECTION_OFFLINE, flags);

  /**
   * CsSession:verdict: (nullable)
   *
   * The judgement of the server at the last attempt.
   */
  props[PROP_VERDICT] = g_param_spec_object ("verdict", NULL, NULL, CS_TYPE_VERDICT, flags);

  /**
   * CsSession:facts: (nullable)
   *
   * What is known of the connection.
   */
  props[PROP_FACTS] = g_param_spec_boxed ("facts", NULL, NULL, CS_TYPE_CONNECTION_FACTS, flags);

  /**
   * CsSession:error: (nullable)
   *
   * Why there is no connection.
   */
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);

  /**
   * CsSession:retry-at:
   *
   * When the next attempt is made, in UTC microseconds; 0 when none is planned.
   */
  props[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
}

static void
make_own_properties (const GParamFlags flags)
{
  /**
   * CsSession:account:
   *
   * The account at work.
   */
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, CS_TYPE_ACCOUNT, flags);

  /**
   * CsSession:password-wanted:
   *
   * Whether the person has to give a password.
   */
  props[PROP_PASSWORD_WANTED] = g_param_spec_boolean ("password-wanted", NULL, NULL, FALSE, flags);

  /**
   * CsSession:password-kept:
   *
   * Whether the secret service holds the password; else it lives as long as the program.
   */
  props[PROP_PASSWORD_KEPT] = g_param_spec_boolean ("password-kept", NULL, NULL, FALSE, flags);

  /**
   * CsSession:queued:
   *
   * How many messages are not sent yet.
   */
  props[PROP_QUEUED] = g_param_spec_uint ("queued", NULL, NULL, 0, G_MAXUINT, 0, flags);

  /**
   * CsSession:adopted:
   *
   * Whether the account signed in once and is part of the profile.
   */
  props[PROP_ADOPTED] = g_param_spec_boolean ("adopted", NULL, NULL, FALSE, flags);

  /**
   * CsSession:news: (nullable)
   *
   * What was new about the server when it was accepted last.
   */
  props[PROP_NEWS] = g_param_spec_string ("news", NULL, NULL, NULL, flags);

  /**
   * CsSession:own-presence: (nullable)
   *
   * What others see of this account while it is online.
   */
  props[PROP_OWN_PRESENCE] = g_param_spec_boxed ("own-presence", NULL, NULL, CS_TYPE_PRESENCE, flags);

  /**
   * CsSession:lacks-presence:
   *
   * Whether the server has said that it has no presence.
   */
  props[PROP_LACKS_PRESENCE] = g_param_spec_boolean ("lacks-presence", NULL, NULL, FALSE, flags);
}

static void
cs_session_class_init (CsSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_session_get_property;
  object_class->dispose = cs_session_dispose;
  object_class->finalize = cs_session_finalize;

  make_connection_properties (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  make_own_properties (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);

  signals[SIGNAL_MESSAGE] =
    g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CS_TYPE_CONVERSATION, CS_TYPE_MESSAGE);

  signals[SIGNAL_WATCHERS_CHANGED] =
    g_signal_new ("watchers-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_session_init (CsSession *self)
{
}

/**
 * cs_session_new:
 * @account: the account
 * @parts: what to work with
 * @adopted: whether the account is part of the profile already
 *
 * Makes a session that is offline.
 *
 * Returns: (transfer full): the session
 */
CsSession *
cs_session_new (CsAccount            *account,
                const CsSessionParts *parts,
                gboolean              adopted)
{
  CsSession *self = g_object_new (CS_TYPE_SESSION, NULL);

  self->account = g_object_ref (account);
  self->stack = g_object_ref (parts->stack);
  self->anchors = g_object_ref (parts->anchors);
  self->memory = g_object_ref (parts->memory);
  self->policies = g_object_ref (parts->policies);
  self->fetcher = parts->fetcher ? cs_revocation_fetcher_ref (parts->fetcher) : NULL;
  self->adopted = adopted;
  self->credential = cs_credential_new (account, CS_SECRET_PASSWORD, parts->use_secret_service);
  self->own = cs_own_certificate_new (account, parts->use_secret_service);
  self->outbox = cs_outbox_new (parts->store);
  self->copies = cs_copies_new ();
  self->receipts = cs_receipts_new (parts->store, cs_account_get_id (account));
  self->typing = cs_typing_new (account);
  self->mailbox = cs_mailbox_new (self, parts->store, self->outbox, parts->conversations, cs_account_get_id (account));
  cs_mailbox_set_contacts (self->mailbox, parts->contacts);
  cs_mailbox_set_deaf (self->mailbox, parts->deaf);
  self->rooms = cs_rooms_new (account, self->policies, self->mailbox);
  cs_mailbox_set_rooms (self->mailbox, self->rooms);

  if (parts->presence)
    cs_session_show_presence (self, parts->contacts, parts->decisions);

  g_signal_connect_object (self->credential, "notify", G_CALLBACK (credential_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->credential, "ready", G_CALLBACK (cs_session_connect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->own, "ready", G_CALLBACK (cs_session_connect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->own, "failed", G_CALLBACK (cs_session_fail), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->memory, "changed", G_CALLBACK (cs_session_recall), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->policies, "changed", G_CALLBACK (cs_session_take_policy), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outbox, "notify::queued", G_CALLBACK (queued_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_session_take_conversation:
 * @self: a session
 * @record: a conversation of its account
 *
 * Shows a conversation that is in the store.
 *
 * Returns: (transfer none) (nullable): the conversation
 */
CsConversation *
cs_session_take_conversation (CsSession                  *self,
                              const CsConversationRecord *record)
{
  return cs_mailbox_take (self->mailbox, record);
}

/**
 * cs_session_resume:
 * @self: a session that holds all its conversations
 *
 * Puts what earlier runs left unsent into the outbox.
 */
void
cs_session_resume (CsSession *self)
{
  cs_mailbox_resume (self->mailbox);
}

/**
 * cs_session_flush:
 * @self: a session
 *
 * Hands everything that waits a moment to the store.
 */
void
cs_session_flush (CsSession *self)
{
  cs_mailbox_flush (self->mailbox);
}

/**
 * cs_session_tell:
 * @self: a session
 *
 * Says that others may be owed receipts.
 */
void
cs_session_tell (CsSession *self)
{
  if (self->receipts)
    cs_receipts_wake (self->receipts);
}

/**
 * cs_session_clear:
 * @self: a session whose account is removed
 *
 * Stops showing its conversations.
 */
void
cs_session_clear (CsSession *self)
{
  cs_mailbox_clear (self->mailbox);
}

/**
 * cs_session_get_account:
 * @self: a session
 *
 * Gets the account at work.
 *
 * Returns: (transfer none): the account
 */
CsAccount *
cs_session_get_account (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->account;
}

/**
 * cs_session_get_contacts:
 * @self: a session
 *
 * Gets who is known to all accounts.
 *
 * Returns: (transfer none) (nullable): the contacts
 */
CsContacts *
cs_session_get_contacts (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return cs_mailbox_get_contacts (self->mailbox);
}

/**
 * cs_session_get_rooms:
 * @self: a session
 *
 * Gets the rooms of its server.
 *
 * Returns: (transfer none): the rooms
 */
CsRooms *
cs_session_get_rooms (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->rooms;
}

/**
 * cs_session_is_password_wanted:
 * @self: a session
 *
 * Gets whether the person has to give a password: [method@Session.set_password], then [method@Session.start].
 *
 * Returns: %TRUE if so
 */
gboolean
cs_session_is_password_wanted (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), FALSE);

  return cs_credential_is_wanted (self->credential);
}

/**
 * cs_session_is_password_kept:
 * @self: a session
 *
 * Gets whether the secret service holds the password.
 *
 * Returns: %FALSE if the password lives only as long as the program
 */
gboolean
cs_session_is_password_kept (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), FALSE);

  return cs_credential_is_kept (self->credential);
}

/**
 * cs_session_is_adopted:
 * @self: a session
 *
 * Gets whether the account signed in once and is part of the profile.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_session_is_adopted (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), FALSE);

  return self->adopted;
}

/**
 * cs_session_get_queued:
 * @self: a session
 *
 * Gets how many messages are not sent yet.
 *
 * Returns: a number
 */
guint
cs_session_get_queued (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), 0);

  return cs_outbox_get_queued (self->outbox);
}

/**
 * cs_session_set_password:
 * @self: a session
 * @password: what the person typed
 *
 * Takes a password, without starting anything.
 */
void
cs_session_set_password (CsSession *self,
                         CsSecret  *password)
{
  g_return_if_fail (CS_IS_SESSION (self));
  g_return_if_fail (password);

  cs_credential_set (self->credential, password);
  if (self->agent)
    cs_user_agent_set_password (self->agent, password);
}

/**
 * cs_session_open_conversation_async:
 * @self: a session
 * @peer: the other end
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Finds the conversation with somebody, or begins it.
 */
void
cs_session_open_conversation_async (CsSession           *self,
                                    CsAddress           *peer,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_SESSION (self));
  g_return_if_fail (peer);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_session_open_conversation_async);
  cs_mailbox_open_async (self->mailbox, peer, cancellable, opened_cb, task);
}

/**
 * cs_session_open_conversation_finish:
 * @self: a session
 * @result: the result
 * @error: return location for an error
 *
 * Finishes the opening of a conversation.
 *
 * Returns: (transfer full): the conversation, or %NULL with what the store reports
 */
CsConversation *
cs_session_open_conversation_finish (CsSession     *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

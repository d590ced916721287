/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

#include "base/cs-error.h"
#include "link/cs-link.h"
#include "sip/cs-user-agent.h"

#include "cs-conversation-private.h"
#include "cs-credential.h"
#include "cs-mailbox.h"
#include "cs-outbox.h"

/* The link keeps the connection state, the credential the password, the outbox and the mailbox the messages: the session wires
 * them. Link and user agent are made anew for every start, with the account as it is then.
 * Signal: "message" (CsConversation, CsMessage) when one came in and is stored. */
struct _CsSession
{
  GObject        parent_instance;

  CsAccount     *account;
  CsSipStack    *stack;
  CsAnchorStore *anchors;
  CsCredential  *credential;
  CsOutbox      *outbox;
  CsMailbox     *mailbox;

  CsLink        *link;          /* NULL while stopped */
  CsUserAgent   *agent;
  gboolean       wish;          /* to be online */
  gboolean       adopted;
  GPtrArray     *stopping;      /* tasks that wait for the end; NULL while none does */
};

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
  LAST_PROP
};

enum {
  SIGNAL_MESSAGE,
  LAST_SIGNAL
};

typedef struct {
  CsSession         *session;
  CsIncomingMessage *incoming;
} Reception;

static GParamSpec *props[LAST_PROP];
static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsSession, cs_session, G_TYPE_OBJECT)

static void
carry_async (gpointer             carrier,
             CsAddress           *to,
             const char          *call_id,
             const char          *text,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  cs_user_agent_send_async (carrier, to, call_id, text, cancellable, callback, user_data);
}

static gboolean
carry_finish (gpointer        carrier,
              GAsyncResult   *result,
              CsSendOutcome  *outcome,
              guint          *status,
              char          **phrase,
              guint          *retry_after,
              GError        **error)
{
  return cs_user_agent_send_finish (carrier, result, outcome, status, phrase, retry_after, error);
}

static const CsOutboxCarrier user_agent_carrier = { carry_async, carry_finish };

static void
received_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Reception *reception = user_data;
  g_autoptr (CsSession) self = reception->session;
  g_autoptr (CsIncomingMessage) incoming = reception->incoming;
  g_autoptr (CsConversation) conversation = NULL;
  g_autoptr (CsMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  /* A 5xx makes the server keep the message (RFC 3428 section 7): it is not lost with our disk. */
  if (!cs_mailbox_receive_finish (CS_MAILBOX (object), result, &conversation, &message, &error)) {
    g_message ("A message could not be stored: %s", error->message);
    cs_incoming_message_respond (incoming, 500, "Server Internal Error");
    return;
  }

  cs_incoming_message_respond (incoming, 200, "OK");
  if (message)
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, conversation, message);
}

static void
message_cb (CsSession         *self,
            CsIncomingMessage *incoming)
{
  g_autofree char *id = g_strdup_printf ("%s %u",
                                         cs_incoming_message_get_call_id (incoming),
                                         cs_incoming_message_get_cseq (incoming));
  CsArrival arrival = {
    .from = cs_incoming_message_get_from (incoming),
    .display_name = cs_incoming_message_get_display_name (incoming),
    .text = cs_incoming_message_get_text (incoming),
    .message_id = id,
    .time = cs_incoming_message_get_time (incoming),
  };
  Reception *reception = g_new0 (Reception, 1);

  reception->session = g_object_ref (self);
  reception->incoming = g_object_ref (incoming);
  cs_mailbox_receive_async (self->mailbox, &arrival, NULL, received_cb, reception);
}

static void
state_changed (CsSession *self)
{
  CsConnectionState state = cs_link_get_state (self->link);

  if (state != CS_CONNECTION_ONLINE) {
    cs_outbox_set_carrier (self->outbox, NULL, NULL);
    if (state == CS_CONNECTION_OFFLINE && g_error_matches (cs_link_get_error (self->link), CS_ERROR, CS_ERROR_AUTHENTICATION))
      cs_credential_reject (self->credential);
    return;
  }

  if (!self->adopted) {
    self->adopted = TRUE;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ADOPTED]);
  }
  cs_credential_keep (self->credential);
  if (!self->stopping)
    cs_outbox_set_carrier (self->outbox, &user_agent_carrier, G_OBJECT (self->agent));
}

static void
link_notify_cb (CsSession  *self,
                GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "state"))
    state_changed (self);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self), pspec->name))
    g_object_notify (G_OBJECT (self), pspec->name);
}

static void
notify_connection (CsSession *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint prop = PROP_STATE; prop <= PROP_RETRY_AT; prop++)
    g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
build (CsSession *self)
{
  CsAddress *address = cs_account_get_address (self->account);
  CsEndpoint *typed = cs_account_get_server (self->account);
  g_autoptr (CsReferenceIdentity) identity = NULL;
  g_autoptr (CsEndpoint) server = NULL;
  CsUserAgentIdentity who = {
    .address = address,
    .auth_name = cs_account_get_auth_name (self->account),
    .display_name = cs_account_get_display_name (self->account),
    .instance = cs_account_get_instance (self->account),
    .token = cs_account_get_token (self->account),
  };

  /* A port in the address says where to connect (RFC 3263 section 4.2), but proves nothing more than the domain does. */
  if (typed)
    server = cs_endpoint_ref (typed);
  else if (cs_address_get_port (address) != 0)
    server = cs_endpoint_new (cs_address_get_host (address), cs_address_get_port (address));
  identity = cs_reference_identity_new (cs_address_get_host (address), typed ? cs_endpoint_get_host (typed) : NULL);

  self->link = cs_link_new (identity, server, self->anchors);
  self->agent = cs_user_agent_new (self->stack, self->link, &who);
  g_signal_connect_object (self->link, "notify", G_CALLBACK (link_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agent, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
}

static void
tear_down (CsSession *self)
{
  cs_outbox_set_carrier (self->outbox, NULL, NULL);
  if (!self->link)
    return;

  g_signal_handlers_disconnect_by_data (self->link, self);
  g_signal_handlers_disconnect_by_data (self->agent, self);
  cs_link_stop (self->link, NULL);
  g_clear_object (&self->agent);
  g_clear_object (&self->link);
}

static void
ready_cb (CsSession *self)
{
  CsSecret *password = cs_credential_get (self->credential);

  if (!self->wish || self->stopping || !password)
    return;

  if (self->link && cs_link_get_state (self->link) != CS_CONNECTION_OFFLINE)
    return;

  /* What was stopped begins anew, with the account as it is now. */
  tear_down (self);
  build (self);
  cs_user_agent_set_password (self->agent, password);
  cs_link_start (self->link);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsSession) self = user_data;
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->stopping);
  g_autoptr (GError) error = NULL;

  /* Unregistered or not, the connection ends here. */
  if (!cs_user_agent_close_finish (CS_USER_AGENT (object), result, &error))
    g_debug ("Not unregistered: %s", error->message);

  tear_down (self);
  notify_connection (self);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (tasks->pdata[i], TRUE);
  if (self->wish)
    cs_session_start (self);
}

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
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_session_dispose (GObject *object)
{
  CsSession *self = CS_SESSION (object);

  if (self->outbox)
    tear_down (self);
  g_clear_object (&self->mailbox);
  g_clear_object (&self->outbox);
  g_clear_object (&self->credential);

  G_OBJECT_CLASS (cs_session_parent_class)->dispose (object);
}

static void
cs_session_finalize (GObject *object)
{
  CsSession *self = CS_SESSION (object);

  g_clear_object (&self->account);
  g_clear_object (&self->stack);
  g_clear_object (&self->anchors);

  G_OBJECT_CLASS (cs_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  /**
   * CsSession:account:
   *
   * The account at work.
   */
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, CS_TYPE_ACCOUNT, flags);

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

  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_session_class_init (CsSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_session_get_property;
  object_class->dispose = cs_session_dispose;
  object_class->finalize = cs_session_finalize;

  install_properties (object_class);

  signals[SIGNAL_MESSAGE] =
    g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CS_TYPE_CONVERSATION, CS_TYPE_MESSAGE);
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
  self->adopted = adopted;
  self->credential = cs_credential_new (account, parts->use_secret_service);
  self->outbox = cs_outbox_new (parts->store);
  self->mailbox = cs_mailbox_new (self, parts->store, self->outbox, parts->conversations, cs_account_get_id (account));

  g_signal_connect_object (self->credential, "notify", G_CALLBACK (credential_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->credential, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
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
 * cs_session_restart:
 * @self: a session
 *
 * Makes a session begin again with the account as it is now.
 */
void
cs_session_restart (CsSession *self)
{
  if (self->link)
    cs_session_stop_async (self, NULL, NULL, NULL);
  cs_session_start (self);
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
 * cs_session_get_state:
 * @self: a session
 *
 * Gets where the connection stands.
 *
 * Returns: the state
 */
CsConnectionState
cs_session_get_state (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), CS_CONNECTION_OFFLINE);

  return self->link ? cs_link_get_state (self->link) : CS_CONNECTION_OFFLINE;
}

/**
 * cs_session_get_verdict:
 * @self: a session
 *
 * Gets the judgement of the server at the last attempt.
 *
 * Returns: (transfer none) (nullable): the verdict
 */
CsVerdict *
cs_session_get_verdict (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->link ? cs_link_get_verdict (self->link) : NULL;
}

/**
 * cs_session_get_facts:
 * @self: a session
 *
 * Gets what is known of the connection.
 *
 * Returns: (transfer none) (nullable): the facts
 */
CsConnectionFacts *
cs_session_get_facts (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->link ? cs_link_get_facts (self->link) : NULL;
}

/**
 * cs_session_get_error:
 * @self: a session
 *
 * Gets why there is no connection.
 *
 * Returns: (transfer none) (nullable): the error; [func@words_for_error] words it
 */
const GError *
cs_session_get_error (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->link ? cs_link_get_error (self->link) : NULL;
}

/**
 * cs_session_get_retry_at:
 * @self: a session
 *
 * Gets when the next attempt is made.
 *
 * Returns: UTC microseconds, 0 when none is planned
 */
gint64
cs_session_get_retry_at (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), 0);

  return self->link ? cs_link_get_retry_at (self->link) : 0;
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
 * cs_session_start:
 * @self: a session
 *
 * Signs in, and stays signed in through every lost connection. Without a password, [property@Session:password-wanted] becomes
 * %TRUE and nothing else happens. A session at work goes on.
 */
void
cs_session_start (CsSession *self)
{
  g_return_if_fail (CS_IS_SESSION (self));

  self->wish = TRUE;
  cs_account_set_signed_out (self->account, FALSE);
  if (!self->stopping)
    cs_credential_prepare (self->credential);
}

/**
 * cs_session_retry_now:
 * @self: a session
 *
 * Makes the next attempt at once instead of at [property@Session:retry-at].
 */
void
cs_session_retry_now (CsSession *self)
{
  g_return_if_fail (CS_IS_SESSION (self));

  if (self->link && !self->stopping)
    cs_link_retry_now (self->link);
}

/**
 * cs_session_stop_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done
 * @user_data: data for @callback
 *
 * Unregisters and closes the connection. Messages that are queued stay queued.
 */
void
cs_session_stop_async (CsSession           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_session_stop_async);
  self->wish = FALSE;

  if (!self->link) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  if (self->stopping) {
    g_ptr_array_add (self->stopping, g_steal_pointer (&task));
    return;
  }

  self->stopping = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->stopping, g_steal_pointer (&task));
  cs_outbox_set_carrier (self->outbox, NULL, NULL);
  cs_user_agent_close_async (self->agent, NULL, closed_cb, g_object_ref (self));
}

/**
 * cs_session_stop_finish:
 * @self: a session
 * @result: the result
 * @error: return location for an error
 *
 * Finishes signing out.
 *
 * Returns: %TRUE, unless cancelled
 */
gboolean
cs_session_stop_finish (CsSession     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-user-agent.h"

#include "cs-header-text.h"
#include "cs-message-receiver.h"
#include "cs-message-sender.h"
#include "cs-presence-client-private.h"
#include "cs-registration.h"
#include "cs-watchers-private.h"

struct _CsUserAgent
{
  GObject          parent;

  CsLink          *link;
  CsFlow          *flow;
  CsCredentials   *credentials;
  CsRegistration  *registration;
  CsMessageSender *sender;
  CsPresenceClient *presence;
  CsWatchers      *watchers;

  char            *address;
  char            *display_name;
  char            *realm;
  GTask           *close_task;
  guint            closing;
  gboolean         is_closed;
};

G_DEFINE_FINAL_TYPE (CsUserAgent, cs_user_agent, G_TYPE_OBJECT)

enum {
  SIGNAL_REGISTERED,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
make_from (CsUserAgent *self)
{
  g_autofree char *tag = cs_header_text_new_tag ();

  return cs_header_text_name_address (self->display_name, self->address, tag);
}

/* RFC 5626 section 4.1 and RFC 7118's kind of host: nobody is to reach us but over our own flow. */
static char *
make_plain_contact (const CsUserAgentIdentity *identity)
{
  return g_strdup_printf ("<sip:%s@%s.invalid;transport=tls;ob>", cs_address_get_user (identity->address), identity->token);
}

static char *
make_contact (const CsUserAgentIdentity *identity,
              const char                *where)
{
  const char *urn = g_str_has_prefix (identity->instance, "urn:") ? "" : "urn:uuid:";

  return g_strdup_printf ("%s;+sip.instance=\"<%s%s>\";reg-id=1", where, urn, identity->instance);
}

static int
take_notify (CsUserAgent    *self,
             nta_incoming_t *transaction,
             const sip_t    *request)
{
  if (cs_watchers_has (self->watchers, request))
    return cs_watchers_take_notify (self->watchers, transaction, request);

  return cs_presence_client_take_notify (self->presence, transaction, request);
}

static int
request_cb (nta_incoming_t *transaction,
            const sip_t    *request,
            gpointer        user_data)
{
  CsUserAgent *self = user_data;
  g_autoptr (CsIncomingMessage) message = NULL;
  int status;

  if (self->is_closed)
    return 503;
  if (request->sip_request->rq_method == sip_method_notify)
    return take_notify (self, transaction, request);

  status = cs_message_receiver_take (self->flow, transaction, request, &message);
  if (message)
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, message);

  return status;
}

static void
silent_cb (gpointer user_data)
{
  CsUserAgent *self = user_data;

  cs_registration_probe (self->registration);
}

static void
registered_cb (gpointer user_data)
{
  g_autoptr (CsUserAgent) self = g_object_ref (user_data);

  /* Who hears of it may end the connection, or us. */
  cs_link_confirm (self->link);
  if (self->flow && cs_flow_is_open (self->flow))
    g_signal_emit (self, signals[SIGNAL_REGISTERED], 0);
  if (self->flow && cs_flow_is_open (self->flow) && !self->is_closed) {
    cs_watchers_start (self->watchers);
    cs_presence_client_start (self->presence);
  }
}

static void
opened_cb (CsLink      *link,
           CsUserAgent *agent)
{
  g_autoptr (CsUserAgent) self = g_object_ref (agent);

  if (self->is_closed)
    return;

  cs_credentials_forget (self->credentials);
  cs_credentials_trust_realm (self->credentials, self->realm);
  cs_flow_open (self->flow);
  cs_registration_start (self->registration);
}

static void
closed_cb (CsLink      *link,
           CsUserAgent *agent)
{
  g_autoptr (CsUserAgent) self = g_object_ref (agent);

  cs_registration_stop (self->registration);
  cs_presence_client_stop (self->presence);
  if (self->watchers)
    cs_watchers_stop (self->watchers);
  /* Who hears that nothing is known of anybody may be through with us. */
  if (self->flow)
    cs_flow_close (self->flow);
}

/* The registration is taken back, or what was published. */
static void
removed_cb (gpointer user_data)
{
  CsUserAgent *self = user_data;
  GTask *task;

  if (--self->closing > 0)
    return;

  task = g_steal_pointer (&self->close_task);
  cs_flow_close (self->flow);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
cs_user_agent_dispose (GObject *object)
{
  CsUserAgent *self = CS_USER_AGENT (object);

  if (self->link)
    g_signal_handlers_disconnect_by_data (self->link, self);
  self->is_closed = TRUE;
  g_clear_pointer (&self->registration, cs_registration_free);
  if (self->presence)
    g_object_run_dispose (G_OBJECT (self->presence));
  g_clear_object (&self->presence);
  if (self->watchers)
    g_object_run_dispose (G_OBJECT (self->watchers));
  g_clear_object (&self->watchers);
  if (self->flow)
    cs_flow_close (self->flow);
  g_clear_pointer (&self->sender, cs_message_sender_free);
  g_clear_pointer (&self->flow, cs_flow_free);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (cs_user_agent_parent_class)->dispose (object);
}

static void
cs_user_agent_finalize (GObject *object)
{
  CsUserAgent *self = CS_USER_AGENT (object);

  g_clear_pointer (&self->credentials, cs_credentials_free);
  g_free (self->address);
  g_free (self->display_name);
  g_free (self->realm);

  G_OBJECT_CLASS (cs_user_agent_parent_class)->finalize (object);
}

static void
cs_user_agent_class_init (CsUserAgentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_user_agent_dispose;
  object_class->finalize = cs_user_agent_finalize;

  /**
   * CsUserAgent::registered:
   *
   * A connection is registered for the first time: messages can be sent.
   */
  signals[SIGNAL_REGISTERED] = g_signal_new ("registered", CS_TYPE_USER_AGENT, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * CsUserAgent::message:
   * @message: the message
   *
   * A message came in. It must be answered with [method@IncomingMessage.respond] once it is stored.
   */
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", CS_TYPE_USER_AGENT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, CS_TYPE_INCOMING_MESSAGE);
}

static void
cs_user_agent_init (CsUserAgent *self)
{
}

/**
 * cs_user_agent_new:
 * @stack: the process's SIP stack
 * @link: the account's link
 * @identity: who signs in; its instance is a UUID and its token a host label, both kept with the account
 *
 * Returns: (transfer full): a user agent that registers as soon as @link opens
 */
CsUserAgent *
cs_user_agent_new (CsSipStack                *stack,
                   CsLink                    *link,
                   const CsUserAgentIdentity *identity)
{
  static const CsFlowHooks hooks = { request_cb, silent_cb };
  CsUserAgent *self;
  g_autofree char *from = NULL;
  g_autofree char *where = make_plain_contact (identity);
  g_autofree char *contact = make_contact (identity, where);
  CsPresenceIdentity who;
  const char *user;

  g_return_val_if_fail (CS_IS_SIP_STACK (stack), NULL);
  g_return_val_if_fail (CS_IS_LINK (link), NULL);
  g_return_val_if_fail (identity->address && identity->instance && identity->token, NULL);

  user = identity->auth_name && *identity->auth_name ? identity->auth_name : cs_address_get_user (identity->address);

  self = g_object_new (CS_TYPE_USER_AGENT, NULL);
  self->link = g_object_ref (link);
  self->address = g_strdup (cs_address_get_uri (identity->address));
  self->display_name = g_strdup (identity->display_name);
  self->realm = g_strdup (cs_host_get_ascii (cs_address_get_host (identity->address)));
  self->credentials = cs_credentials_new (user);
  self->flow = cs_flow_new (stack, link, &hooks, self);

  self->sender = cs_message_sender_new (self->flow, self->credentials);
  from = make_from (self);
  self->registration = cs_registration_new (self->flow, link, self->credentials,
                                            &(CsRegistrationIdentity) { identity->address, from, contact });
  cs_registration_set_func (self->registration, registered_cb, self);
  who = (CsPresenceIdentity) { identity->address, identity->display_name, where };
  self->presence = cs_presence_client_new (self->flow, self->credentials, &who);
  self->watchers = cs_watchers_new (self->flow, self->credentials, &who);

  g_signal_connect (link, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (link, "closed", G_CALLBACK (closed_cb), self);

  return self;
}

/**
 * cs_user_agent_set_password:
 * @self: a user agent
 * @password: (transfer none) (nullable): the password, or %NULL to forget it
 */
void
cs_user_agent_set_password (CsUserAgent *self,
                            CsSecret    *password)
{
  g_return_if_fail (CS_IS_USER_AGENT (self));

  cs_credentials_set_secret (self->credentials, password);
}

/**
 * cs_user_agent_has_password:
 * @self: a user agent
 *
 * Returns: whether there is a password to try; one that the server has rejected is gone
 */
gboolean
cs_user_agent_has_password (CsUserAgent *self)
{
  g_return_val_if_fail (CS_IS_USER_AGENT (self), FALSE);

  return cs_credentials_has_secret (self->credentials);
}

/**
 * cs_user_agent_get_watchers:
 * @self: a user agent
 *
 * Returns: (transfer none): who watches the account; it does nothing any more when the user agent is gone
 */
CsWatchers *
cs_user_agent_get_watchers (CsUserAgent *self)
{
  g_return_val_if_fail (CS_IS_USER_AGENT (self), NULL);

  return self->watchers;
}

/**
 * cs_user_agent_get_presence:
 * @self: a user agent
 *
 * Returns: (transfer none): what tells of presence; it does nothing any more when the user agent is gone
 */
CsPresenceClient *
cs_user_agent_get_presence (CsUserAgent *self)
{
  g_return_val_if_fail (CS_IS_USER_AGENT (self), NULL);

  return self->presence;
}

/**
 * cs_user_agent_send_async:
 * @self: a user agent
 * @outgoing: what to send; its Call-ID is the same each time it is sent again
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known what became of the message
 * @user_data: passed to @callback
 *
 * Sends a message. Several may be on their way at the same time.
 */
void
cs_user_agent_send_async (CsUserAgent         *self,
                          const CsOutgoing    *outgoing,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *from = NULL;
  g_autofree char *body = NULL;
  const char *headers;
  GError *error = NULL;

  g_return_if_fail (CS_IS_USER_AGENT (self));
  g_return_if_fail (outgoing && outgoing->to && outgoing->call_id);
  g_return_if_fail (outgoing->text || outgoing->receipt || outgoing->composing);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_user_agent_send_async);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (!cs_outgoing_check (outgoing, &error)) {
    g_task_return_error (task, error);
    return;
  }

  from = make_from (self);
  body = cs_outgoing_build (outgoing, self->address, &headers);
  cs_message_sender_send (self->sender, &(CsOutgoingMessage) { from, outgoing->to, outgoing->call_id, headers, body },
                          g_steal_pointer (&task));
}

/**
 * cs_user_agent_send_finish:
 * @self: a user agent
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full): what became of the message, or %NULL with @error set when it cannot be sent at all or sending was
 *   cancelled
 */
CsSendResult *
cs_user_agent_send_finish (CsUserAgent   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_user_agent_close_async:
 * @self: a user agent
 * @cancellable: (nullable): not looked at: closing takes two seconds at most
 * @callback: called when done
 * @user_data: passed to @callback
 *
 * Takes the registration back, and what is published, and ends. Messages on their way end without an answer. The link is left to its owner.
 */
void
cs_user_agent_close_async (CsUserAgent         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_USER_AGENT (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_user_agent_close_async);

  if (self->is_closed) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  self->is_closed = TRUE;
  self->close_task = g_steal_pointer (&task);
  /* The registration last, so that nothing is left to say when it is taken back. */
  self->closing = 2;
  cs_watchers_end (self->watchers);
  cs_presence_client_finish (self->presence, removed_cb, self);
  cs_registration_remove (self->registration, removed_cb, self);
}

/**
 * cs_user_agent_close_finish:
 * @self: a user agent
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: %TRUE
 */
gboolean
cs_user_agent_close_finish (CsUserAgent   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

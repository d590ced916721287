/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-wrapper.h"

static void
carry_async (gpointer             carrier,
             const CsOutgoing    *outgoing,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  cs_user_agent_send_async (carrier, outgoing, cancellable, callback, user_data);
}

static CsSendResult *
carry_finish (gpointer       carrier,
              GAsyncResult  *result,
              GError       **error)
{
  return cs_user_agent_send_finish (carrier, result, error);
}

static const CsCarrierFuncs user_agent_carrier = { carry_async, carry_finish };

/* Whether what is written may go out. */
static void
set_carrier (CsSession *self,
             gboolean   online)
{
  GObject *agent = G_OBJECT (self->agent);
  g_autoptr (CsWrapper) wrapper = NULL;

  if (!online) {
    cs_outbox_set_carrier (self->outbox, NULL, NULL);
    cs_receipts_set_carrier (self->receipts, NULL, NULL);
    cs_typing_set_carrier (self->typing, NULL, NULL);
    cs_rooms_set_carrier (self->rooms, NULL, NULL);
    return;
  }

  wrapper = cs_wrapper_new (self->mailbox, &user_agent_carrier, agent);
  cs_outbox_set_carrier (self->outbox, &cs_wrapper_carrier, G_OBJECT (wrapper));
  cs_receipts_set_carrier (self->receipts, &cs_wrapper_carrier, G_OBJECT (wrapper));
  cs_typing_set_carrier (self->typing, &user_agent_carrier, agent);
  cs_rooms_set_carrier (self->rooms, &user_agent_carrier, agent);
}

static void
end_connection (CsSession *self)
{
  self->online_since = 0;
  cs_copies_end (self->copies);
  set_carrier (self, FALSE);
}

static void
state_changed (CsSession *self)
{
  CsConnectionState state = cs_link_get_state (self->link);

  if (state != CS_CONNECTION_ONLINE) {
    end_connection (self);
    if (state == CS_CONNECTION_OFFLINE && g_error_matches (cs_link_get_error (self->link), CS_ERROR, CS_ERROR_AUTHENTICATION))
      cs_credential_reject (self->credential);
    if (state == CS_CONNECTION_OFFLINE && g_error_matches (cs_link_get_error (self->link), CS_ERROR, CS_ERROR_TOKEN))
      cs_own_certificate_unload (self->own);
    return;
  }

  self->online_since = g_get_real_time ();
  cs_copies_begin (self->copies, self->online_since);
  if (!self->adopted) {
    self->adopted = TRUE;
    g_object_notify (G_OBJECT (self), "adopted");
  }
  cs_credential_keep (self->credential);
  cs_own_certificate_keep_secret (self->own);
  cs_session_meet (self);
  cs_session_load_permissions (self);
  if (!self->stopping)
    set_carrier (self, TRUE);
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
  static const char * const names[] = { "state", "verdict", "facts", "error", "retry-at" };

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_notify (G_OBJECT (self), names[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

static CsHost *
get_domain (CsSession *self)
{
  return cs_address_get_host (cs_account_get_address (self->account));
}

static CsEndpoint *
choose_server (CsSession *self,
               CsPolicy  *policy)
{
  CsEndpoint *ruled = cs_policy_get_server (policy, get_domain (self));

  return ruled && cs_policy_is_locked (policy, CS_POLICY_SERVER) ? ruled : cs_account_get_server (self->account);
}

static void
set_rules (CsSession *self,
           CsPolicy  *policy)
{
  gboolean lookup = cs_policy_is_locked (policy, CS_POLICY_ORGANISATION_LOOKUP)
                      ? cs_policy_get_organisation_lookup (policy)
                      : cs_account_get_organisation_lookup (self->account);

  cs_link_set_policy (self->link, policy, lookup);
  cs_session_set_memory_mode (self, cs_policy_get_certificate_memory (policy),
                              cs_policy_is_locked (policy, CS_POLICY_CERTIFICATE_MEMORY));
}

/* Whether the policy lets this account sign in; if not, why. */
static gboolean
is_allowed (CsSession *self)
{
  CsPolicy *policy = cs_policy_store_get_policy (self->policies);
  const GError *broken = cs_policy_store_get_error (self->policies);

  g_clear_error (&self->refusal);
  if (!policy && broken)
    self->refusal = g_error_copy (broken);
  else if (policy && !cs_policy_allows_domain (policy, get_domain (self)))
    self->refusal = g_error_new (CS_ERROR, CS_ERROR_NOT_ALLOWED,
                                 /* Translators: %s is a domain, for example “example.org”. */
                                 _("Your organisation lets Countersign sign in at “%s” only."),
                                 cs_host_get_display (cs_policy_get_domain (policy)));

  return policy && !self->refusal;
}

static void
build (CsSession *self)
{
  CsAddress *address = cs_account_get_address (self->account);
  CsPolicy *policy = cs_policy_store_get_policy (self->policies);
  CsEndpoint *typed = choose_server (self, policy);
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
  g_clear_pointer (&self->identity, cs_reference_identity_unref);
  self->identity = cs_reference_identity_new (cs_address_get_host (address), typed ? cs_endpoint_get_host (typed) : NULL);

  self->link = cs_link_new (self->identity, server, self->anchors);
  set_rules (self, policy);
  g_clear_pointer (&self->server, cs_endpoint_unref);
  self->server = typed ? cs_endpoint_ref (typed) : NULL;
  cs_link_set_client (self->link, cs_own_certificate_get_identity (self->own));
  cs_session_recall (self);
  if (self->fetcher)
    cs_link_set_fetcher (self->link, self->fetcher);
  self->agent = cs_user_agent_new (self->stack, self->link, &who);
  g_signal_connect_object (self->link, "notify", G_CALLBACK (link_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agent, "message", G_CALLBACK (cs_session_receive), self, G_CONNECT_SWAPPED);
  cs_session_attach_presence (self);
}

/**
 * cs_session_drop:
 * @self: a session
 *
 * Closes the connection without a word to the server.
 */
void
cs_session_drop (CsSession *self)
{
  end_connection (self);
  if (!self->link)
    return;

  g_signal_handlers_disconnect_by_data (self->link, self);
  g_signal_handlers_disconnect_by_data (self->agent, self);
  cs_link_stop (self->link, NULL);
  cs_session_detach_presence (self);
  g_clear_object (&self->agent);
  g_clear_object (&self->link);
}

/**
 * cs_session_connect:
 * @self: a session
 *
 * Begins to connect, if that is wished and there is a password now, as soon as the account's certificate is loaded.
 */
void
cs_session_connect (CsSession *self)
{
  CsSecret *password = cs_credential_get (self->credential);

  if (!self->wish || self->stopping || !password)
    return;

  if (self->link && cs_link_get_state (self->link) != CS_CONNECTION_OFFLINE)
    return;

  /* What was stopped lets go of a token first: a module that nobody holds is opened anew, and sees what was plugged in. */
  if (!cs_own_certificate_is_ready (self->own)) {
    cs_session_drop (self);
    cs_own_certificate_prepare (self->own);
    return;
  }

  /* What was stopped begins anew, with the account as it is now. */
  cs_session_drop (self);
  if (!is_allowed (self)) {
    notify_connection (self);
    return;
  }
  build (self);
  cs_user_agent_set_password (self->agent, password);
  cs_link_start (self->link);
}

/**
 * cs_session_fail:
 * @self: a session whose certificate cannot be loaded
 *
 * Stays offline and says why.
 */
void
cs_session_fail (CsSession *self)
{
  if (!self->wish || self->stopping)
    return;

  cs_session_drop (self);
  g_clear_error (&self->refusal);
  self->refusal = g_error_copy (cs_own_certificate_get_error (self->own));
  notify_connection (self);
}

static gboolean
same_server (CsEndpoint *a,
             CsEndpoint *b)
{
  return a == b || (a && b && g_str_equal (cs_endpoint_get_string (a), cs_endpoint_get_string (b)));
}

/**
 * cs_session_take_policy:
 * @self: a session
 *
 * Takes up what the administrator rules now. The rules of connecting hold from the next connection on; without a policy that can
 * be understood there is no connection at all.
 */
void
cs_session_take_policy (CsSession *self)
{
  CsPolicy *policy = cs_policy_store_get_policy (self->policies);

  if (self->stopping)
    return;

  if (!self->link) {
    cs_session_connect (self);
  } else if (!is_allowed (self)) {
    cs_session_drop (self);
    notify_connection (self);
  } else if (!same_server (self->server, choose_server (self, policy))) {
    cs_session_restart (self);
  } else {
    set_rules (self, policy);
  }
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

  cs_session_drop (self);
  notify_connection (self);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (tasks->pdata[i], TRUE);
  if (self->wish)
    cs_session_start (self);
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
  set_carrier (self, FALSE);
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

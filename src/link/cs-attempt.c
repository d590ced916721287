/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-attempt.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-connector.h"
#include "cs-inquiry.h"
#include "cs-tls-handshake.h"
#include "cs-tls-judge.h"

typedef struct {
  CsAttemptPlan        plan;
  CsReferenceIdentity *identity;
  CsAttemptProgress    progress;
  gpointer             progress_data;

  GCancellable        *inner;
  gulong               cancelled_id;
  guint                timer_id;
  gboolean             timed_out;
  gint64               begun;
  guint                left;
  guint                handshake_left;

  GPtrArray           *candidates;
  guint                used;
  CsConnectionFacts   *facts;
  CsVerdict           *verdict;
  CsTlsSession        *session;
} Attempt;

static void connect_next (GTask *task,
                          guint  first);

static void
attempt_free (Attempt *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  cs_reference_identity_unref (self->identity);
  cs_attempt_plan_clear (&self->plan);
  g_clear_object (&self->inner);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->facts, cs_connection_facts_unref);
  g_clear_object (&self->verdict);
  g_clear_pointer (&self->session, cs_tls_session_free);
  g_free (self);
}

static void
settle (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);

  if (self->cancelled_id)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
}

/* Whether the attempt is over because its owner has lost interest. */
static gboolean
is_cancelled (GTask *task)
{
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return FALSE;

  settle (task);

  return g_task_return_error_if_cancelled (task);
}

static void
fail (GTask  *task,
      GError *error)
{
  settle (task);
  g_task_return_error (task, error);
}

/* Takes the time since the current step began off what is left for such steps. */
static void
spend (Attempt *self,
       guint   *left)
{
  gint64 spent = (g_get_monotonic_time () - self->begun) / 1000;

  *left -= MIN (spent, *left);
}

static void
report (GTask             *task,
        CsConnectionState  state)
{
  Attempt *self = g_task_get_task_data (task);

  if (self->progress)
    self->progress (state, self->progress_data);
}

static void
note_judging (Attempt *self,
              gint64   judging)
{
  CsConnectionFacts *facts = cs_connection_facts_with_judging (self->facts, judging);

  cs_connection_facts_unref (self->facts);
  self->facts = facts;
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (CsVerdict) verdict = cs_inquiry_finish (result, NULL);
  gnutls_session_t session = cs_tls_session_get_gnutls (self->session);

  if (is_cancelled (task))
    return;

  note_judging (self, cs_connection_facts_get_judging (self->facts) + g_get_monotonic_time () - self->begun);
  g_set_object (&self->verdict, verdict);
  if (verdict && cs_verdict_is_accepted (verdict)) {
    settle (task);
    g_task_return_pointer (task, g_steal_pointer (&self->session), (GDestroyNotify) cs_tls_session_free);
    return;
  }

  if (verdict)
    gnutls_alert_send (session, GNUTLS_AL_FATAL, cs_tls_judge_get_alert (verdict));
  cs_tls_session_linger (g_steal_pointer (&self->session));
  fail (task, cs_tls_handshake_refusal (self->identity));
}

/* What the network has to say of the certificates comes before the first byte of ours. */
static void
ask (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  const CsInquiryPlan plan = {
    self->plan.fetcher, cs_anchor_store_get_anchors (self->plan.anchors), cs_policy_get_revocation (self->plan.policy),
    self->plan.limits.revocation, NULL
  };

  self->begun = g_get_monotonic_time ();
  cs_inquiry_async (self->verdict, &plan, self->inner, asked_cb, g_object_ref (task));
}

static void
shaken_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CsTlsSession) session = NULL;

  spend (self, &self->handshake_left);
  g_clear_object (&self->verdict);
  session = cs_tls_handshake_finish (result, &self->verdict, &error);
  note_judging (self, cs_tls_handshake_get_judging (result));

  if (is_cancelled (task)) {
    g_clear_error (&error);
    return;
  }

  if (session) {
    CsConnectionFacts *facts = cs_tls_session_add_facts (session, self->facts);

    cs_connection_facts_unref (self->facts);
    self->facts = facts;
    self->session = g_steal_pointer (&session);
    ask (task);
    return;
  }

  /* A refusal is an answer, and a token of ours does no better for another server. After other trouble the next server may
   * (RFC 3263 section 4.3). */
  if (g_error_matches (error, CS_ERROR, CS_ERROR_REFUSED) || g_error_matches (error, CS_ERROR, CS_ERROR_TOKEN) || self->used + 1 >= self->candidates->len) {
    fail (task, error);
    return;
  }

  g_error_free (error);
  connect_next (task, self->used + 1);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GSocketConnection) connection = cs_connector_connect_finish (result, &self->used, &error);
  CsCandidate *candidate;
  guint limit;

  spend (self, &self->left);
  if (is_cancelled (task)) {
    g_clear_error (&error);
    return;
  }

  if (!connection) {
    fail (task, error);
    return;
  }

  candidate = g_ptr_array_index (self->candidates, self->used);
  g_clear_pointer (&self->facts, cs_connection_facts_unref);
  self->facts = cs_connection_facts_new (candidate->host, candidate->port, candidate->found, g_get_real_time ());

  report (task, CS_CONNECTION_CHECKING);
  if (is_cancelled (task))
    return;

  /* A server that says nothing leaves half of the time for the next one. */
  limit = self->used + 1 < self->candidates->len ? self->handshake_left / 2 : self->handshake_left;
  self->begun = g_get_monotonic_time ();
  cs_tls_handshake_async (G_IO_STREAM (connection), self->identity, cs_anchor_store_get_anchors (self->plan.anchors),
                          self->plan.policy, self->plan.client, limit, self->inner, shaken_cb, g_object_ref (task));
}

static void
connect_next (GTask *task,
              guint  first)
{
  Attempt *self = g_task_get_task_data (task);

  report (task, CS_CONNECTION_CONNECTING);
  if (is_cancelled (task))
    return;

  self->begun = g_get_monotonic_time ();
  cs_connector_connect_async (self->candidates, first, self->left, self->inner, connected_cb, g_object_ref (task));
}

/* Where the administrator names the servers of a domain, no other host is ever connected to, whatever DNS says or somebody typed. */
static gboolean
drop_foreign_servers (Attempt  *self,
                      GError  **error)
{
  CsHost *domain = cs_reference_identity_get_sip_domain (self->identity);
  g_autofree char *first = NULL;

  for (guint i = 0; i < self->candidates->len;) {
    const CsCandidate *candidate = g_ptr_array_index (self->candidates, i);
    g_autoptr (CsHost) host = cs_host_parse (candidate->host, NULL);

    if (host && cs_policy_allows_server (self->plan.policy, domain, host, candidate->port)) {
      i++;
      continue;
    }
    if (!first)
      first = g_strdup (candidate->host);
    g_ptr_array_remove_index (self->candidates, i);
  }

  if (self->candidates->len > 0)
    return TRUE;

  g_set_error (error, CS_ERROR, CS_ERROR_NOT_ALLOWED,
               /* Translators: a host, then a domain, for example “sip.example.org” and “example.org”. */
               _("Your organisation does not let Countersign connect to “%s” for “%s”."), first,
               cs_reference_identity_get_display (self->identity));

  return FALSE;
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  spend (self, &self->left);
  self->candidates = cs_locator_find_finish (result, &error);

  if (is_cancelled (task)) {
    g_clear_error (&error);
    return;
  }

  if (self->candidates) {
    if (drop_foreign_servers (self, &error))
      connect_next (task, 0);
    else
      fail (task, error);
    return;
  }

  if (self->timed_out) {
    g_error_free (error);
    error = g_error_new (CS_ERROR, CS_ERROR_LOOKUP,
                         /* Translators: %s is a domain, for example “example.org”. */
                         _("The servers of “%s” could not be looked up in time."),
                         cs_host_get_display (cs_reference_identity_get_sip_domain (self->identity)));
  }
  fail (task, error);
}

static gboolean
lookup_time_over_cb (gpointer user_data)
{
  Attempt *self = g_task_get_task_data (user_data);

  self->timer_id = 0;
  self->timed_out = TRUE;
  g_cancellable_cancel (self->inner);

  return G_SOURCE_REMOVE;
}

static void
look_up (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);

  report (task, CS_CONNECTION_LOOKING_UP);
  if (is_cancelled (task))
    return;

  self->begun = g_get_monotonic_time ();
  self->timer_id = cs_link_limits_add_timer (self->plan.limits.connecting, lookup_time_over_cb, task);
  cs_locator_find_async (cs_reference_identity_get_sip_domain (self->identity), self->plan.server,
                         self->plan.organisation_lookup, self->inner, found_cb, g_object_ref (task));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean loaded = cs_anchor_store_load_finish (CS_ANCHOR_STORE (object), result, &error);

  if (is_cancelled (task))
    g_clear_error (&error);
  else if (loaded)
    look_up (task);
  else
    fail (task, error);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/**
 * cs_attempt_async:
 * @plan: whom to reach; copied
 * @progress: (nullable): told when a step begins, until the attempt is over or cancelled
 * @cancellable: (nullable): a cancellable
 * @callback: called when the attempt is over
 * @user_data: data for @progress and @callback
 *
 * Makes one attempt to reach a server: loads the trust anchors if that has not been done, finds out where the server may be,
 * connects, shakes hands and judges it. Where there are several servers, the next one is tried until one answers; a server
 * that is refused is an answer.
 */
void
cs_attempt_async (const CsAttemptPlan *plan,
                  CsAttemptProgress    progress,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Attempt *self = g_new0 (Attempt, 1);

  cs_attempt_plan_copy (&self->plan, plan);
  self->identity = cs_policy_get_wildcard_for_typed_hosts (plan->policy)
                     ? cs_reference_identity_allow_wildcard (plan->identity)
                     : cs_reference_identity_ref (plan->identity);
  self->left = plan->limits.connecting;
  self->handshake_left = plan->limits.handshake;
  self->progress = progress;
  self->progress_data = user_data;
  self->inner = g_cancellable_new ();

  g_task_set_source_tag (task, cs_attempt_async);
  g_task_set_task_data (task, self, (GDestroyNotify) attempt_free);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (cancellable)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (self->inner),
                                                g_object_unref);

  if (cs_anchor_store_get_anchors (self->plan.anchors))
    look_up (task);
  else
    cs_anchor_store_load_async (self->plan.anchors, self->inner, loaded_cb, g_object_ref (task));
}

/**
 * cs_attempt_finish:
 * @result: the result
 * @verdict: (out) (nullable) (transfer full): what was found of the server, %NULL when it never got that far
 * @facts: (out) (nullable) (transfer full): what is known of the last connection, %NULL when there was none
 * @error: return location for an error
 *
 * Finishes [func@attempt_async].
 *
 * Returns: (transfer full): the session of an accepted server, or %NULL with an error of the domain %CS_ERROR
 */
CsTlsSession *
cs_attempt_finish (GAsyncResult       *result,
                   CsVerdict         **verdict,
                   CsConnectionFacts **facts,
                   GError            **error)
{
  Attempt *self = g_task_get_task_data (G_TASK (result));

  *verdict = g_steal_pointer (&self->verdict);
  *facts = g_steal_pointer (&self->facts);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-probe.h"

#include "base/cs-error.h"

/* How long a server may take to say that it does not like what it got instead of a certificate, or the certificate. */
#define MOMENT_MS 2000

#define MAX_RECORDS 16

typedef struct {
  CsConnectionFacts *facts;
  CsVerdict         *verdict;
  CsTlsSession      *session;  /* while the server may still speak */
  GSource           *source;
  guint              timer_id;
} Probe;

static void
settle (Probe *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->source)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static void
probe_free (Probe *self)
{
  g_clear_pointer (&self->facts, cs_connection_facts_unref);
  g_clear_object (&self->verdict);
  g_clear_pointer (&self->session, cs_tls_session_free);
  g_free (self);
}

/* Hangs up, with or without a complaint of the server's. */
static void
finish (GTask  *task,
        GError *error)
{
  Probe *self = g_task_get_task_data (task);

  settle (self);
  if (self->session)
    cs_tls_session_say_goodbye (g_steal_pointer (&self->session));

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&self->verdict), g_object_unref);
}

static gboolean
moment_over_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Probe *self = g_task_get_task_data (task);

  self->timer_id = 0;
  finish (task, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
readable_cb (GObject  *stream,
             gpointer  user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Probe *self = g_task_get_task_data (task);
  gnutls_session_t session = cs_tls_session_get_gnutls (self->session);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task)) {
    settle (self);
    return G_SOURCE_REMOVE;
  }

  for (guint i = 0; i < MAX_RECORDS; i++) {
    guint8 buffer[4096];
    ssize_t n = gnutls_record_recv (session, buffer, sizeof buffer);

    if (n == GNUTLS_E_AGAIN)
      return G_SOURCE_CONTINUE;
    if (n > 0 || n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_WARNING_ALERT_RECEIVED)
      continue;

    error = cs_tls_session_make_error (self->session, n == 0 ? GNUTLS_E_SESSION_EOF : n);
    break;
  }
  finish (task, error);

  return G_SOURCE_REMOVE;
}

/* In TLS 1.3 our side of the handshake is done before the server has seen our certificate, or that there is none (RFC 8446 section
 * 2): whether that is good enough comes as an alert, or not at all. Before 1.3, too, a server may make up its mind that late. */
static gboolean
may_still_complain (Probe *self)
{
  return cs_connection_facts_get_client_answer (self->facts) != CS_CLIENT_ANSWER_NOT_ASKED;
}

static void
hear_out (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  self->timer_id = cs_link_limits_add_timer (MOMENT_MS, moment_over_cb, task);
  self->source = cs_tls_session_create_source (self->session, FALSE, g_task_get_cancellable (task));
  g_source_set_callback (self->source, G_SOURCE_FUNC (readable_cb), g_object_ref (task), g_object_unref);
  g_source_attach (self->source, g_task_get_context (task));
}

static void
attempted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Probe *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->session = cs_attempt_finish (result, &self->verdict, &self->facts, &error);
  if (self->verdict && g_error_matches (error, CS_ERROR, CS_ERROR_REFUSED))
    g_clear_error (&error);

  if (self->session && may_still_complain (self))
    hear_out (task);
  else
    finish (task, error);
}

/**
 * cs_probe_async:
 * @plan: whom to reach; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is known
 * @user_data: data for @callback
 *
 * Reaches for a server as a link does, judges it, and hangs up. No SIP and no credentials are sent. Where the server asks for a
 * certificate of ours, it is given a moment to say whether it insists.
 */
void
cs_probe_async (const CsAttemptPlan *plan,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_probe_async);
  g_task_set_task_data (task, g_new0 (Probe, 1), (GDestroyNotify) probe_free);
  cs_attempt_async (plan, NULL, cancellable, attempted_cb, g_steal_pointer (&task));
}

/**
 * cs_probe_finish:
 * @result: the result
 * @facts: (out) (optional) (nullable) (transfer full): what is known of the connection, %NULL when there was none
 * @error: return location for an error
 *
 * Finishes [func@probe_async].
 *
 * Returns: (transfer full): the verdict, be it an acceptance or a refusal; %NULL with an error when the server could not be
 *   reached, does not speak TLS, or (%CS_ERROR_CLIENT_CERTIFICATE) lets nobody in with the certificate that it got, or without one
 */
CsVerdict *
cs_probe_finish (GAsyncResult       *result,
                 CsConnectionFacts **facts,
                 GError            **error)
{
  Probe *self = g_task_get_task_data (G_TASK (result));

  if (facts)
    *facts = self->facts ? cs_connection_facts_ref (self->facts) : NULL;

  return g_task_propagate_pointer (G_TASK (result), error);
}

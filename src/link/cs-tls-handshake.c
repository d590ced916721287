/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-tls-handshake.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "trust/cs-client-identity-use.h"
#include "trust/cs-pkcs11.h"

#include "cs-link-limits.h"
#include "cs-tls-judge.h"

/* A server may warn us a few times before we lose patience. */
#define MAX_WARNINGS 4

typedef struct {
  CsTlsSession        *session;
  CsReferenceIdentity *identity;
  CsAnchorSet         *anchors;
  CsRevocationPolicy   revocation;
  CsVerdict           *verdict;
  gint64               judging;
  GSource             *source;
  guint                timer_id;
  gboolean             is_slow;         /* a step may take seconds: none is made on the main thread */
  gboolean             is_over;

  /* What belongs to whoever makes a step. */
  guint                warnings;
  CsVerdict           *found;
  gint64               found_judging;
} Handshake;

static void
handshake_settle (Handshake *self)
{
  self->is_over = TRUE;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->source)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static void
handshake_free (Handshake *self)
{
  g_clear_pointer (&self->session, cs_tls_session_free);
  g_clear_object (&self->verdict);
  g_clear_object (&self->found);
  cs_reference_identity_unref (self->identity);
  cs_anchor_set_unref (self->anchors);
  g_free (self);
}

/* Called by GnuTLS when the certificates are there; anything but 0 ends the handshake. Nobody is asked here. */
static int
verify_cb (gnutls_session_t session)
{
  Handshake *self = gnutls_session_get_ptr (session);
  gint64 begun = g_get_monotonic_time ();

  g_clear_object (&self->found);
  self->found = cs_tls_judge_session (session, self->identity, self->anchors, self->revocation);
  self->found_judging = g_get_monotonic_time () - begun;

  return cs_verdict_is_accepted (self->found) ? 0 : GNUTLS_E_CERTIFICATE_ERROR;
}

/**
 * cs_tls_handshake_refusal:
 * @identity: who the server had to be
 *
 * Returns: (transfer full): the error for a server that was refused
 */
GError *
cs_tls_handshake_refusal (CsReferenceIdentity *identity)
{
  return g_error_new (CS_ERROR, CS_ERROR_REFUSED,
                      /* Translators: %s is a domain, for example “example.org”. */
                      _("The server did not prove that it is “%s”."),
                      cs_reference_identity_get_display (identity));
}

static void
fail (GTask *task,
      int    code)
{
  Handshake *self = g_task_get_task_data (task);
  gnutls_session_t session = cs_tls_session_get_gnutls (self->session);
  GError *error;

  if (!self->verdict)
    self->verdict = cs_tls_judge_failure (session, code, self->identity, self->anchors);

  if (self->verdict && !cs_verdict_is_accepted (self->verdict)) {
    gnutls_alert_send (session, GNUTLS_AL_FATAL, cs_tls_judge_get_alert (self->verdict));
    error = cs_tls_handshake_refusal (self->identity);
  } else {
    /* In TLS 1.2 the certificates come before the proof that the server has the key: without the proof they say nothing. */
    g_clear_object (&self->verdict);
    error = cs_tls_session_make_error (self->session, code);
    if (code != GNUTLS_E_FATAL_ALERT_RECEIVED)
      gnutls_alert_send_appropriate (session, code);
  }

  cs_tls_session_linger (g_steal_pointer (&self->session));
  g_task_return_error (task, error);
}

static void
succeed (GTask *task)
{
  Handshake *self = g_task_get_task_data (task);

  /* Nothing passes that was not judged, whatever way the handshake took. */
  if (!self->verdict || !cs_verdict_is_accepted (self->verdict)) {
    fail (task, GNUTLS_E_CERTIFICATE_ERROR);
    return;
  }

  gnutls_session_set_ptr (cs_tls_session_get_gnutls (self->session), NULL);
  gnutls_session_set_verify_function (cs_tls_session_get_gnutls (self->session), NULL);
  g_task_return_pointer (task, g_steal_pointer (&self->session), (GDestroyNotify) cs_tls_session_free);
}

static gboolean advance_cb (GObject  *stream,
                            gpointer  user_data);

static void
wait_for_peer (GTask *task)
{
  Handshake *self = g_task_get_task_data (task);
  gboolean to_write = gnutls_record_get_direction (cs_tls_session_get_gnutls (self->session)) == 1;

  self->source = cs_tls_session_create_source (self->session, to_write, g_task_get_cancellable (task));
  g_source_set_callback (self->source, G_SOURCE_FUNC (advance_cb), g_object_ref (task), g_object_unref);
  g_source_attach (self->source, g_task_get_context (task));
}

/* Goes as far as it goes without waiting for the server. */
static int
make_step (Handshake *self)
{
  gnutls_session_t session = cs_tls_session_get_gnutls (self->session);
  int code;

  do
    code = gnutls_handshake (session);
  while (code == GNUTLS_E_INTERRUPTED ||
         (code == GNUTLS_E_WARNING_ALERT_RECEIVED && ++self->warnings < MAX_WARNINGS));

  return code;
}

static void
take_step (GTask *task,
           int    code)
{
  Handshake *self = g_task_get_task_data (task);

  if (self->found) {
    g_clear_object (&self->verdict);
    self->verdict = g_steal_pointer (&self->found);
    self->judging = self->found_judging;
  }

  if (code == GNUTLS_E_AGAIN) {
    wait_for_peer (task);
    return;
  }

  handshake_settle (self);
  if (code == GNUTLS_E_SUCCESS)
    succeed (task);
  else
    fail (task, code);
}

static void
step_thread (GTask        *step,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Handshake *self = data;
  int code = GNUTLS_E_PKCS11_ERROR;

  if (cs_pkcs11_enter ()) {
    code = make_step (self);
    cs_pkcs11_leave ();
  }
  g_task_return_int (step, code);
}

static void
stepped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Handshake *self = g_task_get_task_data (task);
  int code = g_task_propagate_int (G_TASK (result), NULL);

  if (self->is_over)
    return;

  if (g_task_return_error_if_cancelled (task))
    handshake_settle (self);
  else
    take_step (task, code);
}

static void
advance (GTask *task)
{
  Handshake *self = g_task_get_task_data (task);
  g_autoptr (GTask) step = NULL;

  if (g_task_return_error_if_cancelled (task)) {
    handshake_settle (self);
    return;
  }

  if (!self->is_slow) {
    take_step (task, make_step (self));
    return;
  }

  /* The callback holds the handshake until the step is made, even where nobody waits for it any more. */
  step = g_task_new (NULL, NULL, stepped_cb, g_object_ref (task));
  g_task_set_source_tag (step, advance);
  g_task_set_task_data (step, self, NULL);
  g_task_run_in_thread (step, step_thread);
}

static gboolean
advance_cb (GObject  *stream,
            gpointer  user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Handshake *self = g_task_get_task_data (task);

  g_clear_pointer (&self->source, g_source_unref);
  advance (task);

  return G_SOURCE_REMOVE;
}

static gboolean
time_over_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Handshake *self = g_task_get_task_data (task);

  self->timer_id = 0;
  handshake_settle (self);
  g_clear_object (&self->verdict);
  g_task_return_new_error (task, CS_ERROR, CS_ERROR_TIMED_OUT,
                           _("The server took the connection but did not make it secure in time."));

  return G_SOURCE_REMOVE;
}

/* GLib can lock up for ever when two threads meet a class for the first time in the same moment. */
static void
meet_classes (void)
{
  const GType types[] = { CS_TYPE_CERTIFICATE, CS_TYPE_PROBLEM, CS_TYPE_VERDICT, G_TYPE_LIST_STORE };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_class_unref (g_type_class_ref (types[i]));
}

/**
 * cs_tls_handshake_async:
 * @connection: a connected stream
 * @identity: who the server has to be
 * @anchors: the authorities that are trusted
 * @policy: (nullable): what the administrator rules
 * @client: (nullable): who we are to a server that asks
 * @limit: the time for all of it, in milliseconds
 * @cancellable: (nullable): a cancellable
 * @callback: called when the server is proved, or is not
 * @user_data: data for @callback
 *
 * Shakes hands with a server and judges it within the handshake: a server that is refused is told so by an alert, and has
 * then seen nothing of us but a client hello and that alert. Only one that is accepted is shown our certificate, if it asks. Where a
 * token signs, which may take seconds, the steps of the handshake are made in another thread, one at a time.
 */
void
cs_tls_handshake_async (GIOStream           *connection,
                        CsReferenceIdentity *identity,
                        CsAnchorSet         *anchors,
                        CsPolicy            *policy,
                        CsClientIdentity    *client,
                        guint                limit,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Handshake *self = g_new0 (Handshake, 1);
  GError *error = NULL;

  self->identity = cs_reference_identity_ref (identity);
  self->anchors = cs_anchor_set_ref (anchors);
  self->revocation = cs_policy_get_revocation (policy);

  g_task_set_source_tag (task, cs_tls_handshake_async);
  g_task_set_task_data (task, self, (GDestroyNotify) handshake_free);

  self->session = cs_tls_session_new (connection, identity, cs_policy_get_minimum_tls (policy), client, &error);
  if (!self->session) {
    g_task_return_error (task, error);
    return;
  }

  gnutls_session_set_ptr (cs_tls_session_get_gnutls (self->session), self);
  gnutls_session_set_verify_function (cs_tls_session_get_gnutls (self->session), verify_cb);

  self->is_slow = client && cs_client_identity_signs_slowly (client);
  if (self->is_slow)
    meet_classes ();
  self->timer_id = cs_link_limits_add_timer (limit, time_over_cb, task);
  advance (task);
}

/**
 * cs_tls_handshake_finish:
 * @result: the result
 * @verdict: (out) (optional) (nullable) (transfer full): what was found of the server: also given when it was refused
 * @error: return location for an error
 *
 * Finishes [func@tls_handshake_async].
 *
 * Returns: (transfer full): the session of an accepted server; %NULL with %CS_ERROR_REFUSED when the server was refused, else
 *   %CS_ERROR_NOT_TLS, %CS_ERROR_TLS, %CS_ERROR_TLS_TOO_OLD, %CS_ERROR_CONNECTION_LOST or %CS_ERROR_TIMED_OUT
 */
CsTlsSession *
cs_tls_handshake_finish (GAsyncResult  *result,
                         CsVerdict    **verdict,
                         GError       **error)
{
  Handshake *self = g_task_get_task_data (G_TASK (result));

  if (verdict)
    *verdict = g_steal_pointer (&self->verdict);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_tls_handshake_get_judging:
 * @result: the result
 *
 * Returns: how long it took to judge the server's certificates, in microseconds; 0 where it did not come to that
 */
gint64
cs_tls_handshake_get_judging (GAsyncResult *result)
{
  Handshake *self = g_task_get_task_data (G_TASK (result));

  return self->judging;
}

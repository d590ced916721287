/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-connection.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-standing.h"
#include "cs-tls-stream.h"

struct _CsConnection
{
  GObject            parent_instance;

  GCancellable      *cancellable;
  guint              answer_limit;
  guint              answer_id;
  CsTlsStream       *stream;
  gboolean           is_paused;
  CsVerdict         *verdict;
  CsConnectionFacts *facts;
  CsAttemptPlan      plan;
  CsStanding        *standing;
};

G_DEFINE_FINAL_TYPE (CsConnection, cs_connection, G_TYPE_OBJECT)

enum {
  PROGRESS,
  ACCEPTED,
  RECEIVED,
  DRAINED,
  REJUDGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
fail (CsConnection *self,
      const GError *error)
{
  g_autoptr (CsConnection) guard = g_object_ref (self);

  cs_connection_close (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

static gboolean
answer_over_cb (gpointer user_data)
{
  CsConnection *self = user_data;
  g_autoptr (GError) error = g_error_new_literal (CS_ERROR, CS_ERROR_TIMED_OUT,
                                                  _("The server took the connection but does not answer."));

  self->answer_id = 0;
  fail (self, error);

  return G_SOURCE_REMOVE;
}

static void
received_cb (CsConnection *self,
             GBytes       *bytes)
{
  cs_connection_settle (self);
  g_signal_emit (self, signals[RECEIVED], 0, bytes);
}

static void
drained_cb (CsConnection *self)
{
  g_signal_emit (self, signals[DRAINED], 0);
}

static void
failed_cb (CsConnection *self,
           const GError *error)
{
  fail (self, error);
}

static void
progress_cb (CsConnectionState state,
             gpointer          user_data)
{
  CsConnection *self = user_data;

  if (!g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit (self, signals[PROGRESS], 0, state);
}

static GError *
make_refusal (CsVerdict *verdict)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);

  if (cs_verdict_has_problem (verdict, CS_PROBLEM_UNKNOWN_AUTHORITY) || cs_verdict_has_problem (verdict, CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE)) {
    /* Translators: %s is a domain, for example “example.org”. */
    return g_error_new (CS_ERROR, CS_ERROR_REFUSED, _("No authority that you trust vouches for “%s” any more."),
                        cs_reference_identity_get_display (identity));
  }

  /* Translators: %s is a domain, for example “example.org”. */
  return g_error_new (CS_ERROR, CS_ERROR_REFUSED, _("The certificate of “%s” does not count any more."),
                      cs_reference_identity_get_display (identity));
}

static void
judged_cb (CsVerdict *verdict,
           gpointer   user_data)
{
  g_autoptr (CsConnection) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;

  g_set_object (&self->verdict, verdict);
  g_signal_emit (self, signals[REJUDGED], 0);
  if (!self->standing || cs_verdict_is_accepted (verdict))
    return;

  error = make_refusal (verdict);
  fail (self, error);
}

static void
open_stream (CsConnection *self,
             CsTlsSession *session)
{
  self->standing = cs_standing_new (&self->plan, self->verdict, judged_cb, self);
  self->stream = cs_tls_stream_new (session);
  cs_tls_stream_set_paused (self->stream, self->is_paused);
  g_signal_connect_object (self->stream, "received", G_CALLBACK (received_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stream, "drained", G_CALLBACK (drained_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stream, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);

  self->answer_id = cs_link_limits_add_timer (self->answer_limit, answer_over_cb, self);
  g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
attempted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (CsConnection) self = user_data;
  g_autoptr (CsTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  session = cs_attempt_finish (result, &self->verdict, &self->facts, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (session)
    open_stream (self, g_steal_pointer (&session));
  else
    fail (self, error);
}

static void
cs_connection_dispose (GObject *object)
{
  CsConnection *self = CS_CONNECTION (object);

  cs_connection_close (self);
  g_clear_object (&self->verdict);

  G_OBJECT_CLASS (cs_connection_parent_class)->dispose (object);
}

static void
cs_connection_finalize (GObject *object)
{
  CsConnection *self = CS_CONNECTION (object);

  g_clear_object (&self->cancellable);
  cs_attempt_plan_clear (&self->plan);
  g_clear_pointer (&self->facts, cs_connection_facts_unref);

  G_OBJECT_CLASS (cs_connection_parent_class)->finalize (object);
}

static guint
add_signal (const char *name,
            GType       parameter)
{
  return g_signal_new (name, CS_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       parameter == G_TYPE_NONE ? 0 : 1, parameter);
}

static void
cs_connection_class_init (CsConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_connection_dispose;
  object_class->finalize = cs_connection_finalize;

  signals[PROGRESS] = add_signal ("progress", CS_TYPE_CONNECTION_STATE);
  signals[ACCEPTED] = add_signal ("accepted", G_TYPE_NONE);
  signals[RECEIVED] = add_signal ("received", G_TYPE_BYTES);
  signals[DRAINED] = add_signal ("drained", G_TYPE_NONE);
  signals[REJUDGED] = add_signal ("rejudged", G_TYPE_NONE);
  signals[FAILED] = add_signal ("failed", G_TYPE_ERROR);
}

static void
cs_connection_init (CsConnection *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * cs_connection_new:
 *
 * Returns: (transfer full): a connection that does nothing yet
 */
CsConnection *
cs_connection_new (void)
{
  return g_object_new (CS_TYPE_CONNECTION, NULL);
}

/**
 * cs_connection_begin:
 * @self: a new connection
 * @plan: whom to reach; copied
 *
 * Begins the attempt. The first "progress" may be told before this returns.
 */
void
cs_connection_begin (CsConnection        *self,
                     const CsAttemptPlan *plan)
{
  self->answer_limit = plan->limits.answer;
  cs_attempt_plan_copy (&self->plan, plan);
  cs_attempt_async (plan, progress_cb, self->cancellable, attempted_cb, g_object_ref (self));
}

/**
 * cs_connection_close:
 * @self: a connection
 *
 * Gives up the attempt or closes what stands, with a goodbye where that is possible. No signal follows.
 */
void
cs_connection_close (CsConnection *self)
{
  g_clear_handle_id (&self->answer_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->standing, cs_standing_free);

  if (self->stream) {
    g_signal_handlers_disconnect_by_data (self->stream, self);
    cs_tls_stream_close (self->stream);
    g_clear_object (&self->stream);
  }
}

/**
 * cs_connection_settle:
 * @self: a connection
 *
 * Waits no longer for the server's first answer.
 */
void
cs_connection_settle (CsConnection *self)
{
  g_clear_handle_id (&self->answer_id, g_source_remove);
}

/**
 * cs_connection_rejudge:
 * @self: a connection
 *
 * Judges the server of a connection that stands by the authorities that are trusted now.
 */
void
cs_connection_rejudge (CsConnection *self)
{
  if (self->standing)
    cs_standing_rejudge (self->standing);
}

/**
 * cs_connection_get_verdict:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what was found of the server
 */
CsVerdict *
cs_connection_get_verdict (CsConnection *self)
{
  return self->verdict;
}

/**
 * cs_connection_get_facts:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what is known of the connection
 */
CsConnectionFacts *
cs_connection_get_facts (CsConnection *self)
{
  return self->facts;
}

/**
 * cs_connection_send:
 * @self: a connection
 * @bytes: what to send
 *
 * Sends bytes to a server that was accepted; before and after that they are dropped.
 */
void
cs_connection_send (CsConnection *self,
                    GBytes       *bytes)
{
  if (self->stream)
    cs_tls_stream_send (self->stream, bytes);
}

/**
 * cs_connection_get_unsent:
 * @self: a connection
 *
 * Returns: how many bytes the network has not taken yet
 */
gsize
cs_connection_get_unsent (CsConnection *self)
{
  return self->stream ? cs_tls_stream_get_unsent (self->stream) : 0;
}

/**
 * cs_connection_set_paused:
 * @self: a connection
 * @paused: whether to leave what comes in the network
 *
 * Stops and resumes reading.
 */
void
cs_connection_set_paused (CsConnection *self,
                          gboolean      paused)
{
  self->is_paused = paused;
  if (self->stream)
    cs_tls_stream_set_paused (self->stream, paused);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-link.h"

#include "base/cs-error.h"

#include "cs-connection.h"
#include "cs-link-machine.h"
#include "cs-link-patience.h"
#include "cs-link-private.h"
#include "cs-network-watch.h"

struct _CsLink
{
  GObject         parent_instance;

  CsAttemptPlan   plan;         /* what it points to is owned */
  CsNetworkWatch *network;

  CsLinkStatus    status;
  CsConnection   *connection;
  gboolean        is_open;
  gboolean        is_paused;
  CsLinkPatience  patience;
  guint           retry_id;
};

G_DEFINE_FINAL_TYPE (CsLink, cs_link, G_TYPE_OBJECT)

enum {
  OPENED,
  RECEIVED,
  CLOSED,
  DRAINED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void dispatch (CsLink       *self,
                      CsLinkEvent   event,
                      const GError *error);

static gboolean
retry_cb (gpointer user_data)
{
  CsLink *self = user_data;

  self->retry_id = 0;
  dispatch (self, CS_LINK_EVENT_TIMER, NULL);

  return G_SOURCE_REMOVE;
}

/* @delay is in microseconds; 0 plans no attempt. */
static void
plan_retry (CsLink *self,
            gint64  delay)
{
  gint64 milliseconds = delay / 1000 * self->plan.limits.second / 1000;
  gint64 retry_at = delay > 0 ? g_get_real_time () + milliseconds * 1000 : 0;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (delay > 0)
    self->retry_id = cs_link_limits_add_timer (milliseconds, retry_cb, self);
  cs_link_status_set_retry_at (&self->status, retry_at);
}

static void
progress_cb (CsLink            *self,
             CsConnectionState  state)
{
  if (state == CS_CONNECTION_CONNECTING)
    dispatch (self, CS_LINK_EVENT_FOUND, NULL);
  else if (state == CS_CONNECTION_CHECKING)
    dispatch (self, CS_LINK_EVENT_CONNECTED, NULL);
}

static void
accepted_cb (CsLink *self)
{
  dispatch (self, CS_LINK_EVENT_ACCEPTED, NULL);
}

static void
received_cb (CsLink *self,
             GBytes *bytes)
{
  g_signal_emit (self, signals[RECEIVED], 0, bytes);
}

static void
drained_cb (CsLink *self)
{
  g_signal_emit (self, signals[DRAINED], 0);
}

static void
rejudged_cb (CsLink *self)
{
  cs_link_status_set_verdict (&self->status, cs_connection_get_verdict (self->connection));
}

static void
failed_cb (CsLink       *self,
           const GError *error)
{
  if (g_error_matches (error, CS_ERROR, CS_ERROR_REFUSED))
    dispatch (self, CS_LINK_EVENT_REFUSED, error);
  else if (g_error_matches (error, CS_ERROR, CS_ERROR_TOKEN))
    /* Only a person can mend that, and every try might cost a PIN. */
    dispatch (self, CS_LINK_EVENT_STOP, error);
  else
    dispatch (self, CS_LINK_EVENT_FAILED, error);
}

static void
drop_connection (CsLink *self)
{
  if (!self->connection)
    return;

  g_signal_handlers_disconnect_by_data (self->connection, self);
  cs_connection_close (self->connection);
  g_clear_object (&self->connection);
}

static void
begin (CsLink *self)
{
  g_autoptr (CsConnection) connection = cs_connection_new ();

  drop_connection (self);
  self->patience.not_before = 0;
  self->connection = g_object_ref (connection);
  cs_connection_set_paused (connection, self->is_paused);
  g_signal_connect_swapped (connection, "progress", G_CALLBACK (progress_cb), self);
  g_signal_connect_swapped (connection, "accepted", G_CALLBACK (accepted_cb), self);
  g_signal_connect_swapped (connection, "received", G_CALLBACK (received_cb), self);
  g_signal_connect_swapped (connection, "drained", G_CALLBACK (drained_cb), self);
  g_signal_connect_swapped (connection, "rejudged", G_CALLBACK (rejudged_cb), self);
  g_signal_connect_swapped (connection, "failed", G_CALLBACK (failed_cb), self);

  cs_link_status_set_facts (&self->status, NULL);
  plan_retry (self, 0);
  cs_link_status_set_state (&self->status, CS_CONNECTION_LOOKING_UP);

  /* Who heard of the new state may have ended it. */
  if (self->connection == connection)
    cs_connection_begin (connection, &self->plan);
}

static void
open_connection (CsLink *self)
{
  g_autoptr (CsConnection) connection = g_object_ref (self->connection);

  cs_link_status_set_verdict (&self->status, cs_connection_get_verdict (connection));
  cs_link_status_set_facts (&self->status, cs_connection_get_facts (connection));
  cs_link_status_set_error (&self->status, NULL);
  cs_link_status_set_state (&self->status, CS_CONNECTION_SIGNING_IN);

  if (self->connection != connection)
    return;

  self->is_open = TRUE;
  g_signal_emit (self, signals[OPENED], 0);
}

/* @delay: when to try again, in microseconds; never if 0 */
static void
end (CsLink            *self,
     CsConnectionState  state,
     gint64             delay,
     const GError      *error)
{
  gboolean was_open = self->is_open;

  g_object_freeze_notify (G_OBJECT (self));
  self->is_open = FALSE;
  /* What had to be used up first went with the connection. */
  if (was_open)
    self->is_paused = FALSE;
  if (self->connection && !was_open) {
    cs_link_status_set_verdict (&self->status, cs_connection_get_verdict (self->connection));
    cs_link_status_set_facts (&self->status, cs_connection_get_facts (self->connection));
  }
  drop_connection (self);
  if (state != CS_CONNECTION_REFUSED)
    cs_link_status_set_facts (&self->status, NULL);
  cs_link_status_set_error (&self->status, error);
  plan_retry (self, delay);
  cs_link_status_set_state (&self->status, state);
  g_object_thaw_notify (G_OBJECT (self));

  if (was_open)
    g_signal_emit (self, signals[CLOSED], 0);
}

static void
hurry (CsLink *self)
{
  gint64 delay = cs_link_patience_hurry (&self->patience, g_get_monotonic_time ());

  /* Less than a second sooner is not worth a new plan. */
  if (g_get_real_time () + delay * self->plan.limits.second / 1000 + G_USEC_PER_SEC < self->status.retry_at)
    plan_retry (self, delay);
}

static void
dispatch (CsLink       *self,
          CsLinkEvent   event,
          const GError *error)
{
  g_autoptr (CsLink) guard = g_object_ref (self);
  gint64 now = g_get_monotonic_time ();
  gboolean was_online = self->status.state == CS_CONNECTION_ONLINE;
  CsConnectionState next;

  switch (cs_link_machine_next (self->status.state, event, &next)) {
    case CS_LINK_IGNORE:
      break;
    case CS_LINK_MOVE:
      cs_link_status_set_state (&self->status, next);
      break;
    case CS_LINK_BEGIN:
      begin (self);
      break;
    case CS_LINK_OPEN:
      open_connection (self);
      break;
    case CS_LINK_SETTLE:
      cs_connection_settle (self->connection);
      cs_link_patience_settle (&self->patience, now);
      cs_link_status_set_state (&self->status, next);
      break;
    case CS_LINK_WAIT:
      end (self, next, cs_link_patience_after_loss (&self->patience, now, was_online, g_random_double ()), error);
      break;
    case CS_LINK_REFUSE:
      end (self, next, cs_link_patience_after_refusal (g_random_double ()), error);
      break;
    case CS_LINK_HURRY:
      hurry (self);
      break;
    case CS_LINK_REJUDGE:
      cs_connection_rejudge (self->connection);
      break;
    case CS_LINK_END:
      end (self, next, 0, error);
      break;
    default:
      g_assert_not_reached ();
  }
}

static void
network_changed_cb (CsLink *self)
{
  dispatch (self, CS_LINK_EVENT_NETWORK, NULL);
}

static void
anchors_changed_cb (CsLink *self)
{
  dispatch (self, CS_LINK_EVENT_ANCHORS, NULL);
}

static void
cs_link_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  cs_link_status_get (&CS_LINK (object)->status, prop_id, value);
}

static void
cs_link_dispose (GObject *object)
{
  CsLink *self = CS_LINK (object);

  drop_connection (self);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_object (&self->network);

  G_OBJECT_CLASS (cs_link_parent_class)->dispose (object);
}

static void
cs_link_finalize (GObject *object)
{
  CsLink *self = CS_LINK (object);

  cs_attempt_plan_clear (&self->plan);
  cs_link_status_clear (&self->status);

  G_OBJECT_CLASS (cs_link_parent_class)->finalize (object);
}

static void
cs_link_class_init (CsLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  /* GLib 2.74 may lock up for good when the first GSocketClient is made here while the network monitor's thread registers
   * GSocketAddress: each waits for a lock that the other holds. So all of that is done before there is such a thread. */
  g_type_ensure (G_TYPE_SOCKET_ADDRESS);
  g_type_class_unref (g_type_class_ref (G_TYPE_INET_SOCKET_ADDRESS));
  g_type_class_unref (g_type_class_ref (G_TYPE_SOCKET_CLIENT));

  object_class->get_property = cs_link_get_property;
  object_class->dispose = cs_link_dispose;
  object_class->finalize = cs_link_finalize;

  cs_link_status_install_properties (object_class);

  signals[OPENED] = g_signal_new ("opened", CS_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RECEIVED] = g_signal_new ("received", CS_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[CLOSED] = g_signal_new ("closed", CS_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DRAINED] = g_signal_new ("drained", CS_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_link_init (CsLink *self)
{
  self->status.owner = G_OBJECT (self);
  self->plan.limits = (CsLinkLimits) CS_LINK_LIMITS_DEFAULT;
}

/**
 * cs_link_new:
 * @identity: who the server has to be
 * @server: (nullable): the server that was typed
 * @anchors: the store of trust anchors; loaded with the first attempt where that has not been done
 *
 * Returns: (transfer full): a link that is offline
 */
CsLink *
cs_link_new (CsReferenceIdentity *identity,
             CsEndpoint          *server,
             CsAnchorStore       *anchors)
{
  CsLink *self = g_object_new (CS_TYPE_LINK, NULL);

  self->plan.identity = cs_reference_identity_ref (identity);
  self->plan.server = server ? cs_endpoint_ref (server) : NULL;
  self->plan.anchors = g_object_ref (anchors);
  g_signal_connect_object (anchors, "changed", G_CALLBACK (anchors_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_link_get_plan:
 * @self: a link
 *
 * Gets the plan that each attempt copies, to be changed through the setters of a link.
 *
 * Returns: (transfer none): the plan
 */
CsAttemptPlan *
cs_link_get_plan (CsLink *self)
{
  return &self->plan;
}

/**
 * cs_link_get_status:
 * @self: a link
 *
 * Gets what a link shows of itself.
 *
 * Returns: (transfer none): the status
 */
const CsLinkStatus *
cs_link_get_status (CsLink *self)
{
  return &self->status;
}

/**
 * cs_link_start:
 * @self: a link
 *
 * Begins to connect, and keeps at it until [method@Link.stop]. Where a link waits, this tries again now.
 */
void
cs_link_start (CsLink *self)
{
  if (!self->network) {
    self->network = cs_network_watch_new ();
    g_signal_connect_object (self->network, "changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  }

  dispatch (self, CS_LINK_EVENT_START, NULL);
}

/**
 * cs_link_stop:
 * @self: a link
 * @reason: (nullable): why, where that is of interest: the password is wrong, for example
 *
 * Closes the connection and stays offline until [method@Link.start].
 */
void
cs_link_stop (CsLink       *self,
              const GError *reason)
{
  dispatch (self, CS_LINK_EVENT_STOP, reason);
}

/**
 * cs_link_retry_now:
 * @self: a link
 *
 * Tries again at once where a link waits or the server was refused.
 */
void
cs_link_retry_now (CsLink *self)
{
  dispatch (self, CS_LINK_EVENT_RETRY, NULL);
}

/**
 * cs_link_confirm:
 * @self: a link
 *
 * Says that we are signed in: the state becomes online.
 */
void
cs_link_confirm (CsLink *self)
{
  dispatch (self, CS_LINK_EVENT_CONFIRMED, NULL);
}

/**
 * cs_link_fail:
 * @self: a link
 * @reason: what is wrong with the connection
 * @retry_after: how long the server wants to be left alone, in seconds, or 0
 *
 * Closes an open connection that is of no use, and tries again later.
 */
void
cs_link_fail (CsLink       *self,
              const GError *reason,
              guint         retry_after)
{
  if (!self->is_open)
    return;

  cs_link_patience_ask (&self->patience, g_get_monotonic_time (), retry_after);
  dispatch (self, CS_LINK_EVENT_FAILED, reason);
}

/**
 * cs_link_send:
 * @self: a link
 * @bytes: what to send
 *
 * Sends bytes to the server. Where the link is not open they are dropped: nothing goes to a server that was not accepted.
 */
void
cs_link_send (CsLink *self,
              GBytes *bytes)
{
  if (self->is_open)
    cs_connection_send (self->connection, bytes);
}

/**
 * cs_link_get_unsent:
 * @self: a link
 *
 * Returns: how many bytes the network has not taken yet
 */
gsize
cs_link_get_unsent (CsLink *self)
{
  return self->connection ? cs_connection_get_unsent (self->connection) : 0;
}

/**
 * cs_link_set_paused:
 * @self: a link
 * @paused: whether to leave what comes in the network
 *
 * Stops and resumes "received", so that a server can't send faster than its bytes are used. When an open connection is gone,
 * the pause is over.
 */
void
cs_link_set_paused (CsLink   *self,
                    gboolean  paused)
{
  self->is_paused = paused;
  if (self->connection)
    cs_connection_set_paused (self->connection, paused);
}

/**
 * cs_link_is_open:
 * @self: a link
 *
 * Returns: whether the server was accepted and bytes may flow
 */
gboolean
cs_link_is_open (CsLink *self)
{
  return self->is_open;
}

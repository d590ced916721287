/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-connector.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-link-limits.h"

typedef struct {
  GPtrArray    *candidates;
  guint         current;
  gint64        deadline;
  GCancellable *trying;
  gulong        cancelled_id;
  guint         timer_id;
  gboolean      timed_out;
  GError       *error;
} Connecting;

static void try_next (GTask *task);

static void
connecting_settle (Connecting *self,
                   GTask      *task)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->cancelled_id)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_object (&self->trying);
}

static void
connecting_free (Connecting *self)
{
  g_ptr_array_unref (self->candidates);
  g_clear_error (&self->error);
  g_free (self);
}

static GError *
timed_out_error (CsCandidate *candidate)
{
  /* Translators: %s is the name of a server, for example “sip.example.org”. */
  return g_error_new (CS_ERROR, CS_ERROR_TIMED_OUT, _("The server “%s” did not answer in time."), candidate->host);
}

static GError *
translate_error (const GError *error,
                 CsCandidate  *candidate)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return timed_out_error (candidate);

  if (error->domain == G_RESOLVER_ERROR)
    return g_error_new (CS_ERROR, CS_ERROR_LOOKUP,
                        /* Translators: the first %s is the name of a server, the second one the reason as the system words it. */
                        _("The address of the server “%s” could not be found: %s"), candidate->host, error->message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (CS_ERROR, CS_ERROR_UNREACHABLE,
                        /* Translators: %s is the name of a server, %u a port number. */
                        _("The server “%s” takes no connections on port %u."), candidate->host, candidate->port);

  return g_error_new (CS_ERROR, CS_ERROR_UNREACHABLE,
                      /* Translators: the first %s is the name of a server, the second one the reason as the system words it. */
                      _("The server “%s” could not be reached: %s"), candidate->host, error->message);
}

/* The code of the first failure stands for all; the sentences are kept, one line each. */
static void
keep_error (Connecting *self,
            GError     *error)
{
  g_autofree char *both = NULL;

  if (!self->error) {
    self->error = error;
    return;
  }

  both = g_strdup_printf ("%s\n%s", self->error->message, error->message);
  g_free (self->error->message);
  self->error->message = g_steal_pointer (&both);
  g_error_free (error);
}

static gboolean
time_over_cb (gpointer user_data)
{
  Connecting *self = g_task_get_task_data (user_data);

  self->timer_id = 0;
  self->timed_out = TRUE;
  g_cancellable_cancel (self->trying);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (object), result, &error);
  Connecting *self = g_task_get_task_data (task);
  CsCandidate *candidate = g_ptr_array_index (self->candidates, self->current);

  connecting_settle (self, task);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (connection) {
    /* A request is one small write: Nagle's algorithm would hold it back until the last one was acknowledged. */
    g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
    g_task_return_pointer (task, g_steal_pointer (&connection), g_object_unref);
    return;
  }

  keep_error (self, self->timed_out ? timed_out_error (candidate) : translate_error (error, candidate));
  self->current++;
  try_next (task);
}

/* Each candidate but the last has half of the time that is left: one that swallows packets must not use up all of it. */
static guint
get_share (Connecting *self)
{
  gint64 left = MAX (self->deadline - g_get_monotonic_time (), 0) / 1000;

  return self->current + 1 < self->candidates->len ? left / 2 : left;
}

static void
try_next (GTask *task)
{
  Connecting *self = g_task_get_task_data (task);
  g_autoptr (GSocketClient) client = NULL;
  g_autoptr (GSocketConnectable) address = NULL;
  CsCandidate *candidate;

  if (self->current >= self->candidates->len) {
    g_task_return_error (task, g_steal_pointer (&self->error));
    return;
  }

  candidate = g_ptr_array_index (self->candidates, self->current);
  address = g_network_address_new (candidate->host, candidate->port);
  client = g_socket_client_new ();
  g_socket_client_set_protocol (client, G_SOCKET_PROTOCOL_TCP);
  g_socket_client_set_enable_proxy (client, TRUE);

  self->trying = g_cancellable_new ();
  self->timed_out = FALSE;
  self->timer_id = cs_link_limits_add_timer (get_share (self), time_over_cb, task);
  if (g_task_get_cancellable (task))
    self->cancelled_id = g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (cancelled_cb),
                                                g_object_ref (self->trying), g_object_unref);

  g_socket_client_connect_async (client, address, self->trying, connected_cb, g_object_ref (task));
}

/**
 * cs_connector_connect_async:
 * @candidates: (element-type CsCandidate): where the server may be
 * @first: the position of the candidate to begin with
 * @limit: the time for all of them together, in milliseconds
 * @cancellable: (nullable): a cancellable
 * @callback: called when a connection stands, or none could be made
 * @user_data: data for @callback
 *
 * Connects to the first candidate that can be reached, over IPv6 or IPv4 and through the desktop's proxy where there is one.
 */
void
cs_connector_connect_async (GPtrArray           *candidates,
                            guint                first,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Connecting *self = g_new0 (Connecting, 1);

  g_return_if_fail (first < candidates->len);

  self->candidates = g_ptr_array_ref (candidates);
  self->current = first;
  self->deadline = g_get_monotonic_time () + (gint64) limit * 1000;

  g_task_set_source_tag (task, cs_connector_connect_async);
  g_task_set_task_data (task, self, (GDestroyNotify) connecting_free);

  if (!g_task_return_error_if_cancelled (task))
    try_next (task);
}

/**
 * cs_connector_connect_finish:
 * @result: the result
 * @used: (out) (optional): the position of the candidate that was connected to, or one past the last
 * @error: return location for an error
 *
 * Finishes [func@connector_connect_async].
 *
 * Returns: (transfer full): the connection, or %NULL with %CS_ERROR_LOOKUP, %CS_ERROR_UNREACHABLE or %CS_ERROR_TIMED_OUT
 */
GSocketConnection *
cs_connector_connect_finish (GAsyncResult  *result,
                             guint         *used,
                             GError       **error)
{
  Connecting *self = g_task_get_task_data (G_TASK (result));

  if (used)
    *used = self->current;

  return g_task_propagate_pointer (G_TASK (result), error);
}

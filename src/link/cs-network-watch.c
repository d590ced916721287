/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-network-watch.h"

struct _CsNetworkWatch
{
  GObject          parent_instance;

  GNetworkMonitor *monitor;
};

G_DEFINE_FINAL_TYPE (CsNetworkWatch, cs_network_watch, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
network_changed_cb (CsNetworkWatch *self,
                    gboolean        is_available)
{
  if (is_available)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
got_monitor_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  CsNetworkWatch *self = CS_NETWORK_WATCH (object);

  self->monitor = g_task_propagate_pointer (G_TASK (result), NULL);
  if (self->monitor)
    g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
get_monitor_thread (GTask        *task,
                    gpointer      source,
                    gpointer      data,
                    GCancellable *cancellable)
{
  g_task_return_pointer (task, g_object_ref (g_network_monitor_get_default ()), g_object_unref);
}

static void
cs_network_watch_dispose (GObject *object)
{
  CsNetworkWatch *self = CS_NETWORK_WATCH (object);

  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (cs_network_watch_parent_class)->dispose (object);
}

static void
cs_network_watch_class_init (CsNetworkWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_network_watch_dispose;

  signals[CHANGED] = g_signal_new ("changed", CS_TYPE_NETWORK_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cs_network_watch_init (CsNetworkWatch *self)
{
}

/**
 * cs_network_watch_new:
 *
 * Begins to watch the network. Making the process's first monitor asks other services, which may take its time: a thread
 * does it, and nothing is told until then.
 *
 * Returns: (transfer full): the watch
 */
CsNetworkWatch *
cs_network_watch_new (void)
{
  CsNetworkWatch *self = g_object_new (CS_TYPE_NETWORK_WATCH, NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, got_monitor_cb, NULL);

  g_task_set_source_tag (task, cs_network_watch_new);
  g_task_run_in_thread (task, get_monitor_thread);

  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-idle-watch.h"

#define MUTTER_NAME      "org.gnome.Mutter.IdleMonitor"
#define MUTTER_PATH      "/org/gnome/Mutter/IdleMonitor/Core"
#define MUTTER_INTERFACE "org.gnome.Mutter.IdleMonitor"

#define LOGIN_NAME      "org.freedesktop.login1"
#define LOGIN_PATH      "/org/freedesktop/login1"
#define LOGIN_MANAGER   "org.freedesktop.login1.Manager"
#define LOGIN_SESSION   "org.freedesktop.login1.Session"

/* Who can tell. The compositor knows best; the screen saver comes later, but every desktop has one; some session managers tell the
 * log-in service. */
typedef enum {
  TELLER_MUTTER,
  TELLER_SCREEN_SAVER,
  TELLER_LOGIN,
  N_TELLERS
} Teller;

static const char * const screen_savers[] = {
  "org.freedesktop.ScreenSaver",
  "org.gnome.ScreenSaver",
  "org.cinnamon.ScreenSaver",
  "org.mate.ScreenSaver",
  "org.xfce.ScreenSaver",
};

struct _CsIdleWatch
{
  GObject          parent_instance;

  guint            seconds;
  GCancellable    *cancellable;
  GDBusConnection *session;
  GDBusConnection *system;
  guint            mutter_id;         /* of the watched name */
  guint            subscriptions[G_N_ELEMENTS (screen_savers) + 1];
  guint            login_id;          /* of a subscription */
  guint32          idle_number;       /* what Mutter calls our watches */
  guint32          active_number;

  gboolean         told[N_TELLERS];
  gboolean         idle;
};

enum {
  PROP_0,
  PROP_IDLE,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsIdleWatch, cs_idle_watch, G_TYPE_OBJECT)

static void
take (CsIdleWatch *self,
      Teller       teller,
      gboolean     idle)
{
  gboolean any = FALSE;

  self->told[teller] = idle;
  for (guint i = 0; i < N_TELLERS; i++)
    any = any || self->told[i];
  if (self->idle == any)
    return;

  self->idle = any;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IDLE]);
}

/* Of an answer that is a single number. Without one, that teller has nothing to say. */
static gboolean
read_number (GObject      *object,
             GAsyncResult *result,
             guint32      *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (!answer)
    return FALSE;

  g_variant_get (answer, "(u)", number);

  return TRUE;
}

static void
active_watched_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (CsIdleWatch) self = user_data;

  read_number (object, result, &self->active_number);
}

static void
idle_watched_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (CsIdleWatch) self = user_data;

  read_number (object, result, &self->idle_number);
}

static void
call_mutter (CsIdleWatch         *self,
             const char          *method,
             GVariant            *parameters,
             GAsyncReadyCallback  callback)
{
  g_dbus_connection_call (self->session, MUTTER_NAME, MUTTER_PATH, MUTTER_INTERFACE, method, parameters, G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, callback, g_object_ref (self));
}

static void
fired_cb (GDBusConnection *connection,
          const char      *sender,
          const char      *path,
          const char      *interface,
          const char      *signal,
          GVariant        *parameters,
          gpointer         user_data)
{
  CsIdleWatch *self = user_data;
  guint32 number;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(u)")))
    return;

  g_variant_get (parameters, "(u)", &number);
  if (number == self->idle_number && number != 0) {
    take (self, TELLER_MUTTER, TRUE);
    /* This one fires once. */
    call_mutter (self, "AddUserActiveWatch", NULL, active_watched_cb);
  } else if (number == self->active_number && number != 0) {
    self->active_number = 0;
    take (self, TELLER_MUTTER, FALSE);
  }
}

static void
mutter_appeared_cb (GDBusConnection *connection,
                    const char      *name,
                    const char      *owner,
                    gpointer         user_data)
{
  CsIdleWatch *self = user_data;

  call_mutter (self, "AddIdleWatch", g_variant_new ("(t)", (guint64) self->seconds * 1000), idle_watched_cb);
}

static void
mutter_vanished_cb (GDBusConnection *connection,
                    const char      *name,
                    gpointer         user_data)
{
  CsIdleWatch *self = user_data;

  self->idle_number = 0;
  self->active_number = 0;
  take (self, TELLER_MUTTER, FALSE);
}

static void
screen_saver_cb (GDBusConnection *connection,
                 const char      *sender,
                 const char      *path,
                 const char      *interface,
                 const char      *signal,
                 GVariant        *parameters,
                 gpointer         user_data)
{
  gboolean active;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &active);
  take (user_data, TELLER_SCREEN_SAVER, active);
}

/* Returns whether there is a bus that is still wanted. */
static gboolean
take_bus (CsIdleWatch      *self,
          GAsyncResult     *result,
          GDBusConnection **bus)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, NULL);

  if (!connection || g_cancellable_is_cancelled (self->cancellable))
    return FALSE;

  /* A bus that goes away is no reason to end. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  *bus = g_steal_pointer (&connection);

  return TRUE;
}

static void
session_bus_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (CsIdleWatch) self = user_data;

  if (!take_bus (self, result, &self->session))
    return;

  self->subscriptions[0] = g_dbus_connection_signal_subscribe (self->session, MUTTER_NAME, MUTTER_INTERFACE, "WatchFired",
                                                               MUTTER_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, fired_cb, self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (screen_savers); i++)
    self->subscriptions[i + 1] = g_dbus_connection_signal_subscribe (self->session, screen_savers[i], screen_savers[i],
                                                                     "ActiveChanged", NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                                     screen_saver_cb, self, NULL);
  self->mutter_id = g_bus_watch_name_on_connection (self->session, MUTTER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                    mutter_appeared_cb, mutter_vanished_cb, self, NULL);
}

static void
login_changed_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *signal,
                  GVariant        *parameters,
                  gpointer         user_data)
{
  g_autoptr (GVariant) changed = NULL;
  gboolean idle;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;

  changed = g_variant_get_child_value (parameters, 1);
  if (g_variant_lookup (changed, "IdleHint", "b", &idle))
    take (user_data, TELLER_LOGIN, idle);
}

static void
login_session_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (CsIdleWatch) self = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
  const char *path;

  if (!answer)
    return;

  g_variant_get (answer, "(&o)", &path);
  self->login_id = g_dbus_connection_signal_subscribe (self->system, LOGIN_NAME, "org.freedesktop.DBus.Properties",
                                                       "PropertiesChanged", path, LOGIN_SESSION, G_DBUS_SIGNAL_FLAGS_NONE,
                                                       login_changed_cb, self, NULL);
}

static void
system_bus_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (CsIdleWatch) self = user_data;

  if (!take_bus (self, result, &self->system))
    return;

  /* 0 stands for who asks. */
  g_dbus_connection_call (self->system, LOGIN_NAME, LOGIN_PATH, LOGIN_MANAGER, "GetSessionByPID", g_variant_new ("(u)", 0),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, login_session_cb,
                          g_object_ref (self));
}

static void
cs_idle_watch_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CsIdleWatch *self = CS_IDLE_WATCH (object);

  switch (prop_id) {
  case PROP_IDLE:
    g_value_set_boolean (value, self->idle);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_idle_watch_dispose (GObject *object)
{
  CsIdleWatch *self = CS_IDLE_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->mutter_id, g_bus_unwatch_name);
  for (guint i = 0; self->session && i < G_N_ELEMENTS (self->subscriptions); i++)
    g_dbus_connection_signal_unsubscribe (self->session, self->subscriptions[i]);
  if (self->login_id != 0)
    g_dbus_connection_signal_unsubscribe (self->system, self->login_id);
  self->login_id = 0;
  g_clear_object (&self->session);
  g_clear_object (&self->system);

  G_OBJECT_CLASS (cs_idle_watch_parent_class)->dispose (object);
}

static void
cs_idle_watch_finalize (GObject *object)
{
  g_object_unref (CS_IDLE_WATCH (object)->cancellable);

  G_OBJECT_CLASS (cs_idle_watch_parent_class)->finalize (object);
}

static void
cs_idle_watch_class_init (CsIdleWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_idle_watch_get_property;
  object_class->dispose = cs_idle_watch_dispose;
  object_class->finalize = cs_idle_watch_finalize;

  /**
   * CsIdleWatch:idle:
   *
   * Whether nobody is there.
   */
  props[PROP_IDLE] = g_param_spec_boolean ("idle", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_idle_watch_init (CsIdleWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * cs_idle_watch_new:
 * @seconds: after how long without a key or the mouse nobody is there, where the desktop leaves it to us
 *
 * Returns: (transfer full): a watch that is not started
 */
CsIdleWatch *
cs_idle_watch_new (guint seconds)
{
  CsIdleWatch *self = g_object_new (CS_TYPE_IDLE_WATCH, NULL);

  self->seconds = seconds;

  return self;
}

/**
 * cs_idle_watch_start:
 * @self: a watch
 *
 * Begins to listen to whoever can tell.
 */
void
cs_idle_watch_start (CsIdleWatch *self)
{
  g_return_if_fail (CS_IS_IDLE_WATCH (self));

  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, session_bus_cb, g_object_ref (self));
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, system_bus_cb, g_object_ref (self));
}

/**
 * cs_idle_watch_is_idle:
 * @self: a watch
 *
 * Returns: whether nobody is there
 */
gboolean
cs_idle_watch_is_idle (CsIdleWatch *self)
{
  g_return_val_if_fail (CS_IS_IDLE_WATCH (self), FALSE);

  return self->idle;
}

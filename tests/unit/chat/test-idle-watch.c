/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-idle-watch.h"

#include "cs-test-wait.h"

#define XML "<node><interface name='org.gnome.Mutter.IdleMonitor'>" \
  "<method name='AddIdleWatch'><arg type='t' direction='in'/><arg type='u' direction='out'/></method>" \
  "<method name='AddUserActiveWatch'><arg type='u' direction='out'/></method>" \
  "</interface></node>"

#define MUTTER "org.gnome.Mutter.IdleMonitor"
#define PATH "/org/gnome/Mutter/IdleMonitor/Core"

typedef struct {
  GTestDBus       *bus;
  GDBusConnection *connection;   /* the desktop's */
  guint            object_id;
  guint            name_id;
  gboolean         owned;
  guint64          interval;
  guint            n_active;
  CsIdleWatch     *watch;
} Fixture;

static void
call_cb (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Fixture *fixture = user_data;

  if (g_str_equal (method, "AddIdleWatch")) {
    g_variant_get (parameters, "(t)", &fixture->interval);
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 7));
  } else {
    fixture->n_active++;
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 8));
  }
}

static void
owned_cb (GDBusConnection *connection,
          const char      *name,
          gpointer         user_data)
{
  ((Fixture *) user_data)->owned = TRUE;
}

static void
own (Fixture    *fixture,
     const char *name)
{
  fixture->owned = FALSE;
  fixture->name_id = g_bus_own_name_on_connection (fixture->connection, name, G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, fixture, NULL);
  cs_test_wait_for (fixture->owned);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const GDBusInterfaceVTable table = { call_cb, NULL, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (XML, NULL);
  g_autoptr (GError) error = NULL;

  /* One session bus, and no system bus at all. */
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (fixture->bus),
                                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                                G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                                NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->object_id = g_dbus_connection_register_object (fixture->connection, PATH, node->interfaces[0], &table, fixture, NULL, &error);
  g_assert_no_error (error);
  fixture->watch = cs_idle_watch_new (600);
  cs_idle_watch_start (fixture->watch);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_run_dispose (G_OBJECT (fixture->watch));
  cs_test_settle ();
  g_assert_finalize_object (fixture->watch);
  g_clear_handle_id (&fixture->name_id, g_bus_unown_name);
  g_dbus_connection_unregister_object (fixture->connection, fixture->object_id);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_object_unref (fixture->connection);
  cs_test_settle ();
  g_test_dbus_down (fixture->bus);
  g_object_unref (fixture->bus);
}

static void
tell (Fixture    *fixture,
      const char *path,
      const char *interface,
      const char *signal,
      GVariant   *value)
{
  GError *error = NULL;

  g_dbus_connection_emit_signal (fixture->connection, NULL, path, interface, signal, value, &error);
  g_assert_no_error (error);
}

static void
test_compositor (Fixture       *fixture,
                 gconstpointer  data)
{
  g_assert_false (cs_idle_watch_is_idle (fixture->watch));
  own (fixture, MUTTER);
  cs_test_wait_for (fixture->interval == 600 * 1000);
  /* The answer has to be there before the news. */
  cs_test_settle ();

  for (guint i = 1; i < 3; i++) {
    cs_test_wait_for ((tell (fixture, PATH, MUTTER, "WatchFired", g_variant_new ("(u)", 7)), cs_idle_watch_is_idle (fixture->watch)));
    cs_test_wait_for (fixture->n_active >= i);
    tell (fixture, PATH, MUTTER, "WatchFired", g_variant_new ("(u)", 9));
    cs_test_wait_for ((tell (fixture, PATH, MUTTER, "WatchFired", g_variant_new ("(u)", 8)), !cs_idle_watch_is_idle (fixture->watch)));
  }

  /* A compositor that is gone has nobody away. */
  cs_test_wait_for ((tell (fixture, PATH, MUTTER, "WatchFired", g_variant_new ("(u)", 7)), cs_idle_watch_is_idle (fixture->watch)));
  g_clear_handle_id (&fixture->name_id, g_bus_unown_name);
  cs_test_wait_for (!cs_idle_watch_is_idle (fixture->watch));
}

static void
test_screen_saver (Fixture       *fixture,
                   gconstpointer  data)
{
  const char *name = data;

  own (fixture, name);
  cs_test_wait_for ((tell (fixture, "/ScreenSaver", name, "ActiveChanged", g_variant_new ("(b)", TRUE)),
                     cs_idle_watch_is_idle (fixture->watch)));
  tell (fixture, "/ScreenSaver", name, "ActiveChanged", g_variant_new ("(s)", "no"));
  cs_test_wait_for ((tell (fixture, "/ScreenSaver", name, "ActiveChanged", g_variant_new ("(b)", FALSE)),
                     !cs_idle_watch_is_idle (fixture->watch)));
}

static void
test_nobody (void)
{
  CsIdleWatch *watch = cs_idle_watch_new (600);

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  cs_idle_watch_start (watch);
  cs_test_wait_for (G_OBJECT (watch)->ref_count == 1);
  g_assert_false (cs_idle_watch_is_idle (watch));
  g_assert_finalize_object (watch);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/idle-watch/does-without-a-desktop", test_nobody);
  g_test_add ("/idle-watch/hears-the-compositor", Fixture, NULL, set_up, test_compositor, tear_down);
  g_test_add ("/idle-watch/hears-the-screen-saver", Fixture, "org.freedesktop.ScreenSaver", set_up, test_screen_saver, tear_down);
  g_test_add ("/idle-watch/hears-that-of-another-desktop", Fixture, "org.mate.ScreenSaver", set_up, test_screen_saver, tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-launcher-badge.h"

#include "chat/cs-unread.h"

/* What docks listen to, whoever made them; each program speaks from a path of its own. */
#define INTERFACE "com.canonical.Unity.LauncherEntry"
#define PATH      "/org/countersign/Countersign/LauncherEntry"
#define LAUNCHER  "application://org.countersign.Countersign.desktop"

struct _CsLauncherBadge
{
  GObject parent_instance;

  GDBusConnection *connection;  /* NULL without a session bus */
  CsUnread *unread;
};

G_DEFINE_FINAL_TYPE (CsLauncherBadge, cs_launcher_badge, G_TYPE_OBJECT)

static void
show (CsLauncherBadge *self,
      guint            count)
{
  GVariantBuilder properties;

  if (!self->connection || g_dbus_connection_is_closed (self->connection))
    return;

  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&properties, "{sv}", "count", g_variant_new_int64 (count));
  g_variant_builder_add (&properties, "{sv}", "count-visible", g_variant_new_boolean (count > 0));
  g_dbus_connection_emit_signal (self->connection, NULL, PATH, INTERFACE, "Update",
                                 g_variant_new ("(sa{sv})", LAUNCHER, &properties), NULL);
}

static void
update (CsLauncherBadge *self)
{
  show (self, cs_unread_get_count (self->unread));
}

/* Who isn't there any more counts nothing. */
static void
cs_launcher_badge_dispose (GObject *object)
{
  CsLauncherBadge *self = CS_LAUNCHER_BADGE (object);

  if (self->unread) {
    g_signal_handlers_disconnect_by_data (self->unread, self);
    if (cs_unread_get_count (self->unread) > 0)
      show (self, 0);
  }
  g_clear_object (&self->unread);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (cs_launcher_badge_parent_class)->dispose (object);
}

static void
cs_launcher_badge_class_init (CsLauncherBadgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_launcher_badge_dispose;
}

static void
cs_launcher_badge_init (CsLauncherBadge *self)
{
}

/**
 * cs_launcher_badge_new:
 * @connection: (nullable): the session bus
 * @profile: whose unread messages to count
 *
 * Returns: (transfer full): what shows their number as long as it lives
 */
CsLauncherBadge *
cs_launcher_badge_new (GDBusConnection *connection,
                       CsProfile       *profile)
{
  CsLauncherBadge *self = g_object_new (CS_TYPE_LAUNCHER_BADGE, NULL);

  g_set_object (&self->connection, connection);
  self->unread = cs_unread_new (cs_profile_get_conversations (profile));
  g_signal_connect_swapped (self->unread, "notify::count", G_CALLBACK (update), self);
  if (cs_unread_get_count (self->unread) > 0)
    update (self);

  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-watcher-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-row-name.h"

struct _CsWatcherRow
{
  AdwPreferencesRow parent_instance;

  CsSession *session;
  CsAddress *address;

  /* Template children */
  GtkLabel *name;
  GtkLabel *address_label;
  GtkWidget *waiting;
  GtkWidget *allow;
  GtkWidget *refuse;
  GtkWidget *block;
  GtkWidget *ask;
};

G_DEFINE_FINAL_TYPE (CsWatcherRow, cs_watcher_row, ADW_TYPE_PREFERENCES_ROW)

static const struct {
  const char *action;
  CsPermission permission;
} decisions[] = {
  { "watcher.allow", CS_PERMISSION_ALLOWED },
  { "watcher.refuse", CS_PERMISSION_REFUSED },
  { "watcher.block", CS_PERMISSION_BLOCKED },
  { "watcher.ask", CS_PERMISSION_NONE },
};

static void
decided (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  /* The list that the row is in changes with it. */
  g_autoptr (CsWatcherRow) self = g_object_ref (CS_WATCHER_ROW (widget));

  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++) {
    if (g_str_equal (decisions[i].action, action_name))
      cs_permissions_set (cs_session_get_permissions (self->session), self->address, decisions[i].permission);
  }
}

static void
cs_watcher_row_finalize (GObject *object)
{
  CsWatcherRow *self = CS_WATCHER_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->address, cs_address_unref);

  G_OBJECT_CLASS (cs_watcher_row_parent_class)->finalize (object);
}

static void
cs_watcher_row_class_init (CsWatcherRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_watcher_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-watcher-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsWatcherRow, name);
  gtk_widget_class_bind_template_child_full (widget_class, "address", FALSE, G_STRUCT_OFFSET (CsWatcherRow, address_label));
  gtk_widget_class_bind_template_child (widget_class, CsWatcherRow, waiting);
  gtk_widget_class_bind_template_child (widget_class, CsWatcherRow, allow);
  gtk_widget_class_bind_template_child (widget_class, CsWatcherRow, refuse);
  gtk_widget_class_bind_template_child (widget_class, CsWatcherRow, block);
  gtk_widget_class_bind_template_child (widget_class, CsWatcherRow, ask);
  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_class_install_action (widget_class, decisions[i].action, NULL, decided);
}

static void
cs_watcher_row_init (CsWatcherRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @words: (transfer full) */
static void
describe (GtkWidget *button,
          char      *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_free (words);
}

/* Every row has the same buttons: whom they are about is for those who hear them only. */
static void
describe_buttons (CsWatcherRow *self,
                  const char   *who)
{
  /* Translators: %s is somebody’s SIP address, who asks to see when one is available. */
  describe (self->allow, g_strdup_printf (_("Allow %s"), who));
  /* Translators: %s is somebody’s SIP address, who asks to see when one is available. */
  describe (self->refuse, g_strdup_printf (_("Refuse %s"), who));
  /* Translators: %s is somebody’s SIP address, who asks to see when one is available. */
  describe (self->block, g_strdup_printf (_("Block %s"), who));
  /* Translators: %s is somebody’s SIP address, about whom the person wants to decide anew. */
  describe (self->ask, g_strdup_printf (_("Ask me again about %s"), who));
}

static void
name_row (CsWatcherRow *self)
{
  g_autoptr (GString) words = g_string_new (gtk_label_get_text (self->name));

  if (gtk_widget_get_visible (GTK_WIDGET (self->address_label)))
    g_string_append_printf (words, ", %s", gtk_label_get_text (self->address_label));
  if (gtk_widget_get_visible (self->waiting))
    g_string_append_printf (words, ", %s", gtk_label_get_text (GTK_LABEL (self->waiting)));

  cs_row_name_set (GTK_WIDGET (self), words->str);
}

/**
 * cs_watcher_row_new:
 * @session: whose presence it is
 * @address: who watches, or wants to
 * @name: (nullable): what the person calls them
 *
 * Returns: (transfer floating): the row, as it was decided so far
 */
GtkWidget *
cs_watcher_row_new (CsSession  *session,
                    CsAddress  *address,
                    const char *name)
{
  CsWatcherRow *self = g_object_new (CS_TYPE_WATCHER_ROW, NULL);
  CsPermission permission = cs_permissions_get (cs_session_get_permissions (session), address);
  g_autofree char *who = cs_text_make_visible (cs_address_get_display (address));

  self->session = g_object_ref (session);
  self->address = cs_address_ref (address);
  gtk_label_set_text (self->name, name ? name : who);
  gtk_label_set_text (self->address_label, who);
  gtk_widget_set_visible (GTK_WIDGET (self->address_label), name != NULL);
  gtk_widget_set_visible (self->waiting, cs_permissions_is_waiting (cs_session_get_permissions (session), address));
  gtk_widget_set_visible (self->allow, permission != CS_PERMISSION_ALLOWED);
  gtk_widget_set_visible (self->refuse, permission != CS_PERMISSION_REFUSED);
  gtk_widget_set_visible (self->block, permission != CS_PERMISSION_BLOCKED);
  gtk_widget_set_visible (self->ask, permission != CS_PERMISSION_NONE);
  describe_buttons (self, who);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name ? name : who);
  name_row (self);

  return GTK_WIDGET (self);
}

/**
 * cs_watcher_row_get_address:
 * @self: the row
 *
 * Returns: (transfer none): whom the row shows
 */
CsAddress *
cs_watcher_row_get_address (CsWatcherRow *self)
{
  g_return_val_if_fail (CS_IS_WATCHER_ROW (self), NULL);

  return self->address;
}

/**
 * cs_watcher_row_find_button:
 * @self: the row
 * @action: (nullable): what its button does, or %NULL for any
 *
 * Finds a button that can be pressed.
 *
 * Returns: (transfer none) (nullable): the button
 */
GtkWidget *
cs_watcher_row_find_button (CsWatcherRow *self,
                            const char   *action)
{
  GtkWidget *buttons[] = { self->allow, self->refuse, self->block, self->ask };

  g_return_val_if_fail (CS_IS_WATCHER_ROW (self), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++) {
    if (gtk_widget_get_visible (buttons[i]) &&
        (!action || g_str_equal (gtk_actionable_get_action_name (GTK_ACTIONABLE (buttons[i])), action)))
      return buttons[i];
  }

  return NULL;
}

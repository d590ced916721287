/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-presence-button.h"

#include <glib/gi18n-lib.h>

#include "cs-presence-look.h"

struct _CsPresenceButton
{
  AdwBin parent_instance;

  CsSession *session;
  const char *css_class;

  /* Template children */
  GtkMenuButton *button;
  GtkImage *icon;
  GtkPopover *popover;
  GtkLabel *hint;
  GtkEditable *note;
};

G_DEFINE_FINAL_TYPE (CsPresenceButton, cs_presence_button, ADW_TYPE_BIN)

static CsAccount *
get_account (CsPresenceButton *self)
{
  return cs_session_get_account (self->session);
}

static void
show_icon (CsPresenceButton     *self,
           const CsPresenceLook *look)
{
  if (self->css_class)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->css_class);
  self->css_class = look->css_class;
  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), self->css_class);
}

static const char *
word_hint (CsPresenceButton *self)
{
  if (cs_session_lacks_presence (self->session))
    return _("This server passes on nobody’s presence.");
  if (!cs_account_get_show_presence (get_account (self)))
    return _("Nobody is told, as this account’s preferences say.");

  return NULL;
}

static void
update_words (CsPresenceButton *self,
              CsPresence       *presence)
{
  const char *address = cs_address_get_display (cs_account_get_address (get_account (self)));
  g_autofree char *shown = presence ? cs_presence_look_describe (presence, g_get_real_time ()) : g_strdup (_("Invisible"));
  g_autofree char *label = NULL;

  /* Translators: the first %s is a SIP address, the second how somebody is, as in “Available” or “Away since 9:12”. */
  label = g_strdup_printf (_("Presence of %s: %s"), address, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update (CsPresenceButton *self)
{
  CsAccount *account = get_account (self);
  CsPresence *presence = cs_session_get_own_presence (self->session);
  const char *note = cs_account_get_presence_note (account);
  const char *hint = word_hint (self);

  show_icon (self, cs_presence_look_find (presence ? cs_presence_get_state (presence) : CS_PRESENCE_OFFLINE));
  if (!gtk_widget_is_visible (GTK_WIDGET (self->popover)) && g_strcmp0 (gtk_editable_get_text (self->note), note ? note : "") != 0)
    gtk_editable_set_text (self->note, note ? note : "");
  gtk_label_set_text (self->hint, hint ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  update_words (self, presence);
}

static void
keep_note (CsPresenceButton *self)
{
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));

  if (self->session)
    cs_account_set_presence_note (get_account (self), note);
}

static void
activated_cb (CsPresenceButton *self)
{
  keep_note (self);
  gtk_popover_popdown (self->popover);
}

static void
closed_cb (CsPresenceButton *self)
{
  keep_note (self);
}

static void
cs_presence_button_dispose (GObject *object)
{
  cs_presence_button_set_session (CS_PRESENCE_BUTTON (object), NULL);

  G_OBJECT_CLASS (cs_presence_button_parent_class)->dispose (object);
}

static void
cs_presence_button_class_init (CsPresenceButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_presence_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-presence-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CsPresenceButton, button);
  gtk_widget_class_bind_template_child (widget_class, CsPresenceButton, icon);
  gtk_widget_class_bind_template_child (widget_class, CsPresenceButton, popover);
  gtk_widget_class_bind_template_child (widget_class, CsPresenceButton, hint);
  gtk_widget_class_bind_template_child (widget_class, CsPresenceButton, note);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
cs_presence_button_init (CsPresenceButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What the menu changes is the account itself. */
static void
offer_menu (CsPresenceButton *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) availability = g_property_action_new ("availability", get_account (self), "availability");

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (availability));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "account", G_ACTION_GROUP (actions));
}

/**
 * cs_presence_button_set_session:
 * @self: a button
 * @session: (nullable): the account at work
 *
 * Follows an account.
 */
void
cs_presence_button_set_session (CsPresenceButton *self,
                                CsSession        *session)
{
  static const char * const names[] = { "notify::availability", "notify::presence-note", "notify::show-presence" };
  CsAccount *account;

  g_return_if_fail (CS_IS_PRESENCE_BUTTON (self));

  if (self->session == session)
    return;

  if (self->session) {
    g_signal_handlers_disconnect_by_data (get_account (self), self);
    g_signal_handlers_disconnect_by_data (self->session, self);
  }
  g_set_object (&self->session, session);
  if (!session)
    return;

  account = get_account (self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_swapped (account, names[i], G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "notify::own-presence", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "notify::lacks-presence", G_CALLBACK (update), self);
  offer_menu (self);
  update (self);
}

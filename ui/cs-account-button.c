/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-account-button.h"

#include <glib/gi18n-lib.h>

#include "chat/cs-refusal.h"
#include "chat/cs-words.h"

#include "cs-presence-button.h"
#include "cs-shield.h"

struct _CsAccountButton
{
  AdwBin parent_instance;

  CsSession *session;

  /* Template children */
  CsPresenceButton *presence;
  GtkButton *button;
  GtkImage *icon;
  GtkLabel *address;
  GtkLabel *words;
  GtkImage *shield;
};

G_DEFINE_FINAL_TYPE (CsAccountButton, cs_account_button, ADW_TYPE_BIN)

static const char *
get_action (CsSession *session)
{
  if (cs_session_get_state (session) == CS_CONNECTION_REFUSED || cs_refusal_is_error (cs_session_get_error (session)))
    return "win.show-refused";
  if (cs_session_is_password_wanted (session))
    return "win.enter-password";

  return "win.show-connection";
}

static void
update (CsAccountButton *self)
{
  CsConnectionState state = cs_session_get_state (self->session);
  CsAccount *account = cs_session_get_account (self->session);
  const char *address = cs_address_get_display (cs_account_get_address (account));
  const char *words = cs_words_for_state (state);
  const char *icon = "cs-offline-symbolic";
  CsShield shield = cs_shield_for_session (self->session);
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", address, words, cs_shield_get_label (shield));

  if (state == CS_CONNECTION_REFUSED || cs_session_is_password_wanted (self->session))
    icon = "dialog-warning-symbolic";

  /* While online, how one is for others says more. */
  gtk_widget_set_visible (GTK_WIDGET (self->presence), state == CS_CONNECTION_ONLINE);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), state != CS_CONNECTION_ONLINE);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_text (self->address, address);
  gtk_label_set_text (self->words, words);
  cs_shield_show (shield, self->shield);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", cs_account_get_id (account));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), get_action (self->session));
}

static void
cs_account_button_dispose (GObject *object)
{
  CsAccountButton *self = CS_ACCOUNT_BUTTON (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cs_account_button_parent_class)->dispose (object);
}

static void
cs_account_button_class_init (CsAccountButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_PRESENCE_BUTTON);

  object_class->dispose = cs_account_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-account-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAccountButton, presence);
  gtk_widget_class_bind_template_child (widget_class, CsAccountButton, button);
  gtk_widget_class_bind_template_child (widget_class, CsAccountButton, icon);
  gtk_widget_class_bind_template_child (widget_class, CsAccountButton, address);
  gtk_widget_class_bind_template_child (widget_class, CsAccountButton, words);
  gtk_widget_class_bind_template_child (widget_class, CsAccountButton, shield);
}

static void
cs_account_button_init (CsAccountButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_account_button_new:
 * @session: the account at work
 *
 * Makes a button that follows an account.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
cs_account_button_new (CsSession *session)
{
  CsAccountButton *self = g_object_new (CS_TYPE_ACCOUNT_BUTTON, NULL);

  self->session = g_object_ref (session);
  cs_presence_button_set_session (self->presence, session);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "notify::verdict", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "notify::password-wanted", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}

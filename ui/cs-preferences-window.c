/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-preferences-window.h"

#include <glib/gi18n-lib.h>

#include "cs-account-row.h"
#include "cs-authorities-page.h"
#include "cs-locked-row.h"
#include "cs-policy-page.h"
#include "cs-settings.h"
#include "cs-toast.h"

struct _CsPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  CsProfile *profile;
  GPtrArray *rows;  /* CsAccountRow, borrowed */

  /* Template children */
  AdwPreferencesGroup *accounts;
  AdwPreferencesPage *notifications_page;
  GtkWidget *notifications;
  GtkSwitch *notification_text;
  GtkWidget *notification_text_row;
  CsLockedRow *notification_text_locked;
};

enum {
  SIGNAL_ADD_ACCOUNT,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsPreferencesWindow, cs_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
sessions_changed_cb (CsPreferencesWindow *self,
                     guint                position,
                     guint                removed,
                     guint                added,
                     GListModel          *sessions)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->accounts, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);
    GtkWidget *row = cs_account_row_new (self->profile, session);

    g_ptr_array_add (self->rows, row);
    adw_preferences_group_add (self->accounts, row);
  }

  adw_preferences_group_set_description (self->accounts,
                                         self->rows->len == 0 ? _("There is none yet. Sign in to your server, or add an account here.") : NULL);
}

static void
add_account_activated (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_ADD_ACCOUNT], 0);
  gtk_window_close (GTK_WINDOW (widget));
}

static void
notification_text_chosen_cb (GtkSwitch  *button,
                             GParamSpec *pspec,
                             GSettings  *settings)
{
  g_settings_set_boolean (settings, "notification-text", gtk_switch_get_active (button));
}

/* What the organisation proposes is shown as long as the person chose nothing. */
static void
offer_notification_text (CsPreferencesWindow *self,
                         GSettings           *settings)
{
  CsPolicy *policy = cs_policy_store_get_policy (cs_profile_get_policies (self->profile));
  gboolean locked = cs_policy_is_locked (policy, CS_POLICY_NOTIFICATION_TEXT);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->notification_text_locked),
                                 cs_policy_get_notification_text (policy)
                                   ? _("Notifications tell who wrote and what")
                                   : _("Notifications only tell that something came"));
  gtk_widget_set_visible (GTK_WIDGET (self->notification_text_locked), locked);
  gtk_widget_set_visible (self->notification_text_row, !locked);
  gtk_switch_set_active (self->notification_text, cs_settings_get_notification_text (settings, policy));
  g_signal_connect_object (self->notification_text, "notify::active", G_CALLBACK (notification_text_chosen_cb), settings, 0);
}

static void
cs_preferences_window_dispose (GObject *object)
{
  CsPreferencesWindow *self = CS_PREFERENCES_WINDOW (object);

  if (self->profile)
    g_signal_handlers_disconnect_by_data (cs_profile_get_sessions (self->profile), self);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (cs_preferences_window_parent_class)->dispose (object);
}

static void
cs_preferences_window_class_init (CsPreferencesWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_LOCKED_ROW);

  object_class->dispose = cs_preferences_window_dispose;

  /**
   * CsPreferencesWindow::add-account:
   *
   * The person wants to sign in with one more account.
   */
  signals[SIGNAL_ADD_ACCOUNT] =
    g_signal_new ("add-account", CS_TYPE_PREFERENCES_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsPreferencesWindow, accounts);
  gtk_widget_class_bind_template_child (widget_class, CsPreferencesWindow, notifications_page);
  gtk_widget_class_bind_template_child (widget_class, CsPreferencesWindow, notifications);
  gtk_widget_class_bind_template_child (widget_class, CsPreferencesWindow, notification_text);
  gtk_widget_class_bind_template_child (widget_class, CsPreferencesWindow, notification_text_row);
  gtk_widget_class_bind_template_child (widget_class, CsPreferencesWindow, notification_text_locked);

  gtk_widget_class_install_action (widget_class, "preferences.add-account", NULL, add_account_activated);
}

static void
cs_preferences_window_init (CsPreferencesWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_toast_let_escape_close (GTK_WINDOW (self));
}

/**
 * cs_preferences_window_new:
 * @parent: the window it belongs to
 * @profile: what is to be set
 * @settings: (nullable): what else is to be set, %NULL where there is nowhere to keep it
 *
 * Makes the preferences window.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
CsPreferencesWindow *
cs_preferences_window_new (GtkWindow *parent,
                           CsProfile *profile,
                           GSettings *settings)
{
  CsPreferencesWindow *self = g_object_new (CS_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  GListModel *sessions = cs_profile_get_sessions (profile);
  CsPolicyStore *policies = cs_profile_get_policies (profile);

  self->profile = g_object_ref (profile);
  if (settings) {
    g_settings_bind (settings, "notifications", self->notifications, "active", G_SETTINGS_BIND_DEFAULT);
    offer_notification_text (self, settings);
  } else {
    adw_preferences_window_remove (ADW_PREFERENCES_WINDOW (self), self->notifications_page);
  }

  g_signal_connect_swapped (sessions, "items-changed", G_CALLBACK (sessions_changed_cb), self);
  sessions_changed_cb (self, 0, 0, 0, sessions);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                              ADW_PREFERENCES_PAGE (cs_authorities_page_new (profile)));

  if (cs_policy_page_is_needed (policies))
    adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (cs_policy_page_new (policies)));

  return self;
}

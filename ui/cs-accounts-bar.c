/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-accounts-bar.h"

#include <glib/gi18n-lib.h>

#include "cs-account-button.h"

struct _CsAccountsBar
{
  AdwBin parent_instance;

  GListModel *sessions;

  /* Template children */
  GtkBox *accounts;
  GMenu *shown;
};

G_DEFINE_FINAL_TYPE (CsAccountsBar, cs_accounts_bar, ADW_TYPE_BIN)

/* A label in a menu takes an underscore for a key. */
static void
offer (CsAccountsBar *self,
       const char    *label,
       const char    *id)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (escaped, NULL);

  g_menu_item_set_action_and_target (item, "accounts.show", "s", id);
  g_menu_append_item (self->shown, item);
}

static void
sessions_changed_cb (CsAccountsBar *self)
{
  guint n = g_list_model_get_n_items (self->sessions);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->accounts))))
    gtk_box_remove (self->accounts, child);
  g_menu_remove_all (self->shown);
  if (n > 1)
    offer (self, _("All Accounts"), "");

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (self->sessions, i);
    CsAccount *account = cs_session_get_account (session);

    gtk_box_append (self->accounts, cs_account_button_new (session));
    if (n > 1)
      offer (self, cs_address_get_display (cs_account_get_address (account)), cs_account_get_id (account));
  }
}

static void
cs_accounts_bar_dispose (GObject *object)
{
  CsAccountsBar *self = CS_ACCOUNTS_BAR (object);

  if (self->sessions)
    g_signal_handlers_disconnect_by_data (self->sessions, self);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (cs_accounts_bar_parent_class)->dispose (object);
}

static void
cs_accounts_bar_class_init (CsAccountsBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_accounts_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-accounts-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAccountsBar, accounts);
  gtk_widget_class_bind_template_child (widget_class, CsAccountsBar, shown);
}

static void
cs_accounts_bar_init (CsAccountsBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_accounts_bar_set_sessions:
 * @self: the bar
 * @sessions: a list of [class@Session]
 *
 * Gives the bar what it shows, once.
 */
void
cs_accounts_bar_set_sessions (CsAccountsBar *self,
                              GListModel    *sessions)
{
  g_return_if_fail (CS_IS_ACCOUNTS_BAR (self));
  g_return_if_fail (!self->sessions);

  self->sessions = g_object_ref (sessions);
  g_signal_connect_swapped (sessions, "items-changed", G_CALLBACK (sessions_changed_cb), self);
  sessions_changed_cb (self);
}

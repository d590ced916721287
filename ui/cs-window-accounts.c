/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-window-private.h"

#include "chat/cs-refusal.h"

#include "cs-connection-sheet.h"
#include "cs-password-dialog.h"
#include "cs-toast.h"

/* What the window does for one account: each action's parameter is its id. */

static CsSession *
find_session (CsWindow *self,
              GVariant *id)
{
  GListModel *sessions = cs_profile_get_sessions (self->profile);
  const char *wanted = g_variant_get_string (id, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    if (g_strcmp0 (cs_account_get_id (cs_session_get_account (session)), wanted) == 0)
      return g_steal_pointer (&session);
  }

  return NULL;
}

static void
password_wanted_cb (CsWindow   *self,
                    GParamSpec *pspec,
                    CsSession  *session)
{
  if (cs_session_is_password_wanted (session) && cs_window_shows (self, "main"))
    cs_password_dialog_present (GTK_WINDOW (self), session);
}

static void
news_cb (CsWindow   *self,
         GParamSpec *pspec,
         CsSession  *session)
{
  if (cs_session_get_news (session))
    cs_toast_show (GTK_WIDGET (self->pages), cs_session_get_news (session));
}

static void
retry_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  g_autoptr (CsSession) session = find_session (CS_WINDOW (widget), parameter);

  if (session)
    cs_session_retry_now (session);
}

static void
sign_in_activated (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  CsWindow *self = CS_WINDOW (widget);
  g_autoptr (CsSession) session = find_session (self, parameter);

  if (session)
    cs_unlocker_sign_in (GTK_WINDOW (self), session);
}

static void
show_refused_activated (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  CsWindow *self = CS_WINDOW (widget);
  g_autoptr (CsSession) session = find_session (self, parameter);

  if (session && (cs_session_get_state (session) == CS_CONNECTION_REFUSED
                  || cs_refusal_is_error (cs_session_get_error (session))))
    cs_window_show_refused (self, session);
}

static void
enter_password_activated (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  CsWindow *self = CS_WINDOW (widget);
  g_autoptr (CsSession) session = find_session (self, parameter);

  if (session)
    cs_password_dialog_present (GTK_WINDOW (self), session);
}

static void
show_connection_activated (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  CsWindow *self = CS_WINDOW (widget);
  g_autoptr (CsSession) session = find_session (self, parameter);

  if (session)
    cs_connection_sheet_present (GTK_WINDOW (self), session);
}

/**
 * cs_window_install_account_actions:
 * @widget_class: the class of windows
 *
 * Installs the actions that are about one account.
 */
void
cs_window_install_account_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.retry", "s", retry_activated);
  gtk_widget_class_install_action (widget_class, "win.sign-in", "s", sign_in_activated);
  gtk_widget_class_install_action (widget_class, "win.show-refused", "s", show_refused_activated);
  gtk_widget_class_install_action (widget_class, "win.enter-password", "s", enter_password_activated);
  gtk_widget_class_install_action (widget_class, "win.show-connection", "s", show_connection_activated);
}

/**
 * cs_window_watch_sessions:
 * @self: the window
 *
 * Follows what the accounts want and tell, those that are new, too.
 */
void
cs_window_watch_sessions (CsWindow *self)
{
  GListModel *sessions = cs_profile_get_sessions (self->profile);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    g_signal_handlers_disconnect_by_func (session, password_wanted_cb, self);
    g_signal_handlers_disconnect_by_func (session, news_cb, self);
    g_signal_connect_object (session, "notify::news", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (session, "notify::password-wanted", G_CALLBACK (password_wanted_cb), self, G_CONNECT_SWAPPED);
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-window-private.h"

#include "chat/cs-refusal.h"

#include "cs-connection-sheet.h"
#include "cs-password-dialog.h"
#include "cs-toast.h"

/* What the window does for one account: each action's parameter is its id, that of the last an account's and an address. */

static CsSession *
find_session (CsWindow *self,
              GVariant *id)
{
  return cs_profile_find_session_by_id (self->profile, g_variant_get_string (id, NULL));
}

static void ask_next (CsWindow *self);

static void
answered_cb (CsWindow *self)
{
  g_clear_weak_pointer (&self->asking);
  ask_next (self);
}

/* Of several accounts that want a password, one is asked for at a time. */
static void
ask_next (CsWindow *self)
{
  while (!self->asking && !g_queue_is_empty (&self->to_ask)) {
    g_autoptr (CsSession) session = g_queue_pop_head (&self->to_ask);

    if (cs_session_is_password_wanted (session) && cs_window_shows (self, "main")) {
      g_set_weak_pointer (&self->asking, cs_password_dialog_present (GTK_WINDOW (self), session));
      g_signal_connect_object (self->asking, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
    }
  }
}

static void
password_wanted_cb (CsWindow   *self,
                    GParamSpec *pspec,
                    CsSession  *session)
{
  if (!cs_session_is_password_wanted (session) || g_queue_find (&self->to_ask, session))
    return;

  g_queue_push_tail (&self->to_ask, g_object_ref (session));
  ask_next (self);
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

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) conversation = cs_session_open_conversation_finish (CS_SESSION (object), result, &error);

  if (self->leaving)
    return;

  if (conversation)
    cs_window_show_conversation (self, conversation);
  else
    cs_toast_show (GTK_WIDGET (self->pages), error->message);
}

/* To an address that was found somewhere: through the account of its domain, else through that where it was found. */
static void
talk_to_activated (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  CsWindow *self = CS_WINDOW (widget);
  g_autoptr (CsSession) used = NULL;
  g_autoptr (CsSession) session = NULL;
  g_autoptr (CsAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  const char *id;
  const char *text;

  g_variant_get (parameter, "(&s&s)", &id, &text);
  address = cs_address_parse (text, &error);
  if (!address) {
    cs_toast_show (GTK_WIDGET (self->pages), error->message);
    return;
  }

  used = cs_profile_find_session_by_id (self->profile, id);
  session = cs_profile_suggest_session (self->profile, address, used);
  if (session)
    cs_session_open_conversation_async (session, address, NULL, opened_cb, g_object_ref (self));
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
  gtk_widget_class_install_action (widget_class, "win.talk-to", "(ss)", talk_to_activated);
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

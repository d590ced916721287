/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-window.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-refusal.h"

#include "cs-connection-sheet.h"
#include "cs-main-page.h"
#include "cs-new-conversation-dialog.h"
#include "cs-password-dialog.h"
#include "cs-refused-page.h"
#include "cs-sign-in-page.h"
#include "cs-toast.h"
#include "cs-unlocker.h"

struct _CsWindow
{
  AdwApplicationWindow parent_instance;

  CsProfile *profile;
  CsUnlocker *unlocker;
  CsSession *refused_session;  /* the one that the refused page shows */
  gboolean leaving;

  /* Pages, made when they are first shown: the first window should not wait for the others */
  CsSignInPage *sign_in;
  CsRefusedPage *refused;
  CsMainPage *main;

  /* Template children */
  AdwToastOverlay *toasts;
  GtkStack *pages;
};

enum {
  SIGNAL_LEAVING,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsWindow, cs_window, ADW_TYPE_APPLICATION_WINDOW)

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

static gboolean
is_signed_up (CsWindow *self)
{
  return g_list_model_get_n_items (cs_profile_get_sessions (self->profile)) > 0;
}

static gboolean
shows (CsWindow   *self,
       const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), page) == 0;
}

/* The page is there already. */
static void
show_page (CsWindow   *self,
           const char *page)
{
  gtk_stack_set_visible_child_name (self->pages, page);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-conversation", shows (self, "main"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", shows (self, "main"));
}

static void
update_title (CsWindow *self)
{
  CsConversation *conversation = cs_main_page_get_conversation (self->main);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (!conversation) {
    gtk_window_set_title (GTK_WINDOW (self), "Countersign");
    return;
  }

  name = cs_text_make_visible (cs_conversation_get_name (conversation));
  /* Translators: the title of the window; %s is the name of whom one talks to. */
  title = g_strdup_printf (_("%s – Countersign"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_main (CsWindow *self)
{
  if (!self->main) {
    self->main = cs_main_page_new (self->profile);
    g_signal_connect_object (self->main, "shown", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
    gtk_stack_add_named (self->pages, GTK_WIDGET (self->main), "main");
  }

  show_page (self, "main");
}

static void
leave_refused (CsWindow *self)
{
  if (self->refused_session)
    g_signal_handlers_disconnect_by_data (self->refused_session, self);
  g_clear_object (&self->refused_session);
}

/* An account that is not part of the profile came here from the sign-in page. */
static void
return_from_refused (CsWindow *self,
                     gboolean  adopted)
{
  if (adopted)
    show_main (self);
  else
    show_page (self, "sign-in");
}

/* Once the server is not refused any more, the page about it has nothing to say. */
static void
refused_state_changed_cb (CsWindow *self)
{
  gboolean adopted = cs_session_is_adopted (self->refused_session);

  if (cs_session_get_state (self->refused_session) == CS_CONNECTION_REFUSED)
    return;

  leave_refused (self);
  if (shows (self, "refused"))
    return_from_refused (self, adopted);
}

static void
edit_account_cb (CsWindow *self)
{
  gboolean adopted = self->refused_session && cs_session_is_adopted (self->refused_session);

  leave_refused (self);
  return_from_refused (self, adopted);
  if (adopted)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", NULL);
  else
    cs_sign_in_page_edit (self->sign_in);
}

/* A server that is no TLS server is asked again by a sign-in of its own. */
static void
check_again_cb (CsWindow *self)
{
  g_autoptr (CsSession) session = g_object_ref (self->refused_session);
  gboolean adopted = cs_session_is_adopted (session);

  leave_refused (self);
  return_from_refused (self, adopted);
  if (adopted)
    cs_session_retry_now (session);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->sign_in), "sign-in.submit", NULL);
}

static void
add_refused (CsWindow *self)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_type_ensure (CS_TYPE_REFUSED_PAGE);
  builder = gtk_builder_new_from_resource ("/org/countersign/Countersign/cs-refused-pane.ui");
  self->refused = CS_REFUSED_PAGE (gtk_builder_get_object (builder, "refused"));
  g_signal_connect_object (self->refused, "check-again", G_CALLBACK (check_again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->refused, "edit-account", G_CALLBACK (edit_account_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->pages, GTK_WIDGET (gtk_builder_get_object (builder, "pane")), "refused");
}

static void
show_refused (CsWindow  *self,
              CsSession *session)
{
  if (!self->refused)
    add_refused (self);

  leave_refused (self);
  self->refused_session = g_object_ref (session);
  if (cs_session_get_state (session) == CS_CONNECTION_REFUSED)
    g_signal_connect_swapped (session, "notify::state", G_CALLBACK (refused_state_changed_cb), self);
  show_page (self, "refused");
  cs_refused_page_set_session (self->refused, self->profile, session);
}

/* The secret service has answered. */
static void
password_kept_cb (CsWindow   *self,
                  GParamSpec *pspec,
                  CsSession  *session)
{
  g_signal_handlers_disconnect_by_func (session, password_kept_cb, self);
  if (!cs_session_is_password_kept (session))
    cs_toast_show_until_closed (GTK_WIDGET (self->pages), _("No keyring: the password is forgotten when you quit"));
}

static void
signed_in_cb (CsWindow  *self,
              CsSession *session)
{
  show_main (self);
  cs_sign_in_page_start_anew (self->sign_in, TRUE);

  if (!cs_session_is_password_kept (session))
    g_signal_connect_object (session, "notify::password-kept", G_CALLBACK (password_kept_cb), self, G_CONNECT_SWAPPED);
  cs_main_page_focus (self->main);
}

static void
cancelled_cb (CsWindow *self)
{
  if (is_signed_up (self))
    show_main (self);
}

static void
show_sign_in (CsWindow *self,
              gboolean  with_back)
{
  if (!self->sign_in) {
    self->sign_in = cs_sign_in_page_new (self->profile);
    g_signal_connect_object (self->sign_in, "refused", G_CALLBACK (show_refused), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->sign_in, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->sign_in, "cancelled", G_CALLBACK (cancelled_cb), self, G_CONNECT_SWAPPED);
    gtk_stack_add_named (self->pages, GTK_WIDGET (self->sign_in), "sign-in");
  }

  show_page (self, "sign-in");
  cs_sign_in_page_start_anew (self->sign_in, with_back);
}

static void
password_wanted_cb (CsWindow   *self,
                    GParamSpec *pspec,
                    CsSession  *session)
{
  if (cs_session_is_password_wanted (session) && shows (self, "main"))
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
watch_sessions (CsWindow *self)
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

/* The last account was removed: there is nothing left to show but the way in. */
static void
sessions_changed_cb (CsWindow *self)
{
  CsConversation *conversation = self->main ? cs_main_page_get_conversation (self->main) : NULL;

  watch_sessions (self);
  if (!is_signed_up (self) && shows (self, "main")) {
    cs_main_page_leave (self->main);
    show_sign_in (self, FALSE);
  } else if (conversation) {
    GListModel *conversations = cs_profile_get_conversations (self->profile);

    for (guint i = 0; i < g_list_model_get_n_items (conversations); i++) {
      g_autoptr (CsConversation) item = g_list_model_get_item (conversations, i);

      if (item == conversation)
        return;
    }
    cs_main_page_leave (self->main);
  }
}

static void
new_conversation_activated (GtkWidget  *widget,
                            const char *action_name,
                            GVariant   *parameter)
{
  CsWindow *self = CS_WINDOW (widget);
  CsNewConversationDialog *dialog = cs_new_conversation_dialog_present (GTK_WINDOW (self), self->profile);

  g_signal_connect_object (dialog, "opened", G_CALLBACK (cs_window_show_conversation), self, G_CONNECT_SWAPPED);
}

static void
search_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  cs_main_page_search (CS_WINDOW (widget)->main);
}

static void
back_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsWindow *self = CS_WINDOW (widget);

  if (shows (self, "refused")) {
    gboolean adopted = self->refused_session && cs_session_is_adopted (self->refused_session);

    leave_refused (self);
    return_from_refused (self, adopted);
    if (!adopted)
      cs_sign_in_page_edit (self->sign_in);
  } else if (shows (self, "main")) {
    cs_main_page_go_back (self->main);
  }
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
    show_refused (self, session);
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
leave (CsWindow *self)
{
  self->leaving = TRUE;
  gtk_widget_hide (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_LEAVING], 0);
}

static void
leave_response_cb (CsWindow   *self,
                   const char *response)
{
  if (g_strcmp0 (response, "close") == 0)
    leave (self);
}

static gboolean
cs_window_close_request (GtkWindow *window)
{
  CsWindow *self = CS_WINDOW (window);
  guint queued = cs_profile_get_queued (self->profile);
  GtkWidget *dialog;

  if (self->leaving)
    return TRUE;

  if (self->main)
    cs_main_page_keep_draft (self->main);
  if (queued == 0) {
    leave (self);
    return TRUE;
  }

  dialog = adw_message_dialog_new (window, _("Messages are still waiting to be sent"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  ngettext ("%u message has not reached the server yet. It is kept, and is sent when Countersign is open and online again.",
                                            "%u messages have not reached the server yet. They are kept, and are sent when Countersign is open and online again.",
                                            queued),
                                  queued);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "stay", _("_Stay"),
                                    "close", _("_Close"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return TRUE;
}

static void
cs_window_dispose (GObject *object)
{
  CsWindow *self = CS_WINDOW (object);

  leave_refused (self);
  g_clear_object (&self->unlocker);
  if (self->profile)
    g_signal_handlers_disconnect_by_data (cs_profile_get_sessions (self->profile), self);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-conversation", NULL, new_conversation_activated);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_activated);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_activated);
  gtk_widget_class_install_action (widget_class, "win.retry", "s", retry_activated);
  gtk_widget_class_install_action (widget_class, "win.sign-in", "s", sign_in_activated);
  gtk_widget_class_install_action (widget_class, "win.show-refused", "s", show_refused_activated);
  gtk_widget_class_install_action (widget_class, "win.enter-password", "s", enter_password_activated);
  gtk_widget_class_install_action (widget_class, "win.show-connection", "s", show_connection_activated);
}

static void
cs_window_class_init (CsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cs_window_close_request;

  /**
   * CsWindow::leaving:
   *
   * The person has closed the window. It is hidden, and the owner ends what is behind it.
   */
  signals[SIGNAL_LEAVING] =
    g_signal_new ("leaving", CS_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, pages);

  install_actions (widget_class);
}

static void
cs_window_init (CsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_window_new:
 * @application: the application
 * @profile: what the window shows
 *
 * Makes the main window: the way in where there is no account yet, else the conversations.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
CsWindow *
cs_window_new (GtkApplication *application,
               CsProfile      *profile)
{
  CsWindow *self = g_object_new (CS_TYPE_WINDOW, "application", application, NULL);

  self->profile = g_object_ref (profile);
  self->unlocker = cs_unlocker_new (GTK_WINDOW (self), profile);
  g_signal_connect_swapped (cs_profile_get_sessions (profile), "items-changed",
                            G_CALLBACK (sessions_changed_cb), self);
  if (cs_profile_get_notice (profile))
    cs_toast_show_until_closed (GTK_WIDGET (self->pages), cs_profile_get_notice (profile));
  g_signal_connect_object (cs_profile_get_expiry (profile), "notice", G_CALLBACK (cs_toast_show_until_closed), self->pages, G_CONNECT_SWAPPED);
  cs_expiry_watch_start (cs_profile_get_expiry (profile));

  if (is_signed_up (self)) {
    show_main (self);
    watch_sessions (self);
  } else {
    show_sign_in (self, FALSE);
  }

  return self;
}

/**
 * cs_window_prefill:
 * @self: the window
 * @address: (nullable): the address to start with
 * @server: (nullable): the server to start with
 * @password: (nullable): the password to start with
 *
 * Fills the sign-in page in, where it is shown.
 */
void
cs_window_prefill (CsWindow   *self,
                   const char *address,
                   const char *server,
                   const char *password)
{
  g_return_if_fail (CS_IS_WINDOW (self));

  if (shows (self, "sign-in"))
    cs_sign_in_page_prefill (self->sign_in, address, server, password);
}

/**
 * cs_window_show_conversation:
 * @self: the window
 * @conversation: what to show
 *
 * Shows a conversation, ready to be written in.
 */
void
cs_window_show_conversation (CsWindow       *self,
                             CsConversation *conversation)
{
  g_return_if_fail (CS_IS_WINDOW (self));

  show_main (self);
  cs_main_page_show_conversation (self->main, conversation);
}

/**
 * cs_window_add_account:
 * @self: the window
 *
 * Shows the way in for one more account.
 */
void
cs_window_add_account (CsWindow *self)
{
  g_return_if_fail (CS_IS_WINDOW (self));

  show_sign_in (self, is_signed_up (self));
}

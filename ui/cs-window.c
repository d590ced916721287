/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-window-private.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-contacts-window.h"
#include "cs-question.h"
#include "cs-room-dialog.h"
#include "cs-toast.h"

enum {
  SIGNAL_LEAVING,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsWindow, cs_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
is_signed_up (CsWindow *self)
{
  return g_list_model_get_n_items (cs_profile_get_sessions (self->profile)) > 0;
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

  name = cs_text_embed (cs_conversation_get_name (conversation));
  /* Translators: the title of the window; %s is the name of whom one talks to. */
  title = g_strdup_printf (_("%s – Countersign"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/**
 * cs_window_shows:
 * @self: the window
 * @page: "main", "refused" or "sign-in"
 *
 * Returns: whether that page is shown
 */
gboolean
cs_window_shows (CsWindow   *self,
                 const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), page) == 0;
}

/**
 * cs_window_show_page:
 * @self: the window
 * @page: the name of a page that is there already
 *
 * Shows a page.
 */
void
cs_window_show_page (CsWindow   *self,
                     const char *page)
{
  gtk_stack_set_visible_child_name (self->pages, page);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-conversation", cs_window_shows (self, "main"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-room", cs_window_shows (self, "main"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.contacts", cs_window_shows (self, "main"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", cs_window_shows (self, "main"));
}

/**
 * cs_window_show_main:
 * @self: the window
 *
 * Shows the conversations.
 */
void
cs_window_show_main (CsWindow *self)
{
  if (!self->main) {
    self->main = cs_main_page_new (self->profile);
    g_signal_connect_object (self->main, "shown", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
    gtk_stack_add_named (self->pages, GTK_WIDGET (self->main), "main");
  }

  cs_window_show_page (self, "main");
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
  gboolean aside = cs_window_shows (self, "main");

  cs_window_show_main (self);
  cs_sign_in_page_start_anew (self->sign_in, TRUE);

  if (!cs_session_is_password_kept (session))
    g_signal_connect_object (session, "notify::password-kept", G_CALLBACK (password_kept_cb), self, G_CONNECT_SWAPPED);
  if (!aside)
    cs_main_page_focus (self->main);
}

/* Who has gone back to a conversation meanwhile is told, and stays there. */
static void
sign_in_refused_cb (CsWindow  *self,
                    CsSession *session)
{
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (!cs_window_shows (self, "main")) {
    cs_window_show_refused (self, session);
    return;
  }

  /* Translators: %s is a domain. */
  words = g_strdup_printf (_("%s could not prove who it is."),
                           cs_host_get_display (cs_address_get_host (cs_account_get_address (cs_session_get_account (session)))));
  toast = cs_toast_new (words);
  adw_toast_set_button_label (toast, _("Show Why"));
  adw_toast_set_action_name (toast, "app.add-account");
  adw_toast_set_timeout (toast, 0);
  cs_toast_add (GTK_WIDGET (self->pages), toast);
}

static void
cancelled_cb (CsWindow *self)
{
  if (!is_signed_up (self))
    return;

  /* Without a place for the keyboard, GTK passes no key on, not even shortcuts. */
  cs_window_show_main (self);
  cs_main_page_focus (self->main);
}

static void
show_sign_in (CsWindow *self,
              gboolean  with_back)
{
  if (!self->sign_in) {
    self->sign_in = cs_sign_in_page_new (self->profile);
    g_signal_connect_object (self->sign_in, "refused", G_CALLBACK (sign_in_refused_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->sign_in, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->sign_in, "cancelled", G_CALLBACK (cancelled_cb), self, G_CONNECT_SWAPPED);
    gtk_stack_add_named (self->pages, GTK_WIDGET (self->sign_in), "sign-in");
  }

  cs_window_show_page (self, "sign-in");
  cs_sign_in_page_start_anew (self->sign_in, with_back);
}

/* The last account was removed: there is nothing left to show but the way in. */
static void
sessions_changed_cb (CsWindow *self)
{
  CsConversation *conversation = self->main ? cs_main_page_get_conversation (self->main) : NULL;

  cs_window_watch_sessions (self);
  if (!is_signed_up (self) && cs_window_shows (self, "main")) {
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
start_conversation (CsWindow  *self,
                    CsAddress *address)
{
  CsConversation *shown = self->main ? cs_main_page_get_conversation (self->main) : NULL;
  CsSession *used = shown ? cs_conversation_get_session (shown) : NULL;

  g_set_weak_pointer (&self->starting, cs_new_conversation_dialog_present (GTK_WINDOW (self), self->profile, used));
  if (address)
    cs_new_conversation_dialog_fill_in (self->starting, address);
  g_signal_connect_object (self->starting, "opened", G_CALLBACK (cs_window_show_conversation), self, G_CONNECT_SWAPPED);
}

static void
new_conversation_activated (GtkWidget  *widget,
                            const char *action_name,
                            GVariant   *parameter)
{
  start_conversation (CS_WINDOW (widget), NULL);
}

static void
new_room_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  CsWindow *self = CS_WINDOW (widget);
  CsConversation *shown = self->main ? cs_main_page_get_conversation (self->main) : NULL;
  CsRoomDialog *dialog = cs_room_dialog_present (GTK_WINDOW (self), self->profile, shown ? cs_conversation_get_session (shown) : NULL);

  g_signal_connect_object (dialog, "opened", G_CALLBACK (cs_window_show_conversation), self, G_CONNECT_SWAPPED);
}

static void
contacts_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  CsWindow *self = CS_WINDOW (widget);
  CsContactsWindow *contacts = cs_contacts_window_present (GTK_WINDOW (self), self->profile);

  g_signal_connect_object (contacts, "opened", G_CALLBACK (cs_window_show_conversation), self, G_CONNECT_SWAPPED);
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

  if (cs_window_shows (self, "refused"))
    cs_window_leave_refused (self);
  else if (cs_window_shows (self, "main"))
    cs_main_page_go_back (self->main);
  else if (is_signed_up (self))
    gtk_widget_activate_action (GTK_WIDGET (self->sign_in), "sign-in.back", NULL);
}

static void
leave (CsWindow *self)
{
  if (self->leaving)
    return;

  self->leaving = TRUE;
  if (self->main)
    cs_main_page_keep_draft (self->main);
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
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_response_cb), self, G_CONNECT_SWAPPED);
  cs_question_present (dialog, "stay");

  return TRUE;
}

static void
cs_window_dispose (GObject *object)
{
  CsWindow *self = CS_WINDOW (object);

  cs_window_forget_refused (self);
  g_clear_weak_pointer (&self->asking);
  g_clear_weak_pointer (&self->starting);
  g_queue_clear_full (&self->to_ask, g_object_unref);
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
  gtk_widget_class_install_action (widget_class, "win.new-room", NULL, new_room_activated);
  gtk_widget_class_install_action (widget_class, "win.contacts", NULL, contacts_activated);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_activated);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_activated);
  cs_window_install_account_actions (widget_class);
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
    cs_window_show_main (self);
    cs_window_watch_sessions (self);
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

  if (cs_window_shows (self, "sign-in"))
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

  cs_window_show_main (self);
  cs_main_page_show_conversation (self->main, conversation);
}

/**
 * cs_window_open_link:
 * @self: the window
 * @uri: a SIP URI from anywhere: a page, a mail, another program
 *
 * Offers a conversation with whom the link names. Nothing is begun before the person says so, nothing of the link but the address is
 * used, and what the person is about to begin stays as it is.
 */
void
cs_window_open_link (CsWindow   *self,
                     const char *uri)
{
  g_autoptr (CsAddress) address = NULL;

  g_return_if_fail (CS_IS_WINDOW (self));

  address = cs_address_parse (uri, NULL);
  gtk_window_present (self->starting ? GTK_WINDOW (self->starting) : GTK_WINDOW (self));
  if (!address)
    cs_toast_show (GTK_WIDGET (self->pages), _("The link holds no SIP address that can be used"));
  else if (!is_signed_up (self))
    cs_toast_show (GTK_WIDGET (self->pages), _("Sign in first, then open the link again"));
  else if (!self->starting)
    start_conversation (self, address);
}

/**
 * cs_window_get_looked_at:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the conversation that is before somebody's eyes
 */
CsConversation *
cs_window_get_looked_at (CsWindow *self)
{
  g_return_val_if_fail (CS_IS_WINDOW (self), NULL);

  return self->main && !self->leaving ? cs_main_page_get_looked_at (self->main) : NULL;
}

/**
 * cs_window_add_account:
 * @self: the window
 *
 * Shows the way in for one more account, or the sign-in that goes on there already.
 */
void
cs_window_add_account (CsWindow *self)
{
  g_return_if_fail (CS_IS_WINDOW (self));

  if (!self->sign_in || !cs_sign_in_page_is_busy (self->sign_in)) {
    show_sign_in (self, is_signed_up (self));
    return;
  }

  cs_window_show_page (self, "sign-in");
  cs_sign_in_page_come_back (self->sign_in);
}

/**
 * cs_window_leave:
 * @self: the window
 *
 * Leaves as if it was closed, without asking anything: nobody may be there to answer.
 */
void
cs_window_leave (CsWindow *self)
{
  g_return_if_fail (CS_IS_WINDOW (self));

  leave (self);
}

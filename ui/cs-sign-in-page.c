/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-sign-in-page.h"

#include "chat/cs-refusal.h"

#include "cs-sign-in-form.h"
#include "cs-pane-layout.h"
#include "cs-steps.h"
#include "cs-test-window.h"

struct _CsSignInPage
{
  AdwBin parent_instance;

  CsProfile *profile;
  CsSession *session;

  /* Template children */
  GtkWidget *back;
  CsSignInForm *form;
  GtkStack *actions;
  GtkWidget *submit;
  GtkWidget *cancel;
  CsSteps *steps;
};

enum {
  SIGNAL_REFUSED,
  SIGNAL_SIGNED_IN,
  SIGNAL_CANCELLED,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsSignInPage, cs_sign_in_page, ADW_TYPE_BIN)

static void
set_busy (CsSignInPage *self,
          gboolean      busy)
{
  gtk_stack_set_visible_child_name (self->actions, busy ? "busy" : "ready");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.submit", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.cancel", busy);
  cs_steps_set_state (self->steps, CS_CONNECTION_LOOKING_UP);
  /* The keyboard leaves the fields before they stop listening to it. */
  if (busy)
    gtk_widget_grab_focus (self->cancel);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
}

/* Lets go of a session that comes to nothing. */
static void
drop_session (CsSignInPage *self)
{
  g_autoptr (CsSession) session = g_steal_pointer (&self->session);

  if (!session)
    return;

  g_signal_handlers_disconnect_by_data (session, self);
  if (!cs_session_is_adopted (session))
    cs_session_stop_async (session, NULL, NULL, NULL);
}

static void
fail (CsSignInPage *self)
{
  CsHost *domain = cs_address_get_host (cs_account_get_address (cs_session_get_account (self->session)));

  set_busy (self, FALSE);
  if (!cs_sign_in_form_show_failure (self->form, cs_session_get_error (self->session), domain))
    gtk_widget_grab_focus (self->submit);
  if (cs_refusal_is_error (cs_session_get_error (self->session)))
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0, self->session);
  drop_session (self);
}

static void
state_changed_cb (CsSignInPage *self)
{
  CsConnectionState state = cs_session_get_state (self->session);

  switch (state) {
  case CS_CONNECTION_LOOKING_UP:
  case CS_CONNECTION_CONNECTING:
  case CS_CONNECTION_CHECKING:
  case CS_CONNECTION_SIGNING_IN:
    cs_steps_set_state (self->steps, state);
    break;
  case CS_CONNECTION_ONLINE: {
    g_autoptr (CsSession) session = g_steal_pointer (&self->session);

    cs_steps_set_state (self->steps, state);
    g_signal_handlers_disconnect_by_data (session, self);
    g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0, session);
    break;
  }
  case CS_CONNECTION_REFUSED:
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0, self->session);
    break;
  case CS_CONNECTION_WAITING:
  case CS_CONNECTION_OFFLINE:
    fail (self);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
test_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsSignInPage *self = CS_SIGN_IN_PAGE (widget);
  CsOwnCertificateRow *own = cs_sign_in_form_get_own (self->form);
  g_autoptr (CsAccount) account = cs_sign_in_form_describe_server (self->form);
  g_autoptr (GError) error = NULL;

  if (account && !cs_test_window_run (GTK_WINDOW (gtk_widget_get_root (widget)), self->profile, account,
                                      cs_own_certificate_row_get_identity (own), &error))
    cs_sign_in_form_say (self->form, error->message);
}

static void
submit_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsSignInPage *self = CS_SIGN_IN_PAGE (widget);
  CsOwnCertificateRow *own = cs_sign_in_form_get_own (self->form);
  g_autoptr (CsSecret) password = NULL;
  g_autoptr (CsAccount) account = cs_sign_in_form_submit (self->form, &password);

  if (!account)
    return;

  set_busy (self, TRUE);
  self->session = cs_profile_try_account_as (self->profile, account, password, cs_own_certificate_row_get_identity (own));
  if (cs_own_certificate_row_get_secret (own))
    cs_own_certificate_set_secret (cs_session_get_own_certificate (self->session), cs_own_certificate_row_get_secret (own));
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (state_changed_cb), self);
  if (cs_session_get_state (self->session) != CS_CONNECTION_OFFLINE || cs_session_get_error (self->session))
    state_changed_cb (self);
}

static void
cancel_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  cs_sign_in_page_edit (CS_SIGN_IN_PAGE (widget));
}

static void
back_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsSignInPage *self = CS_SIGN_IN_PAGE (widget);

  drop_session (self);
  set_busy (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
cs_sign_in_page_dispose (GObject *object)
{
  CsSignInPage *self = CS_SIGN_IN_PAGE (object);

  drop_session (self);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_sign_in_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_layout_manager_type (widget_class, CS_TYPE_PANE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, back);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, form);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, actions);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, submit);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, steps);
}

static void
cs_sign_in_page_class_init (CsSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_SIGN_IN_FORM);
  g_type_ensure (CS_TYPE_STEPS);

  object_class->dispose = cs_sign_in_page_dispose;

  /**
   * CsSignInPage::refused:
   * @session: the session that was refused; the page still follows it
   *
   * The server could not prove who it is.
   */
  signals[SIGNAL_REFUSED] =
    g_signal_new ("refused", CS_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_SESSION);
  /**
   * CsSignInPage::signed-in:
   * @session: the session that is online
   *
   * The account is part of the profile now.
   */
  signals[SIGNAL_SIGNED_IN] =
    g_signal_new ("signed-in", CS_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_SESSION);
  /**
   * CsSignInPage::cancelled:
   *
   * The page was left without signing in.
   */
  signals[SIGNAL_CANCELLED] =
    g_signal_new ("cancelled", CS_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "sign-in.submit", NULL, submit_activated);
  gtk_widget_class_install_action (widget_class, "sign-in.test", NULL, test_activated);
  gtk_widget_class_install_action (widget_class, "sign-in.cancel", NULL, cancel_activated);
  gtk_widget_class_install_action (widget_class, "sign-in.back", NULL, back_activated);
}

static void
cs_sign_in_page_init (CsSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.cancel", FALSE);
}

/**
 * cs_sign_in_page_new:
 * @profile: what the new account becomes part of
 *
 * Returns: (transfer floating): an empty page
 */
CsSignInPage *
cs_sign_in_page_new (CsProfile *profile)
{
  CsSignInPage *self = g_object_new (CS_TYPE_SIGN_IN_PAGE, NULL);

  self->profile = g_object_ref (profile);
  cs_sign_in_form_set_profile (self->form, profile);

  return self;
}

/**
 * cs_sign_in_page_prefill:
 * @self: the page
 * @address: (nullable): the address to start with
 * @server: (nullable): the server to start with
 * @password: (nullable): the password to start with
 *
 * Fills in what is known already.
 */
void
cs_sign_in_page_prefill (CsSignInPage *self,
                         const char   *address,
                         const char   *server,
                         const char   *password)
{
  g_return_if_fail (CS_IS_SIGN_IN_PAGE (self));

  cs_sign_in_form_fill_in (self->form, address, server, password);
  if (!cs_sign_in_form_focus_empty (self->form))
    gtk_widget_grab_focus (self->submit);
}

/**
 * cs_sign_in_page_start_anew:
 * @self: the page
 * @with_back: whether there is something to go back to
 *
 * Empties the page for another account.
 */
void
cs_sign_in_page_start_anew (CsSignInPage *self,
                            gboolean      with_back)
{
  g_return_if_fail (CS_IS_SIGN_IN_PAGE (self));

  drop_session (self);
  cs_sign_in_form_clear (self->form);
  set_busy (self, FALSE);
  gtk_widget_set_visible (self->back, with_back);
  cs_sign_in_form_focus_address (self->form);
}

/**
 * cs_sign_in_page_edit:
 * @self: the page
 *
 * Gives up the sign-in that is going on, if any, and lets the person mend what they wrote.
 */
void
cs_sign_in_page_edit (CsSignInPage *self)
{
  gboolean refused;

  g_return_if_fail (CS_IS_SIGN_IN_PAGE (self));

  refused = self->session && cs_session_get_state (self->session) == CS_CONNECTION_REFUSED;
  drop_session (self);
  set_busy (self, FALSE);
  cs_sign_in_form_mend (self->form, refused);
}

/**
 * cs_sign_in_page_is_busy:
 * @self: the page
 *
 * Returns: whether a sign-in goes on, or waits after a refusal
 */
gboolean
cs_sign_in_page_is_busy (CsSignInPage *self)
{
  g_return_val_if_fail (CS_IS_SIGN_IN_PAGE (self), FALSE);

  return self->session != NULL;
}

/**
 * cs_sign_in_page_come_back:
 * @self: the page
 *
 * Tells again that the server was refused, where it was, now that somebody is here.
 */
void
cs_sign_in_page_come_back (CsSignInPage *self)
{
  g_return_if_fail (CS_IS_SIGN_IN_PAGE (self));

  if (self->session && cs_session_get_state (self->session) == CS_CONNECTION_REFUSED)
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0, self->session);
}

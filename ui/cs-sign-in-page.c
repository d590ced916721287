/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-sign-in-page.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"
#include "chat/cs-refusal.h"
#include "chat/cs-words.h"

#include "cs-error-row.h"
#include "cs-locked-row.h"
#include "cs-own-certificate-row.h"
#include "cs-steps.h"
#include "cs-test-window.h"

/* Milliseconds without a key after which a field is looked at. */
#define TYPING_STOPPED 800

struct _CsSignInPage
{
  AdwBin parent_instance;

  CsProfile *profile;
  CsSession *session;
  guint check_id;

  /* Template children */
  GtkWidget *back;
  GtkWidget *fields;
  GtkEditable *address;
  CsErrorRow *address_error;
  GtkEditable *password;
  CsErrorRow *password_error;
  AdwExpanderRow *advanced;
  GtkEditable *server;
  CsErrorRow *server_error;
  CsLockedRow *server_locked;
  GtkEditable *auth_name;
  CsErrorRow *auth_name_error;
  CsOwnCertificateRow *own;
  CsErrorRow *general_error;
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

static char *
get_stripped (GtkEditable *field)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (field)));
}

static void
clear_errors (CsSignInPage *self)
{
  cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address), NULL);
  cs_error_row_set_words (self->password_error, GTK_WIDGET (self->password), NULL);
  cs_error_row_set_words (self->server_error, GTK_WIDGET (self->server), NULL);
  cs_error_row_set_words (self->auth_name_error, GTK_WIDGET (self->auth_name), NULL);
  cs_error_row_set_words (self->general_error, self->fields, NULL);
  cs_own_certificate_row_set_error (self->own, NULL);
}

static void
show_error (CsErrorRow  *row,
            GtkEditable *field,
            const char  *words)
{
  cs_error_row_set_words (row, GTK_WIDGET (field), words);
  gtk_widget_grab_focus (GTK_WIDGET (field));
}

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
  gtk_widget_set_sensitive (self->fields, !busy);
}

static void
focus_first_empty (CsSignInPage *self)
{
  if (!*gtk_editable_get_text (self->address))
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
  else if (!*gtk_editable_get_text (self->password))
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  else
    gtk_widget_grab_focus (self->submit);
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

static CsAddress *
check_address (CsSignInPage *self)
{
  CsHost *domain = cs_policy_get_domain (cs_policy_store_get_policy (cs_profile_get_policies (self->profile)));
  g_autofree char *whole = NULL;
  g_autofree char *text = get_stripped (self->address);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsAddress) address = NULL;
  g_autoptr (CsSession) present = NULL;

  if (!*text) {
    cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address),
                            _("Enter your SIP address, like alice@example.com."));
    return NULL;
  }

  /* Where the organisation has one domain, the name alone will do. */
  whole = domain && !strchr (text, '@') ? g_strconcat (text, "@", cs_host_get_ascii (domain), NULL) : g_strdup (text);
  address = cs_address_parse (whole, &error);
  if (!address) {
    cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address), error->message);
    return NULL;
  }

  present = cs_profile_find_session (self->profile, address);
  if (present) {
    cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address),
                            _("This account is already here."));
    return NULL;
  }

  cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address), NULL);

  return g_steal_pointer (&address);
}

static gboolean
check_server (CsSignInPage  *self,
              CsEndpoint   **server)
{
  g_autofree char *text = get_stripped (self->server);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEndpoint) endpoint = *text ? cs_endpoint_parse (text, &error) : NULL;

  cs_error_row_set_words (self->server_error, GTK_WIDGET (self->server), error ? error->message : NULL);
  if (error)
    return FALSE;
  if (server)
    *server = g_steal_pointer (&endpoint);

  return TRUE;
}

static gboolean
check_auth_name (CsSignInPage *self)
{
  const char *text = gtk_editable_get_text (self->auth_name);
  gboolean safe = cs_text_is_header_safe (text, strlen (text));

  cs_error_row_set_words (self->auth_name_error, GTK_WIDGET (self->auth_name),
                          safe ? NULL : _("A sign-in name is one line of plain text."));

  return safe;
}

static gboolean
check_cb (gpointer user_data)
{
  CsSignInPage *self = user_data;
  g_autoptr (CsAddress) address = NULL;

  self->check_id = 0;
  if (*gtk_editable_get_text (self->address))
    address = check_address (self);
  if (*gtk_editable_get_text (self->server))
    check_server (self, NULL);

  return G_SOURCE_REMOVE;
}

/* A field is judged when typing stops, not at each key; what was said about it before goes at once. */
static void
typed_cb (CsSignInPage *self,
          GtkEditable  *field)
{
  CsErrorRow *row = field == self->address    ? self->address_error
                    : field == self->password ? self->password_error
                    : field == self->server   ? self->server_error
                                              : self->auth_name_error;

  cs_error_row_set_words (row, GTK_WIDGET (field), NULL);
  cs_error_row_set_words (self->general_error, self->fields, NULL);
  g_clear_handle_id (&self->check_id, g_source_remove);
  self->check_id = g_timeout_add (TYPING_STOPPED, check_cb, self);
}

static void
entry_activated_cb (CsSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.submit", NULL);
}

/* Says what went wrong next to the field that can mend it. */
static void
show_failure (CsSignInPage *self,
              const GError *error)
{
  g_autofree char *server = get_stripped (self->server);
  g_autofree char *words = NULL;
  const char *asked;

  asked = *server
            ? server : cs_host_get_display (cs_address_get_host (cs_account_get_address (cs_session_get_account (self->session))));
  words = error ? cs_words_for_error (error, asked) : g_strdup (_("The server could not be reached."));

  if (g_error_matches (error, CS_ERROR, CS_ERROR_AUTHENTICATION)) {
    show_error (self->password_error, self->password, words);
    gtk_editable_select_region (self->password, 0, -1);
  } else if (g_error_matches (error, CS_ERROR, CS_ERROR_FORBIDDEN)) {
    show_error (self->address_error, self->address, words);
  } else if (cs_own_certificate_concerns (error)) {
    adw_expander_row_set_expanded (self->advanced, TRUE);
    cs_own_certificate_row_set_error (self->own, words);
    cs_own_certificate_row_choose (self->own);
  } else if (*server) {
    adw_expander_row_set_expanded (self->advanced, TRUE);
    show_error (self->server_error, self->server, words);
  } else if (g_error_matches (error, CS_ERROR, CS_ERROR_LOOKUP)) {
    show_error (self->address_error, self->address, words);
  } else {
    cs_error_row_set_words (self->general_error, self->fields, words);
    gtk_widget_grab_focus (self->submit);
  }
}

static void
fail (CsSignInPage *self)
{
  set_busy (self, FALSE);
  show_failure (self, cs_session_get_error (self->session));
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
  g_autoptr (CsAddress) address = check_address (self);
  g_autoptr (CsEndpoint) server = NULL;
  g_autoptr (CsAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if (!address || !check_server (self, &server))
    return;

  account = cs_account_new (address);
  cs_account_set_server (account, server);
  if (!cs_test_window_run (GTK_WINDOW (gtk_widget_get_root (widget)), self->profile, account,
                           cs_own_certificate_row_get_identity (self->own), &error))
    cs_error_row_set_words (self->general_error, self->fields, error->message);
}

static void
submit_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsSignInPage *self = CS_SIGN_IN_PAGE (widget);
  g_autoptr (CsAddress) address = NULL;
  g_autoptr (CsEndpoint) server = NULL;
  g_autoptr (CsAccount) account = NULL;
  g_autoptr (CsSecret) password = NULL;
  g_autofree char *auth_name = get_stripped (self->auth_name);

  g_clear_handle_id (&self->check_id, g_source_remove);
  clear_errors (self);

  address = check_address (self);
  if (!address) {
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
    return;
  }
  if (!*gtk_editable_get_text (self->password)) {
    show_error (self->password_error, self->password, _("Enter your password."));
    return;
  }
  if (!check_server (self, &server)) {
    adw_expander_row_set_expanded (self->advanced, TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->server));
    return;
  }
  if (!check_auth_name (self)) {
    adw_expander_row_set_expanded (self->advanced, TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->auth_name));
    return;
  }

  account = cs_account_new (address);
  cs_account_set_server (account, server);
  cs_account_set_auth_name (account, *auth_name ? auth_name : NULL);
  cs_account_set_client_source (account, cs_own_certificate_row_get_source (self->own));
  password = cs_secret_new (gtk_editable_get_text (self->password));

  set_busy (self, TRUE);
  self->session = cs_profile_try_account_as (self->profile, account, password, cs_own_certificate_row_get_identity (self->own));
  if (cs_own_certificate_row_get_secret (self->own))
    cs_own_certificate_set_secret (cs_session_get_own_certificate (self->session), cs_own_certificate_row_get_secret (self->own));
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

  g_clear_handle_id (&self->check_id, g_source_remove);
  drop_session (self);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_sign_in_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, back);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, fields);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, address);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, address_error);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, password_error);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, advanced);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, server);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, server_error);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, server_locked);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, auth_name);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, auth_name_error);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, own);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, general_error);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, actions);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, submit);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, CsSignInPage, steps);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
cs_sign_in_page_class_init (CsSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_ERROR_ROW);
  g_type_ensure (CS_TYPE_LOCKED_ROW);
  g_type_ensure (CS_TYPE_OWN_CERTIFICATE_ROW);
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

/* What the administrator proposes, or rules. */
static void
propose (CsSignInPage *self)
{
  CsPolicy *policy = cs_policy_store_get_policy (cs_profile_get_policies (self->profile));
  CsEndpoint *server = cs_policy_get_server (policy, NULL);

  if (!cs_locked_row_stand_for_server (self->server_locked, GTK_WIDGET (self->server), policy, NULL) && server)
    gtk_editable_set_text (self->server, cs_endpoint_get_string (server));
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
  propose (self);

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

  if (address)
    gtk_editable_set_text (self->address, address);
  if (password)
    gtk_editable_set_text (self->password, password);
  if (server) {
    gtk_editable_set_text (self->server, server);
    adw_expander_row_set_expanded (self->advanced, TRUE);
  }
  focus_first_empty (self);
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
  gtk_editable_set_text (self->address, "");
  gtk_editable_set_text (self->password, "");
  gtk_editable_set_text (self->server, "");
  gtk_editable_set_text (self->auth_name, "");
  cs_own_certificate_row_show (self->own, NULL, NULL);
  g_clear_handle_id (&self->check_id, g_source_remove);
  adw_expander_row_set_expanded (self->advanced, FALSE);
  clear_errors (self);
  set_busy (self, FALSE);
  propose (self);
  gtk_widget_set_visible (self->back, with_back);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
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
  if (refused)
    adw_expander_row_set_expanded (self->advanced, TRUE);
  if (cs_own_certificate_row_has_error (self->own))
    cs_own_certificate_row_choose (self->own);
  else
    gtk_widget_grab_focus (GTK_WIDGET (refused ? self->server : self->address));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-sign-in-form.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-error-row.h"
#include "cs-locked-row.h"

/* Milliseconds without a key after which a field is looked at. */
#define TYPING_STOPPED 800

struct _CsSignInForm
{
  AdwBin parent_instance;

  CsProfile *profile;
  guint check_id;

  /* Template children */
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
};

G_DEFINE_FINAL_TYPE (CsSignInForm, cs_sign_in_form, ADW_TYPE_BIN)

static char *
get_stripped (GtkEditable *field)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (field)));
}

static void
clear_errors (CsSignInForm *self)
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
show_advanced (CsSignInForm *self,
               GtkEditable  *field)
{
  adw_expander_row_set_expanded (self->advanced, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (field));
}

static CsAddress *
check_address (CsSignInForm *self)
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
check_server (CsSignInForm  *self,
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
check_auth_name (CsSignInForm *self)
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
  CsSignInForm *self = user_data;
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
typed_cb (CsSignInForm *self,
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
entry_activated_cb (CsSignInForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.submit", NULL);
}

/* What the administrator proposes, or rules. */
static void
propose (CsSignInForm *self)
{
  CsPolicy *policy = cs_policy_store_get_policy (cs_profile_get_policies (self->profile));
  CsEndpoint *server = cs_policy_get_server (policy, NULL);

  if (!cs_locked_row_stand_for_server (self->server_locked, GTK_WIDGET (self->server), policy, NULL) && server)
    gtk_editable_set_text (self->server, cs_endpoint_get_string (server));
}

static void
cs_sign_in_form_dispose (GObject *object)
{
  CsSignInForm *self = CS_SIGN_IN_FORM (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_sign_in_form_parent_class)->dispose (object);
}

static void
cs_sign_in_form_class_init (CsSignInFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_ERROR_ROW);
  g_type_ensure (CS_TYPE_LOCKED_ROW);
  g_type_ensure (CS_TYPE_OWN_CERTIFICATE_ROW);

  G_OBJECT_CLASS (klass)->dispose = cs_sign_in_form_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-sign-in-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, fields);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, address);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, address_error);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, password);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, password_error);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, advanced);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, server);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, server_error);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, server_locked);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, auth_name);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, auth_name_error);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, own);
  gtk_widget_class_bind_template_child (widget_class, CsSignInForm, general_error);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
cs_sign_in_form_init (CsSignInForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_sign_in_form_set_profile:
 * @self: the form
 * @profile: what the new account becomes part of
 *
 * Gives the form its profile, once.
 */
void
cs_sign_in_form_set_profile (CsSignInForm *self,
                             CsProfile    *profile)
{
  g_return_if_fail (CS_IS_SIGN_IN_FORM (self));

  g_set_object (&self->profile, profile);
  propose (self);
}

/**
 * cs_sign_in_form_fill_in:
 * @self: the form
 * @address: (nullable): the address to start with
 * @server: (nullable): the server to start with
 * @password: (nullable): the password to start with
 *
 * Fills in what is known already.
 */
void
cs_sign_in_form_fill_in (CsSignInForm *self,
                         const char   *address,
                         const char   *server,
                         const char   *password)
{
  g_return_if_fail (CS_IS_SIGN_IN_FORM (self));

  if (address)
    gtk_editable_set_text (self->address, address);
  if (password)
    gtk_editable_set_text (self->password, password);
  if (server) {
    gtk_editable_set_text (self->server, server);
    adw_expander_row_set_expanded (self->advanced, TRUE);
  }
}

/**
 * cs_sign_in_form_clear:
 * @self: the form
 *
 * Empties the form, but for what the administrator proposes.
 */
void
cs_sign_in_form_clear (CsSignInForm *self)
{
  g_return_if_fail (CS_IS_SIGN_IN_FORM (self));

  gtk_editable_set_text (self->address, "");
  gtk_editable_set_text (self->password, "");
  gtk_editable_set_text (self->server, "");
  gtk_editable_set_text (self->auth_name, "");
  cs_own_certificate_row_show (self->own, NULL, NULL);
  g_clear_handle_id (&self->check_id, g_source_remove);
  adw_expander_row_set_expanded (self->advanced, FALSE);
  clear_errors (self);
  propose (self);
}

/**
 * cs_sign_in_form_focus_address:
 * @self: the form
 *
 * Gives the keyboard to the first field.
 */
void
cs_sign_in_form_focus_address (CsSignInForm *self)
{
  g_return_if_fail (CS_IS_SIGN_IN_FORM (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

/**
 * cs_sign_in_form_mend:
 * @self: the form
 * @refused: whether the server was refused
 *
 * Gives the keyboard to what most likely has to be written in another way.
 */
void
cs_sign_in_form_mend (CsSignInForm *self,
                      gboolean      refused)
{
  g_return_if_fail (CS_IS_SIGN_IN_FORM (self));

  if (refused)
    adw_expander_row_set_expanded (self->advanced, TRUE);
  if (cs_own_certificate_row_has_error (self->own))
    cs_own_certificate_row_choose (self->own);
  else
    gtk_widget_grab_focus (GTK_WIDGET (refused ? self->server : self->address));
}

/**
 * cs_sign_in_form_focus_empty:
 * @self: the form
 *
 * Gives the keyboard to the first field that has to be filled in.
 *
 * Returns: whether there is one
 */
gboolean
cs_sign_in_form_focus_empty (CsSignInForm *self)
{
  g_return_val_if_fail (CS_IS_SIGN_IN_FORM (self), FALSE);

  if (!*gtk_editable_get_text (self->address))
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
  else if (!*gtk_editable_get_text (self->password))
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  else
    return FALSE;

  return TRUE;
}

/**
 * cs_sign_in_form_describe_server:
 * @self: the form
 *
 * Makes an account of what a test of the connection needs. What is wrong with that is said beside the field.
 *
 * Returns: (transfer full) (nullable): an account without a sign-in name
 */
CsAccount *
cs_sign_in_form_describe_server (CsSignInForm *self)
{
  g_autoptr (CsAddress) address = NULL;
  g_autoptr (CsEndpoint) server = NULL;
  CsAccount *account;

  g_return_val_if_fail (CS_IS_SIGN_IN_FORM (self), NULL);

  address = check_address (self);
  if (!address || !check_server (self, &server))
    return NULL;

  account = cs_account_new (address);
  cs_account_set_server (account, server);

  return account;
}

/**
 * cs_sign_in_form_submit:
 * @self: the form
 * @password: (out) (transfer full): the password
 *
 * Makes an account of what was written. A field that is not right says so and gets the keyboard.
 *
 * Returns: (transfer full) (nullable): the account
 */
CsAccount *
cs_sign_in_form_submit (CsSignInForm  *self,
                        CsSecret     **password)
{
  g_autoptr (CsAddress) address = NULL;
  g_autoptr (CsEndpoint) server = NULL;
  g_autofree char *auth_name = NULL;
  CsAccount *account;

  g_return_val_if_fail (CS_IS_SIGN_IN_FORM (self), NULL);

  g_clear_handle_id (&self->check_id, g_source_remove);
  clear_errors (self);

  address = check_address (self);
  if (!address) {
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
    return NULL;
  }
  if (!*gtk_editable_get_text (self->password)) {
    show_error (self->password_error, self->password, _("Enter your password."));
    return NULL;
  }
  if (!check_server (self, &server)) {
    show_advanced (self, self->server);
    return NULL;
  }
  if (!check_auth_name (self)) {
    show_advanced (self, self->auth_name);
    return NULL;
  }

  auth_name = get_stripped (self->auth_name);
  account = cs_account_new (address);
  cs_account_set_server (account, server);
  cs_account_set_auth_name (account, *auth_name ? auth_name : NULL);
  cs_account_set_client_source (account, cs_own_certificate_row_get_source (self->own));
  *password = cs_secret_new (gtk_editable_get_text (self->password));

  return account;
}

/**
 * cs_sign_in_form_get_own:
 * @self: the form
 *
 * Returns: (transfer none): the certificate to show to the server
 */
CsOwnCertificateRow *
cs_sign_in_form_get_own (CsSignInForm *self)
{
  g_return_val_if_fail (CS_IS_SIGN_IN_FORM (self), NULL);

  return self->own;
}

/**
 * cs_sign_in_form_say:
 * @self: the form
 * @words: what is wrong with the whole of it
 *
 * Says what no field is to blame for.
 */
void
cs_sign_in_form_say (CsSignInForm *self,
                     const char   *words)
{
  g_return_if_fail (CS_IS_SIGN_IN_FORM (self));

  cs_error_row_set_words (self->general_error, self->fields, words);
}

/**
 * cs_sign_in_form_show_failure:
 * @self: the form
 * @error: (nullable): why signing in failed
 * @domain: the domain that was signed in to
 *
 * Says what went wrong next to the field that can mend it, and gives that the keyboard.
 *
 * Returns: whether there is such a field
 */
gboolean
cs_sign_in_form_show_failure (CsSignInForm *self,
                              const GError *error,
                              CsHost       *domain)
{
  g_autofree char *server = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (CS_IS_SIGN_IN_FORM (self), FALSE);

  server = get_stripped (self->server);
  words = error ? cs_words_for_error (error, *server ? server : cs_host_get_display (domain))
                : g_strdup (_("The server could not be reached."));

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
    cs_sign_in_form_say (self, words);
    return FALSE;
  }

  return TRUE;
}

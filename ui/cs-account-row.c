/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-account-row.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-error-row.h"
#include "cs-keeping-row.h"
#include "cs-locked-row.h"
#include "cs-own-certificate-row.h"
#include "cs-question.h"
#include "cs-test-window.h"
#include "cs-toast.h"
#include "cs-typed-address.h"
#include "cs-unlocker.h"
#include "cs-watchers-row.h"

struct _CsAccountRow
{
  AdwExpanderRow parent_instance;

  CsProfile *profile;
  CsSession *session;

  /* Template children */
  GtkEditable *server;
  CsErrorRow *server_error;
  CsLockedRow *server_locked;
  GtkWidget *lookup_row;
  GtkSwitch *lookup;
  CsLockedRow *lookup_locked;
  GtkEditable *auth_name;
  CsErrorRow *auth_name_error;
  GtkEditable *room_manager;
  CsErrorRow *room_manager_error;
  CsLockedRow *room_manager_locked;
  CsOwnCertificateRow *own;
  GtkSwitch *typing;
  GtkSwitch *receipts;
  GtkSwitch *presence;
  GtkWidget *contacts_only_row;
  GtkSwitch *contacts_only;
  CsLockedRow *contacts_only_locked;
  GtkEditable *rules;
  CsErrorRow *rules_error;
  CsLockedRow *rules_locked;
  CsWatchersRow *watchers;
  CsKeepingRow *keeping;
  GtkWidget *sign_in;
  GtkWidget *sign_out;
};

G_DEFINE_FINAL_TYPE (CsAccountRow, cs_account_row, ADW_TYPE_EXPANDER_ROW)

static GtkWindow *
get_window (CsAccountRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static CsAccount *
get_account (CsAccountRow *self)
{
  return cs_session_get_account (self->session);
}

/* What the account has is shown as it is loaded, or why it is not. */
static void
update_own (CsAccountRow *self)
{
  CsOwnCertificate *own = cs_session_get_own_certificate (self->session);
  const GError *error = cs_session_get_error (self->session);
  g_autofree char *words = error ? cs_words_for_error (error, NULL) : NULL;

  cs_own_certificate_row_show (self->own, cs_account_get_client_source (get_account (self)),
                               cs_own_certificate_get_certificate (own));
  if (cs_own_certificate_concerns (error))
    cs_own_certificate_row_set_error (self->own, words);
}

static void
update_state (CsAccountRow *self)
{
  gboolean offline = cs_session_get_state (self->session) == CS_CONNECTION_OFFLINE;

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), cs_words_for_state (cs_session_get_state (self->session)));
  gtk_widget_set_visible (self->sign_in, offline);
  gtk_widget_set_visible (self->sign_out, !offline);
  update_own (self);
}

/* What is ruled is shown with a lock in place of what could be set. */
static void
update_policy (CsAccountRow *self)
{
  CsPolicy *policy = cs_policy_store_get_policy (cs_profile_get_policies (self->profile));
  CsHost *domain = cs_address_get_host (cs_account_get_address (get_account (self)));
  gboolean server_locked;
  gboolean lookup_locked = cs_policy_is_locked (policy, CS_POLICY_ORGANISATION_LOOKUP);
  gboolean contacts_only_locked = cs_policy_is_locked (policy, CS_POLICY_CONTACTS_ONLY);

  server_locked = cs_locked_row_stand_for_server (self->server_locked, GTK_WIDGET (self->server), policy, domain);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->lookup_locked),
                                 cs_policy_get_organisation_lookup (policy)
                                   ? _("The server is looked for in the organisation’s way, too")
                                   : _("The server is not looked for in the organisation’s way"));
  /* A server that is ruled is not looked for. */
  gtk_widget_set_visible (self->lookup_row, !lookup_locked && !server_locked);
  gtk_widget_set_visible (GTK_WIDGET (self->lookup_locked), lookup_locked && !server_locked);

  cs_locked_row_stand_for_room_manager (self->room_manager_locked, GTK_WIDGET (self->room_manager), policy, domain);
  cs_locked_row_stand_for_rules_server (self->rules_locked, GTK_WIDGET (self->rules), policy, domain);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->contacts_only_locked),
                                 cs_policy_get_contacts_only (policy) ? _("Only contacts may write to you")
                                                                      : _("Strangers may ask to write to you"));
  gtk_widget_set_visible (self->contacts_only_row, !contacts_only_locked);
  gtk_widget_set_visible (GTK_WIDGET (self->contacts_only_locked), contacts_only_locked);
}

static void
lookup_changed_cb (CsAccountRow *self)
{
  gboolean lookup = gtk_switch_get_active (self->lookup);

  if (!self->session || cs_account_get_organisation_lookup (get_account (self)) == lookup)
    return;

  cs_account_set_organisation_lookup (get_account (self), lookup);
  cs_profile_save_account (self->profile, self->session);
}

static void
typing_changed_cb (CsAccountRow *self)
{
  gboolean typing = gtk_switch_get_active (self->typing);

  if (!self->session || cs_account_get_typing (get_account (self)) == typing)
    return;

  cs_account_set_typing (get_account (self), typing);
  cs_profile_save_account (self->profile, self->session);
}

static void
receipts_changed_cb (CsAccountRow *self)
{
  gboolean receipts = gtk_switch_get_active (self->receipts);

  if (!self->session || cs_account_get_read_receipts (get_account (self)) == receipts)
    return;

  cs_account_set_read_receipts (get_account (self), receipts);
  cs_profile_save_account (self->profile, self->session);
}

/* It holds for the next message: there is no need to sign in anew. */
static void
contacts_only_changed_cb (CsAccountRow *self)
{
  if (self->session)
    cs_account_set_contacts_only (get_account (self), gtk_switch_get_active (self->contacts_only));
}

/* It is told at once: there is no need to sign in anew. */
static void
presence_changed_cb (CsAccountRow *self)
{
  if (self->session)
    cs_account_set_show_presence (get_account (self), gtk_switch_get_active (self->presence));
}

static void
server_changed_cb (CsAccountRow *self)
{
  cs_error_row_set_words (self->server_error, GTK_WIDGET (self->server), NULL);
}

static void
server_applied_cb (CsAccountRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->server)));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEndpoint) server = *text ? cs_endpoint_parse (text, &error) : NULL;

  cs_error_row_set_words (self->server_error, GTK_WIDGET (self->server), error ? error->message : NULL);
  if (error)
    return;

  cs_account_set_server (get_account (self), server);
  cs_profile_save_account (self->profile, self->session);
}

static void
auth_name_changed_cb (CsAccountRow *self)
{
  cs_error_row_set_words (self->auth_name_error, GTK_WIDGET (self->auth_name), NULL);
}

static void
auth_name_applied_cb (CsAccountRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->auth_name)));

  if (!cs_text_is_header_safe (text, strlen (text))) {
    cs_error_row_set_words (self->auth_name_error, GTK_WIDGET (self->auth_name),
                            _("A sign-in name is one line of plain text."));
    return;
  }

  cs_account_set_auth_name (get_account (self), *text ? text : NULL);
  cs_profile_save_account (self->profile, self->session);
}

static void
rules_changed_cb (CsAccountRow *self)
{
  cs_error_row_set_words (self->rules_error, GTK_WIDGET (self->rules), NULL);
}

/* It is taken up at once: there is no need to sign in anew. */
static void
rules_applied_cb (CsAccountRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->rules)));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsXcapRoot) root = *text ? cs_xcap_root_parse (text, &error) : NULL;

  cs_error_row_set_words (self->rules_error, GTK_WIDGET (self->rules), error ? error->message : NULL);
  if (!error)
    cs_account_set_xcap_root (get_account (self), root);
}

static void
room_manager_changed_cb (CsAccountRow *self)
{
  cs_error_row_set_words (self->room_manager_error, GTK_WIDGET (self->room_manager), NULL);
}

static void
show_room_manager (CsAccountRow *self)
{
  const char *typed = cs_account_get_room_manager (get_account (self));
  g_autoptr (CsAddress) address = typed ? cs_address_parse (typed, NULL) : NULL;
  g_autoptr (CsAddress) usual = cs_rooms_find_usual_manager (cs_session_get_rooms (self->session));
  /* Translators: %s is a SIP address. */
  g_autofree char *title = g_strdup_printf (_("Address for rooms, if not %s"), cs_address_get_display (usual));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->room_manager), title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->room_manager), title);
  gtk_editable_set_text (self->room_manager, address ? cs_address_get_display (address) : typed ? typed : "");
}

static void
room_manager_applied_cb (CsAccountRow *self)
{
  CsAddress *own = cs_account_get_address (get_account (self));
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->room_manager)));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsAddress) address = *text ? cs_typed_address_parse (text, own, &error) : NULL;

  if (error)
    cs_error_row_set_words (self->room_manager_error, GTK_WIDGET (self->room_manager), error->message);
  else
    cs_account_set_room_manager (get_account (self), address ? cs_address_get_uri (address) : NULL);
}

static void
own_changed_cb (CsAccountRow *self)
{
  cs_account_set_client_source (get_account (self), cs_own_certificate_row_get_source (self->own));
  cs_session_take_client (self->session, cs_own_certificate_row_get_identity (self->own),
                          cs_own_certificate_row_get_secret (self->own));
  cs_profile_save_account (self->profile, self->session);
}

/* With the server as it is written, applied or not. */
static void
test_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsAccountRow *self = CS_ACCOUNT_ROW (widget);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->server)));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEndpoint) server = *text ? cs_endpoint_parse (text, &error) : NULL;
  g_autoptr (CsAccount) account = cs_account_new (cs_account_get_address (get_account (self)));
  CsClientIdentity *client = cs_own_certificate_get_identity (cs_session_get_own_certificate (self->session));
  g_autoptr (CsOwnCertificate) own = client ? NULL : cs_profile_new_own_certificate (self->profile, self->session);

  cs_account_set_server (account, server);
  cs_account_set_organisation_lookup (account, cs_account_get_organisation_lookup (get_account (self)));
  if (!error && own)
    cs_test_window_run_with (get_window (self), self->profile, account, own, &error);
  else if (!error)
    cs_test_window_run (get_window (self), self->profile, account, client, &error);
  cs_error_row_set_words (self->server_error, GTK_WIDGET (self->server), error ? error->message : NULL);
}

static void
sign_in_activated (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  CsAccountRow *self = CS_ACCOUNT_ROW (widget);

  cs_unlocker_sign_in (get_window (self), self->session);
}

static void
sign_out_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  CsAccountRow *self = CS_ACCOUNT_ROW (widget);

  cs_account_set_signed_out (get_account (self), TRUE);
  cs_session_stop_async (self->session, NULL, NULL, NULL);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWindow) window = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_profile_remove_account_finish (CS_PROFILE (source), result, &error) &&
      ADW_IS_PREFERENCES_WINDOW (window)) {
    AdwToast *toast = cs_toast_new (_("The account could not be removed"));

    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), toast);
  }
}

static void
remove_response_cb (CsAccountRow *self,
                    const char   *response)
{
  gboolean keep = g_strcmp0 (response, "keep") == 0;

  if (!keep && g_strcmp0 (response, "delete") != 0)
    return;

  cs_profile_remove_account_async (self->profile, self->session, keep, NULL, removed_cb,
                                   g_object_ref (get_window (self)));
}

static void
remove_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsAccountRow *self = CS_ACCOUNT_ROW (widget);
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (get_window (self), NULL, NULL);
  /* Translators: %s is a SIP address. */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _("Remove %s?"),
                                     cs_address_get_display (cs_account_get_address (get_account (self))));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _("The account and its password are removed from this computer. Its messages can stay "
                                 "here, and are back when you sign in with this address again, or be deleted for good."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "keep", _("Remove, _Keep Messages"),
                                    "delete", _("Remove and _Delete Messages"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self, G_CONNECT_SWAPPED);
  cs_question_present (dialog, "cancel");
}

static void
cs_account_row_dispose (GObject *object)
{
  CsAccountRow *self = CS_ACCOUNT_ROW (object);

  if (self->session) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    g_signal_handlers_disconnect_by_data (cs_session_get_own_certificate (self->session), self);
  }
  if (self->profile)
    g_signal_handlers_disconnect_by_data (cs_profile_get_policies (self->profile), self);
  g_clear_object (&self->session);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_account_row_parent_class)->dispose (object);
}

static void
cs_account_row_class_init (CsAccountRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_ERROR_ROW);
  g_type_ensure (CS_TYPE_KEEPING_ROW);
  g_type_ensure (CS_TYPE_LOCKED_ROW);
  g_type_ensure (CS_TYPE_OWN_CERTIFICATE_ROW);
  g_type_ensure (CS_TYPE_WATCHERS_ROW);

  object_class->dispose = cs_account_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, server);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, server_error);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, server_locked);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, lookup_row);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, lookup);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, lookup_locked);
  gtk_widget_class_bind_template_callback (widget_class, lookup_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, auth_name);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, auth_name_error);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, room_manager);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, room_manager_error);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, room_manager_locked);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, own);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, typing);
  gtk_widget_class_bind_template_callback (widget_class, typing_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, receipts);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, presence);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, contacts_only_row);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, contacts_only);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, contacts_only_locked);
  gtk_widget_class_bind_template_callback (widget_class, contacts_only_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, rules);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, rules_error);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, rules_locked);
  gtk_widget_class_bind_template_callback (widget_class, rules_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rules_applied_cb);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, watchers);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, keeping);
  gtk_widget_class_bind_template_callback (widget_class, receipts_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, presence_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, CsAccountRow, sign_out);
  gtk_widget_class_bind_template_callback (widget_class, server_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, server_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, auth_name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, auth_name_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_manager_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_manager_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, own_changed_cb);

  gtk_widget_class_install_action (widget_class, "account.test", NULL, test_activated);
  gtk_widget_class_install_action (widget_class, "account.sign-in", NULL, sign_in_activated);
  gtk_widget_class_install_action (widget_class, "account.sign-out", NULL, sign_out_activated);
  gtk_widget_class_install_action (widget_class, "account.remove", NULL, remove_activated);
}

static void
cs_account_row_init (CsAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_account_row_new:
 * @profile: what the account is part of
 * @session: the account at work
 *
 * Makes a row that shows and changes an account.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cs_account_row_new (CsProfile *profile,
                    CsSession *session)
{
  CsAccountRow *self = g_object_new (CS_TYPE_ACCOUNT_ROW, NULL);
  CsAccount *account = cs_session_get_account (session);
  CsEndpoint *server = cs_account_get_server (account);
  CsXcapRoot *rules = cs_account_get_xcap_root (account);
  const char *auth_name = cs_account_get_auth_name (account);

  self->profile = g_object_ref (profile);
  self->session = g_object_ref (session);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), cs_address_get_display (cs_account_get_address (account)));
  gtk_editable_set_text (self->server, server ? cs_endpoint_get_string (server) : "");
  gtk_editable_set_text (self->auth_name, auth_name ? auth_name : "");
  show_room_manager (self);
  gtk_switch_set_active (self->typing, cs_account_get_typing (account));
  gtk_switch_set_active (self->lookup, cs_account_get_organisation_lookup (account));
  gtk_editable_set_text (self->rules, rules ? cs_xcap_root_get_string (rules) : "");
  cs_watchers_row_set_session (self->watchers, profile, session);
  gtk_switch_set_active (self->presence, cs_account_get_show_presence (get_account (self)));
  gtk_switch_set_active (self->receipts, cs_account_get_read_receipts (get_account (self)));
  gtk_switch_set_active (self->contacts_only, cs_account_get_contacts_only (account));
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (cs_profile_get_policies (profile), "changed", G_CALLBACK (update_policy), self);
  g_signal_connect_swapped (cs_session_get_own_certificate (session), "notify", G_CALLBACK (update_own), self);
  cs_keeping_row_set_session (self->keeping, profile, session);
  update_policy (self);
  update_state (self);
  /* Whoever comes to mend that finds it at once. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), cs_own_certificate_row_has_error (self->own));

  return GTK_WIDGET (self);
}

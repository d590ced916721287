/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-connection-sheet.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-certificate-window.h"
#include "cs-fact-row.h"
#include "cs-shield.h"
#include "cs-toast.h"

struct _CsConnectionSheet
{
  AdwWindow parent_instance;

  CsSession *session;  /* owned */

  /* Template children */
  GtkImage *shield;
  GtkLabel *title_label;
  GtkLabel *verdict_label;
  GtkLabel *anchor_label;
  GtkLabel *news_label;
  CsFactRow *asked_row;
  CsFactRow *server_row;
  CsFactRow *name_row;
  CsFactRow *checked_row;
  GtkListBox *revocation_list;
  GtkWidget *revocation_box;
  CsFactRow *connection_row;
  CsFactRow *own_row;
  CsFactRow *protected_row;
  GtkWidget *view_button;
};

G_DEFINE_FINAL_TYPE (CsConnectionSheet, cs_connection_sheet, ADW_TYPE_WINDOW)

/* Shows text, or nothing at all. Takes the text. */
static void
show_text (GtkLabel *label,
           char     *text)
{
  g_autofree char *taken = text;
  g_autofree char *visible = taken ? cs_text_make_visible (taken) : NULL;

  gtk_label_set_text (label, visible);
  gtk_widget_set_visible (GTK_WIDGET (label), visible != NULL);
}

/* As show_text(), for a row. */
static void
show_value (CsFactRow *row,
            char      *text)
{
  g_autofree char *taken = text;

  cs_fact_row_set_value (row, taken);
  gtk_widget_set_visible (GTK_WIDGET (row), taken != NULL);
}

static const char *
describe_rule (CsNameRule rule)
{
  switch (rule) {
  case CS_NAME_RULE_SIP_URI:
    return _("A SIP domain among the certificate's alternative names");
  case CS_NAME_RULE_DNS:
    return _("A DNS name among the certificate's alternative names");
  case CS_NAME_RULE_WILDCARD:
    return _("A DNS name with a wildcard, as your organisation allows for servers that are typed");
  case CS_NAME_RULE_IP:
    return _("An IP address among the certificate's alternative names");
  case CS_NAME_RULE_NONE:
  default:
    return _("The certificate does not carry this name");
  }
}

static void
update_name (CsConnectionSheet *self,
             CsVerdict         *verdict)
{
  CsReferenceIdentity *identity = verdict ? cs_verdict_get_identity (verdict) : NULL;
  const char *name;

  if (!identity) {
    show_value (self->name_row, NULL);
    return;
  }

  name = cs_verdict_get_matched (verdict);
  show_value (self->name_row, cs_words_for_name (name ? name : cs_reference_identity_get_display (identity)));
  cs_fact_row_set_note (self->name_row, describe_rule (cs_verdict_get_name_rule (verdict)));
}

/* What had to be proved: the domain of the address, or the host that somebody typed. Names from the DNS are never asked for. */
static void
update_asked (CsConnectionSheet *self,
              CsVerdict         *verdict)
{
  CsReferenceIdentity *identity = verdict ? cs_verdict_get_identity (verdict) : NULL;
  CsHost *domain = identity ? cs_reference_identity_get_sip_domain (identity) : NULL;
  CsHost *typed = identity ? cs_reference_identity_get_typed_host (identity) : NULL;
  g_autofree char *host = NULL;

  show_value (self->asked_row, identity ? cs_words_for_name (cs_reference_identity_get_display (identity)) : NULL);
  if (!identity)
    return;

  if (!domain || !typed || cs_host_equal (domain, typed)) {
    cs_fact_row_set_note (self->asked_row, domain ? _("The domain of your SIP address") : _("The server, as it was typed"));
  } else {
    g_autofree char *name = cs_words_for_name (cs_host_get_display (typed));

    /* Translators: %s is the name of a server */
    host = g_strdup_printf (_("The domain of your SIP address. %s would do as well, for it was typed."), name);
    cs_fact_row_set_note (self->asked_row, host);
  }
}

static void
update_checked (CsConnectionSheet *self,
                CsVerdict         *verdict)
{
  g_autofree char *utc = NULL;

  show_value (self->checked_row, verdict ? cs_words_for_time (cs_verdict_get_time (verdict)) : NULL);
  if (!verdict)
    return;

  utc = cs_words_for_utc (cs_verdict_get_time (verdict));
  cs_fact_row_set_hint (self->checked_row, utc);
}

/* What is known of one certificate: the state and its age, below it who says so. */
static GtkWidget *
make_revocation_row (CsCertificate      *certificate,
                     const CsRevocation *revocation)
{
  g_autofree char *label = cs_text_make_visible (cs_certificate_get_title (certificate));
  g_autofree char *source = cs_words_for_revocation_source (revocation);
  g_autofree char *value = NULL;
  GtkWidget *row;

  if (source) {
    g_autofree char *age = cs_words_for_age (revocation->said, g_get_real_time () / G_USEC_PER_SEC);

    /* Translators: what is known, and how old that is: “Not revoked, as of 2 hours ago” */
    value = g_strdup_printf (_("%s, as of %s"), cs_words_for_revocation (revocation->state), age);
  } else {
    value = g_strdup (cs_words_for_revocation (revocation->state));
  }

  row = cs_fact_row_new (label, value);
  cs_fact_row_set_note (CS_FACT_ROW (row), source);
  if (source) {
    g_autofree char *utc = cs_words_for_utc (revocation->said);

    cs_fact_row_set_hint (CS_FACT_ROW (row), utc);
  }

  return row;
}

/* An anchor is trusted for being there; nobody else could revoke it. */
static void
update_revocation (CsConnectionSheet *self,
                   CsVerdict         *verdict)
{
  GListModel *chain = verdict ? cs_verdict_get_chain (verdict) : NULL;
  guint n_certificates = chain ? g_list_model_get_n_items (chain) : 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->revocation_list, 0)))
    gtk_list_box_remove (self->revocation_list, GTK_WIDGET (row));

  for (guint i = 0; i + 1 < n_certificates; i++) {
    g_autoptr (CsCertificate) certificate = g_list_model_get_item (chain, i);

    gtk_list_box_append (self->revocation_list,
                         make_revocation_row (certificate, cs_verdict_ask_revocation (verdict, i)));
  }
  gtk_widget_set_visible (self->revocation_box, n_certificates > 1);
}

static void
update_connection (CsConnectionSheet *self,
                   CsConnectionFacts *facts,
                   CsShield           shield)
{
  g_autofree char *since = NULL;
  g_autofree char *utc = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GString) parts = NULL;

  if (!facts || !cs_connection_facts_get_tls_version (facts) || shield != CS_SHIELD_VERIFIED) {
    show_value (self->connection_row, NULL);
    show_value (self->own_row, NULL);
    return;
  }

  parts = g_string_new (cs_connection_facts_get_tls_version (facts));
  if (cs_connection_facts_get_group (facts))
    g_string_append_printf (parts, ", %s", cs_connection_facts_get_group (facts));
  if (cs_connection_facts_get_cipher (facts))
    g_string_append_printf (parts, ", %s", cs_connection_facts_get_cipher (facts));
  show_value (self->connection_row, g_string_free (g_steal_pointer (&parts), FALSE));

  show_value (self->own_row, cs_words_for_client_certificate (facts));
  since = cs_words_for_time (cs_connection_facts_get_since (facts) / G_USEC_PER_SEC);
  /* Translators: since when a connection stands, a date and time */
  note = g_strdup_printf (_("Since %s"), since);
  cs_fact_row_set_note (self->connection_row, note);
  utc = cs_words_for_utc (cs_connection_facts_get_since (facts) / G_USEC_PER_SEC);
  cs_fact_row_set_hint (self->connection_row, utc);
}

static const char *
describe_protection (CsShield shield)
{
  switch (shield) {
  case CS_SHIELD_VERIFIED:
    return _("On the way to your server. Your server can read messages.");
  case CS_SHIELD_REFUSED:
    return _("Nothing was sent.");
  case CS_SHIELD_UNCHECKED:
  default:
    return _("Nothing is sent until the server has proved who it is.");
  }
}

/* A refused server, a proven one, or what else there is to say. */
static char *
describe_state (CsSession *session,
                CsShield   shield)
{
  CsVerdict *verdict = cs_session_get_verdict (session);
  const GError *error = cs_session_get_error (session);
  CsHost *host = cs_address_get_host (cs_account_get_address (cs_session_get_account (session)));

  if (shield != CS_SHIELD_UNCHECKED && verdict)
    return cs_words_for_verdict (verdict);
  if (error)
    return cs_words_for_error (error, cs_host_get_display (host));

  return g_strdup (cs_words_for_state (cs_session_get_state (session)));
}

static char *
describe_voucher (CsVerdict *verdict,
                  CsShield   shield)
{
  CsAnchor *anchor = verdict ? cs_verdict_get_anchor (verdict) : NULL;

  if (shield == CS_SHIELD_VERIFIED && anchor)
    return cs_words_for_anchor (anchor);
  if (shield == CS_SHIELD_REFUSED && verdict)
    return cs_words_for_remedy (verdict);

  return NULL;
}

static void
update (CsConnectionSheet *self)
{
  CsShield shield = cs_shield_for_session (self->session);
  CsConnectionFacts *facts = cs_session_get_facts (self->session);
  CsVerdict *verdict = shield == CS_SHIELD_UNCHECKED ? NULL : cs_session_get_verdict (self->session);

  cs_shield_show (shield, self->shield);
  gtk_label_set_text (self->title_label, cs_shield_get_label (shield));
  show_text (self->verdict_label, describe_state (self->session, shield));
  show_text (self->anchor_label, describe_voucher (verdict, shield));
  show_text (self->news_label, shield == CS_SHIELD_VERIFIED ? g_strdup (cs_session_get_news (self->session)) : NULL);
  show_value (self->server_row, facts ? cs_words_for_connection (facts) : NULL);
  update_asked (self, verdict);
  update_name (self, verdict);
  update_checked (self, verdict);
  update_revocation (self, verdict);
  update_connection (self, facts, shield);
  show_value (self->protected_row, g_strdup (describe_protection (shield)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.view", verdict && cs_verdict_get_leaf (verdict));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.copy", verdict != NULL);
}

static void
view_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsConnectionSheet *self = CS_CONNECTION_SHEET (widget);
  CsVerdict *verdict = cs_session_get_verdict (self->session);

  if (verdict)
    cs_certificate_window_present_verdict (GTK_WINDOW (self), verdict);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsConnectionSheet *self = CS_CONNECTION_SHEET (widget);
  CsVerdict *verdict = cs_session_get_verdict (self->session);
  g_autofree char *report = NULL;

  if (!verdict)
    return;

  report = cs_words_for_report (verdict, cs_session_get_facts (self->session));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  cs_toast_show (GTK_WIDGET (self->shield), _("Copied"));
}

static void
cs_connection_sheet_dispose (GObject *object)
{
  CsConnectionSheet *self = CS_CONNECTION_SHEET (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cs_connection_sheet_parent_class)->dispose (object);
}

static void
cs_connection_sheet_class_init (CsConnectionSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_connection_sheet_dispose;

  g_type_ensure (CS_TYPE_FACT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-connection-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, shield);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, title_label);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, anchor_label);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, news_label);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, asked_row);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, server_row);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, name_row);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, checked_row);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, revocation_list);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, revocation_box);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, connection_row);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, own_row);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, protected_row);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionSheet, view_button);
  gtk_widget_class_install_action (widget_class, "sheet.view", NULL, view_cb);
  gtk_widget_class_install_action (widget_class, "sheet.copy", NULL, copy_cb);
}

static void
cs_connection_sheet_init (CsConnectionSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_toast_let_escape_close (GTK_WINDOW (self));
}

/**
 * cs_connection_sheet_present:
 * @parent: the window to stand above
 * @session: a session
 *
 * Shows how the connection of @session stands, and keeps showing it while that changes.
 */
void
cs_connection_sheet_present (GtkWindow *parent,
                             CsSession *session)
{
  CsConnectionSheet *self;
  const char * const followed[] = { "notify::state", "notify::verdict", "notify::facts", "notify::error",
                                     "notify::news" };

  g_return_if_fail (CS_IS_SESSION (session));

  self = g_object_new (CS_TYPE_CONNECTION_SHEET, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (session, followed[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_widget_grab_focus (gtk_widget_is_sensitive (self->view_button) ? self->view_button : GTK_WIDGET (self->protected_row));
  gtk_window_present (GTK_WINDOW (self));
}

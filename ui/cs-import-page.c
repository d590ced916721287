/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-import-page.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-session.h"
#include "chat/cs-words.h"

#include "cs-certificate-window.h"
#include "cs-fact-row.h"
#include "cs-fingerprint-group.h"
#include "cs-scope-group.h"
#include "cs-time.h"

struct _CsImportPage
{
  AdwBin parent_instance;

  CsCertificate *certificate;  /* owned, nullable */
  CsAnchor *known;             /* owned, nullable: the same authority as it is trusted already */
  GListModel *sessions;        /* owned, nullable */

  /* Template children */
  GtkLabel *title_label;
  GtkLabel *organization_label;
  CsFingerprintGroup *fingerprint;
  CsFactRow *validity_row;
  CsFactRow *key_row;
  CsScopeGroup *scope;
  CsFactRow *known_row;
  GtkWidget *accounts_group;
  CsFactRow *accounts_row;
};

G_DEFINE_FINAL_TYPE (CsImportPage, cs_import_page, ADW_TYPE_BIN)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
emit_changed (CsImportPage *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_in_scope (CsImportPage *self,
             CsHost       *domain)
{
  g_autoptr (GPtrArray) hosts = NULL;

  if (cs_scope_group_is_unlimited (self->scope))
    return TRUE;

  hosts = cs_scope_group_get_domains (self->scope);
  for (guint i = 0; i < hosts->len; i++) {
    if (cs_host_equal (hosts->pdata[i], domain))
      return TRUE;
  }

  return FALSE;
}

/* Whether it could vouch for something that it cannot vouch for yet. */
static gboolean
is_new (CsImportPage *self)
{
  const char * const *domains = self->known ? cs_anchor_get_domains (self->known) : NULL;
  g_autoptr (GPtrArray) hosts = NULL;

  if (!self->known || cs_scope_group_is_unlimited (self->scope))
    return TRUE;

  hosts = cs_scope_group_get_domains (self->scope);
  for (guint i = 0; i < hosts->len; i++) {
    if (domains && !g_strv_contains (domains, cs_host_get_ascii (hosts->pdata[i])))
      return TRUE;
  }

  return FALSE;
}

/* Which of the person's servers the authority could vouch for from then on. */
static void
update_accounts (CsImportPage *self)
{
  guint n_sessions = self->sessions ? g_list_model_get_n_items (self->sessions) : 0;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < n_sessions; i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (self->sessions, i);
    CsAddress *address = cs_account_get_address (cs_session_get_account (session));

    if (!is_in_scope (self, cs_address_get_host (address)))
      continue;
    if (list->len > 0)
      g_string_append (list, ", ");
    g_string_append (list, cs_address_get_display (address));
  }

  /* Translators: what stands in place of a list of accounts. */
  cs_fact_row_set_value (self->accounts_row, list->len > 0 ? list->str : _("None"));
  gtk_widget_set_visible (self->accounts_group, n_sessions > 0);
}

static void
scope_changed_cb (CsImportPage *self)
{
  update_accounts (self);
  emit_changed (self);
}

static void
details_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  CsImportPage *self = CS_IMPORT_PAGE (widget);

  if (self->certificate)
    cs_certificate_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->certificate);
}

static void
cs_import_page_dispose (GObject *object)
{
  CsImportPage *self = CS_IMPORT_PAGE (object);

  g_clear_object (&self->certificate);
  g_clear_object (&self->known);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (cs_import_page_parent_class)->dispose (object);
}

static void
cs_import_page_class_init (CsImportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_import_page_dispose;

  /**
   * CsImportPage::changed:
   *
   * The button's label, look or readiness may be another.
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE,
                                   0);

  g_type_ensure (CS_TYPE_FACT_ROW);
  g_type_ensure (CS_TYPE_FINGERPRINT_GROUP);
  g_type_ensure (CS_TYPE_SCOPE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsImportPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, CsImportPage, organization_label);
  gtk_widget_class_bind_template_child (widget_class, CsImportPage, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, CsImportPage, validity_row);
  gtk_widget_class_bind_template_child (widget_class, CsImportPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, CsImportPage, scope);
  gtk_widget_class_bind_template_child (widget_class, CsImportPage, known_row);
  gtk_widget_class_bind_template_child (widget_class, CsImportPage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, CsImportPage, accounts_row);
  gtk_widget_class_bind_template_callback (widget_class, emit_changed);
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
  gtk_widget_class_install_action (widget_class, "import.details", NULL, details_cb);
}

static void
cs_import_page_init (CsImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_import_page_set_domain:
 * @self: an import page
 * @domain: (nullable): the domain that the authority may vouch for by default
 *
 * Sets the domain to offer.
 */
void
cs_import_page_set_domain (CsImportPage *self,
                           CsHost       *domain)
{
  g_return_if_fail (CS_IS_IMPORT_PAGE (self));

  cs_scope_group_set_domain (self->scope, domain);
}

/**
 * cs_import_page_set_sessions:
 * @self: an import page
 * @sessions: the [class@Session] of all accounts
 *
 * Sets whose accounts the authority may change.
 */
void
cs_import_page_set_sessions (CsImportPage *self,
                             GListModel   *sessions)
{
  g_return_if_fail (CS_IS_IMPORT_PAGE (self));

  g_set_object (&self->sessions, sessions);
  update_accounts (self);
}

/**
 * cs_import_page_set_certificate:
 * @self: an import page
 * @certificate: an authority's certificate
 * @known: (nullable): the same authority as it is trusted already
 *
 * Shows @certificate.
 */
void
cs_import_page_set_certificate (CsImportPage  *self,
                                CsCertificate *certificate,
                                CsAnchor      *known)
{
  g_autofree char *scope = known ? cs_words_for_anchor (known) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *organization = NULL;
  g_autofree char *until = NULL;
  g_autofree char *until_utc = NULL;
  g_autofree char *days = NULL;

  g_return_if_fail (CS_IS_IMPORT_PAGE (self));

  g_set_object (&self->certificate, certificate);
  g_set_object (&self->known, known);
  cs_fact_row_set_value (self->known_row, scope);
  gtk_widget_set_visible (GTK_WIDGET (self->known_row), known != NULL);

  title = cs_text_make_visible (cs_certificate_get_title (certificate));
  gtk_label_set_text (self->title_label, title);
  if (cs_certificate_get_organization (certificate))
    organization = cs_text_make_visible (cs_certificate_get_organization (certificate));
  gtk_label_set_text (self->organization_label, organization);
  gtk_widget_set_visible (GTK_WIDGET (self->organization_label),
                          organization && !g_str_equal (organization, title));

  cs_fingerprint_group_set_sha256 (self->fingerprint, cs_certificate_get_sha256 (certificate));
  until = cs_words_for_time (cs_certificate_get_not_after (certificate));
  until_utc = cs_words_for_utc (cs_certificate_get_not_after (certificate));
  days = cs_time_describe_end (cs_certificate_get_not_after (certificate), g_get_real_time () / G_USEC_PER_SEC);
  cs_fact_row_set_value (self->validity_row, until);
  cs_fact_row_set_hint (self->validity_row, until_utc);
  cs_fact_row_set_note (self->validity_row, days);
  cs_fact_row_set_value (self->key_row, cs_certificate_get_key_description (certificate));

  cs_fingerprint_group_focus_entry (self->fingerprint);
  emit_changed (self);
}

/**
 * cs_import_page_get_certificate:
 * @self: an import page
 *
 * Returns: (transfer none) (nullable): the certificate that is shown
 */
CsCertificate *
cs_import_page_get_certificate (CsImportPage *self)
{
  g_return_val_if_fail (CS_IS_IMPORT_PAGE (self), NULL);

  return self->certificate;
}

/**
 * cs_import_page_get_domains:
 * @self: an import page
 *
 * Returns: (transfer full) (nullable): the domains the authority may vouch for, as A-labels; %NULL for any server
 */
GStrv
cs_import_page_get_domains (CsImportPage *self)
{
  g_autoptr (GPtrArray) hosts = NULL;
  g_autoptr (GStrvBuilder) builder = NULL;

  g_return_val_if_fail (CS_IS_IMPORT_PAGE (self), NULL);

  if (cs_scope_group_is_unlimited (self->scope))
    return NULL;

  hosts = cs_scope_group_get_domains (self->scope);
  builder = g_strv_builder_new ();
  for (guint i = 0; i < hosts->len; i++)
    g_strv_builder_add (builder, cs_host_get_ascii (hosts->pdata[i]));

  return g_strv_builder_end (builder);
}

/**
 * cs_import_page_is_ready:
 * @self: an import page
 *
 * A fingerprint that was compared and is another means that this is not the organisation's certificate. Half a fingerprint
 * says nothing yet.
 *
 * Returns: whether the certificate may be imported
 */
gboolean
cs_import_page_is_ready (CsImportPage *self)
{
  CsFingerprintState state;

  g_return_val_if_fail (CS_IS_IMPORT_PAGE (self), FALSE);

  state = cs_fingerprint_group_get_state (self->fingerprint);

  return self->certificate
      && cs_scope_group_is_valid (self->scope)
      && is_new (self)
      && (state == CS_FINGERPRINT_NOT_COMPARED || state == CS_FINGERPRINT_SAME);
}

/**
 * cs_import_page_get_button_class:
 * @self: an import page
 *
 * The trusting button is recommended only after the fingerprint was compared, and warns where the authority could vouch for
 * any server.
 *
 * Returns: (transfer none) (nullable): a style class
 */
const char *
cs_import_page_get_button_class (CsImportPage *self)
{
  g_return_val_if_fail (CS_IS_IMPORT_PAGE (self), NULL);

  if (cs_scope_group_is_unlimited (self->scope))
    return "destructive-action";

  return cs_fingerprint_group_get_state (self->fingerprint) == CS_FINGERPRINT_SAME ? "suggested-action" : NULL;
}

/**
 * cs_import_page_get_button_label:
 * @self: an import page
 *
 * Returns: (transfer full): what the trusting button does, naming the scope
 */
char *
cs_import_page_get_button_label (CsImportPage *self)
{
  g_autoptr (GPtrArray) hosts = NULL;

  g_return_val_if_fail (CS_IS_IMPORT_PAGE (self), NULL);

  if (cs_scope_group_is_unlimited (self->scope))
    return g_strdup (_("Trust for Any Server"));

  hosts = cs_scope_group_get_domains (self->scope);
  if (hosts->len == 0)
    return g_strdup (_("Trust"));
  if (hosts->len == 1)
    /* Translators: %s is a domain */
    return g_strdup_printf (_("Trust for %s"), cs_host_get_display (hosts->pdata[0]));

  /* Translators: %u is a number of domains */
  return g_strdup_printf (ngettext ("Trust for %u Domain", "Trust for %u Domains", hosts->len), hosts->len);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-certificate-view.h"

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-fact-row.h"

/* Shows a certificate as a list of facts in the order in which a person asks: whose it is, who issued it, how long it is
 * valid, its key. The rest is folded away. It shows what the certificate says, which proves nothing by itself. */
struct _CsCertificateView
{
  AdwBin parent_instance;

  GtkLabel *title_label;
  GtkImage *issuer_shield;

  /* Each shows one group of facts: AdwPreferencesGroup or AdwExpanderRow. */
  GtkWidget *identity_group;
  GtkWidget *issuer_group;
  GtkWidget *validity_group;
  GtkWidget *key_group;
  GtkWidget *purposes_row;
  GtkWidget *limits_row;
  GtkWidget *revocation_row;
  GtkWidget *rest_row;
};

G_DEFINE_FINAL_TYPE (CsCertificateView, cs_certificate_view, ADW_TYPE_BIN)

static GtkWidget *
get_place (CsCertificateView *self,
           CsFactGroup        group)
{
  switch (group) {
  case CS_FACT_GROUP_IDENTITY:
    return self->identity_group;
  case CS_FACT_GROUP_ISSUER:
    return self->issuer_group;
  case CS_FACT_GROUP_VALIDITY:
    return self->validity_group;
  case CS_FACT_GROUP_KEY:
    return self->key_group;
  case CS_FACT_GROUP_PURPOSES:
    return self->purposes_row;
  case CS_FACT_GROUP_LIMITS:
    return self->limits_row;
  case CS_FACT_GROUP_REVOCATION:
    return self->revocation_row;
  case CS_FACT_GROUP_REST:
  default:
    return self->rest_row;
  }
}

static void
add_row (CsCertificateView *self,
         CsFactGroup        group,
         GtkWidget         *row)
{
  GtkWidget *place = get_place (self, group);
  const char *title = cs_words_for_fact_group (group);

  if (ADW_IS_EXPANDER_ROW (place)) {
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (place), title);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (place), row);
  } else {
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (place), title);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (place), row);
  }

  gtk_widget_set_visible (place, TRUE);
}

static void
cs_certificate_view_class_init (CsCertificateViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-certificate-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, title_label);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, issuer_shield);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, identity_group);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, issuer_group);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, validity_group);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, key_group);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, purposes_row);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, limits_row);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, revocation_row);
  gtk_widget_class_bind_template_child (widget_class, CsCertificateView, rest_row);
}

static void
cs_certificate_view_init (CsCertificateView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_certificate_view_new:
 * @certificate: a certificate
 * @issuer: how its issuer stands
 * @now: the present, in UTC seconds
 *
 * Returns: (transfer floating): a view of @certificate
 */
GtkWidget *
cs_certificate_view_new (CsCertificate *certificate,
                         CsShield       issuer,
                         gint64         now)
{
  CsCertificateView *self = g_object_new (CS_TYPE_CERTIFICATE_VIEW, NULL);
  g_autofree char *title = cs_text_make_visible (cs_certificate_get_title (certificate));
  GListModel *facts = cs_certificate_list_facts (certificate);
  guint n_facts = g_list_model_get_n_items (facts);

  gtk_label_set_text (self->title_label, title);
  cs_shield_show (issuer, self->issuer_shield);

  for (guint i = 0; i < n_facts; i++) {
    g_autoptr (CsFact) fact = g_list_model_get_item (facts, i);

    add_row (self, cs_fact_get_group (fact), cs_fact_row_new_fact (fact, now));
  }

  return GTK_WIDGET (self);
}

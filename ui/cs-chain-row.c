/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-chain-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-shield.h"

struct _CsChainRow
{
  GtkListBoxRow parent_instance;

  CsCertificate *certificate;

  GtkImage *shield;
  GtkLabel *title_label;
  GtkLabel *role_label;
};

G_DEFINE_FINAL_TYPE (CsChainRow, cs_chain_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
describe_anchor (CsAnchor *anchor)
{
  switch (cs_anchor_get_source (anchor)) {
  case CS_ANCHOR_SYSTEM:
    return _("Authority, trusted by this computer");
  case CS_ANCHOR_ADMINISTRATOR:
    return _("Authority, trusted by your organisation");
  case CS_ANCHOR_IMPORTED:
    return _("Authority, imported by you");
  case CS_ANCHOR_GIVEN:
  default:
    return _("Authority");
  }
}

static const char *
describe_role (CsCertificate *certificate,
               CsVerdict     *verdict)
{
  CsAnchor *anchor = verdict ? cs_verdict_get_anchor (verdict) : NULL;
  CsCertificate *leaf = verdict ? cs_verdict_get_leaf (verdict) : NULL;

  if (anchor && cs_certificate_equal (cs_anchor_get_certificate (anchor), certificate))
    return describe_anchor (anchor);
  if (leaf && cs_certificate_equal (leaf, certificate))
    return _("Server");

  return cs_certificate_is_authority (certificate) ? _("Authority") : _("Not an authority");
}

static void
cs_chain_row_dispose (GObject *object)
{
  CsChainRow *self = CS_CHAIN_ROW (object);

  g_clear_object (&self->certificate);

  G_OBJECT_CLASS (cs_chain_row_parent_class)->dispose (object);
}

static void
cs_chain_row_class_init (CsChainRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_chain_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-chain-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsChainRow, shield);
  gtk_widget_class_bind_template_child (widget_class, CsChainRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, CsChainRow, role_label);
}

static void
cs_chain_row_init (CsChainRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_chain_row_new:
 * @certificate: a certificate
 * @verdict: (nullable): the verdict about the chain it belongs to
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
cs_chain_row_new (CsCertificate *certificate,
                  CsVerdict     *verdict)
{
  CsChainRow *self = g_object_new (CS_TYPE_CHAIN_ROW, NULL);
  CsShield shield = cs_shield_for_certificate (verdict, certificate);
  const char *role = describe_role (certificate, verdict);
  g_autofree char *title = cs_text_make_visible (cs_certificate_get_title (certificate));
  g_autofree char *spoken = NULL;

  self->certificate = g_object_ref (certificate);
  cs_shield_show (shield, self->shield);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->role_label, role);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);

  /* Translators: a certificate as read by a screen reader: its name, what it is (server, authority), how it stands (verified) */
  spoken = g_strdup_printf (_("%s, %s, %s"), title, role, cs_shield_get_label (shield));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);

  return GTK_WIDGET (self);
}

/**
 * cs_chain_row_get_certificate:
 * @self: a row
 *
 * Returns: (transfer none): the certificate
 */
CsCertificate *
cs_chain_row_get_certificate (CsChainRow *self)
{
  g_return_val_if_fail (CS_IS_CHAIN_ROW (self), NULL);

  return self->certificate;
}

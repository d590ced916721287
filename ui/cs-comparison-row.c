/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-comparison-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

struct _CsComparisonRow
{
  GtkListBoxRow parent_instance;

  /* Template children */
  GtkLabel *expected_label;
  GtkLabel *presented_label;
  GtkImage *image;
};

G_DEFINE_FINAL_TYPE (CsComparisonRow, cs_comparison_row, GTK_TYPE_LIST_BOX_ROW)

static void
cs_comparison_row_class_init (CsComparisonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-comparison-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsComparisonRow, expected_label);
  gtk_widget_class_bind_template_child (widget_class, CsComparisonRow, presented_label);
  gtk_widget_class_bind_template_child (widget_class, CsComparisonRow, image);
}

static void
cs_comparison_row_init (CsComparisonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_comparison_row_new:
 * @expected: what was expected
 * @presented: what was presented, which may come from anywhere
 * @fits: whether that is good enough
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
cs_comparison_row_new (const char *expected,
                       const char *presented,
                       gboolean    fits)
{
  CsComparisonRow *self = g_object_new (CS_TYPE_COMPARISON_ROW, NULL);
  const char *outcome = fits ? _("Fits") : _("Does not fit");
  g_autofree char *visible_expected = cs_text_make_visible (expected);
  g_autofree char *visible_presented = cs_text_make_visible (presented);
  g_autofree char *spoken = NULL;

  gtk_label_set_text (self->expected_label, visible_expected);
  gtk_label_set_text (self->presented_label, visible_presented);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->presented_label), visible_presented);
  gtk_image_set_from_icon_name (self->image, fits ? "object-select-symbolic" : "window-close-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->image), fits ? "success" : "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->image), outcome);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->image),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, outcome,
                                  -1);

  /* Translators: a row of a table as read by a screen reader: what was expected, what was presented, whether it fits */
  spoken = g_strdup_printf (_("Expected: %s. Presented: %s. %s."), visible_expected, visible_presented, outcome);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);

  return GTK_WIDGET (self);
}

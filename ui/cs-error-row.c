/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-error-row.h"

struct _CsErrorRow
{
  GtkListBoxRow parent_instance;

  /* Template children */
  GtkWidget *box;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (CsErrorRow, cs_error_row, GTK_TYPE_LIST_BOX_ROW)

static void
cs_error_row_class_init (CsErrorRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-error-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsErrorRow, box);
  gtk_widget_class_bind_template_child (widget_class, CsErrorRow, words);
}

static void
cs_error_row_init (CsErrorRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_words (CsErrorRow *self,
            GtkWidget  *field,
            const char *words,
            gboolean    wrong)
{
  gtk_label_set_text (self->words, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
  if (words)
    gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);

  if (wrong) {
    gtk_widget_add_css_class (self->box, "error");
    gtk_widget_add_css_class (field, "error");
    gtk_accessible_update_state (GTK_ACCESSIBLE (field),
                                 GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                                 -1);
  } else {
    gtk_widget_remove_css_class (self->box, "error");
    gtk_widget_remove_css_class (field, "error");
    gtk_accessible_reset_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID);
  }
}

/**
 * cs_error_row_set_words:
 * @self: the row
 * @field: the field that the words are about
 * @words: (nullable): what is wrong with it; %NULL for nothing
 *
 * Says what is wrong with a field, and marks the field, for those who see it and those who hear it.
 */
void
cs_error_row_set_words (CsErrorRow *self,
                        GtkWidget  *field,
                        const char *words)
{
  g_return_if_fail (CS_IS_ERROR_ROW (self));
  g_return_if_fail (GTK_IS_WIDGET (field));

  show_words (self, field, words, words != NULL);
}

/**
 * cs_error_row_set_note:
 * @self: the row
 * @field: the field that the words are about
 * @words: (nullable): what to know about what is in it; %NULL for nothing
 *
 * Says something about a field in which nothing is wrong.
 */
void
cs_error_row_set_note (CsErrorRow *self,
                       GtkWidget  *field,
                       const char *words)
{
  g_return_if_fail (CS_IS_ERROR_ROW (self));
  g_return_if_fail (GTK_IS_WIDGET (field));

  show_words (self, field, words, FALSE);
}

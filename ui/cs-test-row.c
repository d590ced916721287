/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-row.h"

#include "base/cs-text.h"

struct _CsTestRow
{
  AdwActionRow parent_instance;

  CsTestStep *step;  /* owned */
  GtkImage *mark;
  GtkSpinner *spinner;
  GtkLabel *how;
};

G_DEFINE_FINAL_TYPE (CsTestRow, cs_test_row, ADW_TYPE_ACTION_ROW)

static const char *
get_icon (CsTestOutcome outcome)
{
  switch (outcome) {
  case CS_TEST_PASSED:
    return "cs-step-symbolic";
  case CS_TEST_FAILED:
    return "cs-failed-symbolic";
  case CS_TEST_PENDING:
  case CS_TEST_RUNNING:
  case CS_TEST_SKIPPED:
  default:
    return NULL;
  }
}

static void
update (CsTestRow *self)
{
  CsTestOutcome outcome = cs_test_step_get_outcome (self->step);
  const char *words = cs_test_step_get_words (self->step);
  g_autofree char *visible = cs_text_make_visible (words ? words : "");
  g_autofree char *how = cs_test_step_describe (self->step);
  g_autofree char *label = g_strdup_printf ("%s: %s %s", cs_test_step_get_title (self->step), how, visible);
  gboolean running = outcome == CS_TEST_RUNNING;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), visible);
  gtk_label_set_text (self->how, how);
  gtk_image_set_from_icon_name (self->mark, get_icon (outcome));
  gtk_widget_set_visible (GTK_WIDGET (self->mark), !running);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), running);
  gtk_spinner_set_spinning (self->spinner, running);
  if (outcome == CS_TEST_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self->mark), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
cs_test_row_dispose (GObject *object)
{
  g_clear_object (&CS_TEST_ROW (object)->step);

  G_OBJECT_CLASS (cs_test_row_parent_class)->dispose (object);
}

static void
cs_test_row_class_init (CsTestRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_test_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-test-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsTestRow, mark);
  gtk_widget_class_bind_template_child (widget_class, CsTestRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, CsTestRow, how);
}

static void
cs_test_row_init (CsTestRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_test_row_new:
 * @step: a step
 *
 * Returns: (transfer floating): a row that follows @step
 */
GtkWidget *
cs_test_row_new (CsTestStep *step)
{
  CsTestRow *self = g_object_new (CS_TYPE_TEST_ROW, NULL);

  self->step = g_object_ref (step);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), cs_test_step_get_title (step));
  g_signal_connect_object (step, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

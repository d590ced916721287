/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-steps.h"

#define N_STEPS 4

struct _CsSteps
{
  GtkWidget parent_instance;

  CsConnectionState state;

  /* Template children */
  GtkWidget *steps[N_STEPS];
  GtkStack *marks[N_STEPS];
  GtkSpinner *spinners[N_STEPS];
};

G_DEFINE_FINAL_TYPE (CsSteps, cs_steps, GTK_TYPE_WIDGET)

/* How many steps are behind us. */
static int
count_done (CsConnectionState state)
{
  switch (state) {
  case CS_CONNECTION_CONNECTING:
    return 1;
  case CS_CONNECTION_CHECKING:
    return 2;
  case CS_CONNECTION_SIGNING_IN:
    return 3;
  case CS_CONNECTION_ONLINE:
    return N_STEPS;
  case CS_CONNECTION_LOOKING_UP:
  case CS_CONNECTION_OFFLINE:
  case CS_CONNECTION_REFUSED:
  case CS_CONNECTION_WAITING:
  default:
    return 0;
  }
}

static void
cs_steps_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (cs_steps_parent_class)->dispose (object);
}

static void
cs_steps_class_init (CsStepsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_steps_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-steps.ui");
  for (int i = 0; i < N_STEPS; i++) {
    g_autofree char *step = g_strdup_printf ("step_%d", i);
    g_autofree char *mark = g_strdup_printf ("mark_%d", i);
    g_autofree char *spinner = g_strdup_printf ("spinner_%d", i);

    gtk_widget_class_bind_template_child_full (widget_class, step, FALSE,
                                               G_STRUCT_OFFSET (CsSteps, steps) + i * sizeof (GtkWidget *));
    gtk_widget_class_bind_template_child_full (widget_class, mark, FALSE,
                                               G_STRUCT_OFFSET (CsSteps, marks) + i * sizeof (GtkStack *));
    gtk_widget_class_bind_template_child_full (widget_class, spinner, FALSE,
                                               G_STRUCT_OFFSET (CsSteps, spinners) + i * sizeof (GtkSpinner *));
  }
}

static void
cs_steps_init (CsSteps *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_steps_set_state:
 * @self: the steps
 * @state: where the connection stands
 *
 * Shows how far the connection has got.
 */
void
cs_steps_set_state (CsSteps           *self,
                    CsConnectionState  state)
{
  int done = count_done (state);

  g_return_if_fail (CS_IS_STEPS (self));

  for (int i = 0; i < N_STEPS; i++) {
    gtk_stack_set_visible_child_name (self->marks[i], i < done ? "done" : i == done ? "now" : "ahead");
    gtk_spinner_set_spinning (self->spinners[i], i == done);
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->steps[i]), GTK_ACCESSIBLE_STATE_BUSY, i == done, -1);
    if (i > done)
      gtk_widget_add_css_class (self->steps[i], "dim-label");
    else
      gtk_widget_remove_css_class (self->steps[i], "dim-label");
  }
}

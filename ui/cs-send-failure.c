/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-send-failure.h"

struct _CsSendFailure
{
  GtkBox parent_instance;

  /* Template children */
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (CsSendFailure, cs_send_failure, GTK_TYPE_BOX)

static void
cs_send_failure_class_init (CsSendFailureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-send-failure.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSendFailure, reason);
}

static void
cs_send_failure_init (CsSendFailure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_send_failure_new:
 *
 * Returns: (transfer floating): the widget, inside of what has the action "message.send-again"
 */
GtkWidget *
cs_send_failure_new (void)
{
  return g_object_new (CS_TYPE_SEND_FAILURE, NULL);
}

/**
 * cs_send_failure_set_reason:
 * @self: the widget
 * @reason: the words
 *
 * Says why a message was not sent.
 */
void
cs_send_failure_set_reason (CsSendFailure *self,
                            const char    *reason)
{
  g_return_if_fail (CS_IS_SEND_FAILURE (self));

  gtk_label_set_text (self->reason, reason);
}

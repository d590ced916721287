/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-unread-line.h"

struct _CsUnreadLine
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (CsUnreadLine, cs_unread_line, GTK_TYPE_BOX)

static void
cs_unread_line_class_init (CsUnreadLineClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/org/countersign/Countersign/cs-unread-line.ui");
}

static void
cs_unread_line_init (CsUnreadLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_unread_line_new:
 *
 * Returns: (transfer floating): the line
 */
GtkWidget *
cs_unread_line_new (void)
{
  return g_object_new (CS_TYPE_UNREAD_LINE, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-sender-line.h"

#include "base/cs-text.h"

#define PICTURE_SIZE 20

/**
 * cs_sender_line_new:
 *
 * Makes the line over what a member of a room wrote.
 *
 * Returns: (transfer floating): the line
 */
GtkWidget *
cs_sender_line_new (void)
{
  GtkWidget *self = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (name, "caption-heading");
  gtk_box_append (GTK_BOX (self), adw_avatar_new (PICTURE_SIZE, NULL, TRUE));
  gtk_box_append (GTK_BOX (self), name);
  gtk_widget_add_css_class (self, "sender");

  return self;
}

/**
 * cs_sender_line_set_name:
 * @self: the line
 * @name: what to call them
 *
 * Says who wrote.
 */
void
cs_sender_line_set_name (GtkWidget  *self,
                         const char *name)
{
  g_autofree char *visible = cs_text_make_visible (name);

  adw_avatar_set_text (ADW_AVATAR (gtk_widget_get_first_child (self)), visible);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (self)), visible);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-text-window.h"

#include "base/cs-text.h"

struct _CsTextWindow
{
  AdwWindow parent_instance;

  /* Template children */
  GtkTextView *view;
};

G_DEFINE_FINAL_TYPE (CsTextWindow, cs_text_window, ADW_TYPE_WINDOW)

static void
cs_text_window_class_init (CsTextWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-text-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsTextWindow, view);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_text_window_init (CsTextWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_text_window_present:
 * @parent: the window it belongs to
 * @text: the text, shown with its control characters made visible
 *
 * Shows a text that is too long for a bubble.
 */
void
cs_text_window_present (GtkWindow  *parent,
                        const char *text)
{
  CsTextWindow *self = g_object_new (CS_TYPE_TEXT_WINDOW, "transient-for", parent, NULL);
  g_autofree char *readable = cs_text_make_readable (text);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), readable, -1);
  gtk_window_present (GTK_WINDOW (self));
}

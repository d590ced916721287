/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-window.h"

struct _CsWindow
{
  AdwApplicationWindow parent_instance;

  CsProfile *profile;

  /* Template children */
  GtkStack *pages;
};

G_DEFINE_FINAL_TYPE (CsWindow, cs_window, ADW_TYPE_APPLICATION_WINDOW)

static void
cs_window_dispose (GObject *object)
{
  CsWindow *self = CS_WINDOW (object);

  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_window_parent_class)->dispose (object);
}

static void
cs_window_class_init (CsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsWindow, pages);
}

static void
cs_window_init (CsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_window_new:
 * @application: the application
 * @profile: what the window shows
 *
 * Makes the main window.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
CsWindow *
cs_window_new (GtkApplication *application,
               CsProfile      *profile)
{
  CsWindow *self = g_object_new (CS_TYPE_WINDOW, "application", application, NULL);

  self->profile = g_object_ref (profile);

  return self;
}

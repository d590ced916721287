/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-problem-window.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "chat/cs-words.h"

struct _CsProblemWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  AdwStatusPage *page;
  GtkLabel *path;
  GtkWidget *quit;
};

G_DEFINE_FINAL_TYPE (CsProblemWindow, cs_problem_window, ADW_TYPE_APPLICATION_WINDOW)

static void
cs_problem_window_class_init (CsProblemWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-problem-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsProblemWindow, page);
  gtk_widget_class_bind_template_child (widget_class, CsProblemWindow, path);
  gtk_widget_class_bind_template_child (widget_class, CsProblemWindow, quit);
}

static void
cs_problem_window_init (CsProblemWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_title (const GError *error)
{
  if (g_error_matches (error, CS_ERROR, CS_ERROR_STORE_NEWER))
    return _("Your messages are from a newer Countersign");
  if (g_error_matches (error, CS_ERROR, CS_ERROR_STORE_DAMAGED))
    return _("Your messages cannot be read");
  if (g_error_matches (error, CS_ERROR, CS_ERROR_STORE_BUSY))
    return _("Countersign is already running");

  if (g_error_matches (error, CS_ERROR, CS_ERROR_POLICY))
    return _("Your organisation’s policy is not valid");

  return _("Countersign cannot start");
}

/**
 * cs_problem_window_new:
 * @application: the application
 * @error: why the profile could not be opened
 * @folder: the profile folder
 *
 * Makes a window that says why the program cannot start. Nothing in the folder has been changed.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
GtkWindow *
cs_problem_window_new (GtkApplication *application,
                       const GError   *error,
                       const char     *folder)
{
  CsProblemWindow *self = g_object_new (CS_TYPE_PROBLEM_WINDOW, "application", application, NULL);
  g_autofree char *words = cs_words_for_error (error, NULL);
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autofree char *path = g_filename_display_name (folder);

  adw_status_page_set_title (self->page, get_title (error));
  adw_status_page_set_description (self->page, escaped);
  gtk_label_set_text (self->path, path);
  gtk_widget_set_visible (GTK_WIDGET (self->path), !g_error_matches (error, CS_ERROR, CS_ERROR_POLICY));
  gtk_window_set_focus (GTK_WINDOW (self), self->quit);

  return GTK_WINDOW (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-toast.h"

/**
 * cs_toast_show:
 * @widget: a widget in the window that shows it
 * @text: plain text
 *
 * Says something for a few seconds.
 */
void
cs_toast_show (GtkWidget  *widget,
               const char *text)
{
  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  cs_toast_add (widget, adw_toast_new (escaped));
}

/**
 * cs_toast_add:
 * @widget: a widget in the window that shows it
 * @toast: (transfer full): a toast
 *
 * Shows @toast in the toast overlay around @widget. Where there is none, as in a window that was closed meanwhile, nothing
 * happens.
 */
void
cs_toast_add (GtkWidget *widget,
              AdwToast  *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

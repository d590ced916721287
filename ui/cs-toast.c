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
 * cs_toast_show_until_closed:
 * @widget: a widget in the window that shows it
 * @text: plain text, which may take several lines
 *
 * Says something that nobody should miss: it stays until it is closed.
 */
void
cs_toast_show_until_closed (GtkWidget  *widget,
                            const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* A toast is as wide as it likes to be, or cut off: the narrowest window has room for this. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, 0);
  cs_toast_add (widget, toast);
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

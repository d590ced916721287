/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-toast.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

/* A toast is one line, which the narrowest window shows this much of beside what there is to say. */
#define MAX_NAME 24

/**
 * cs_toast_embed:
 * @name: what somebody or something is called
 *
 * Makes a name fit for the sentence of a toast: [func@text_embed] of what is not too long.
 *
 * Returns: (transfer full): the name
 */
char *
cs_toast_embed (const char *name)
{
  g_autofree char *shortened = cs_text_shorten (name, MAX_NAME);

  return cs_text_embed (shortened);
}

/**
 * cs_toast_new:
 * @text: plain text; names in it are embedded by cs_toast_embed()
 *
 * Makes a toast, whose title is markup.
 *
 * Returns: (transfer full): the toast
 */
AdwToast *
cs_toast_new (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

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
  cs_toast_add (widget, cs_toast_new (text));
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
  AdwToast *toast = cs_toast_new ("");
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

/* The toasts of libadwaita have a button without a name. */
static void
name_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "window-close-symbolic") == 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Close"), -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

static gboolean
name_next_cb (gpointer user_data)
{
  AdwToastOverlay *overlay = user_data;
  GtkWidget *content = adw_toast_overlay_get_child (overlay);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (overlay)); child; child = gtk_widget_get_next_sibling (child)) {
    if (child != content)
      name_buttons (child);
  }

  return G_SOURCE_REMOVE;
}

/* What waited behind a toast shows once that is gone. */
static void
dismissed_cb (GtkWidget *overlay)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, name_next_cb, g_object_ref (overlay), g_object_unref);
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

  if (!overlay) {
    g_object_unref (toast);
    return;
  }

  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  name_next_cb (overlay);
}

static gboolean
escape_cb (GtkWidget *dialog,
           GVariant  *args,
           gpointer   user_data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (dialog));

  /* A menu is closed first. */
  if (focus && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER))
    return GDK_EVENT_PROPAGATE;

  gtk_window_close (GTK_WINDOW (dialog));

  return GDK_EVENT_STOP;
}

/**
 * cs_toast_let_escape_close:
 * @dialog: a window that shows toasts
 *
 * Lets Escape close the window as it closes others. While there is a toast, its overlay would take the key to dismiss that.
 */
void
cs_toast_let_escape_close (GtkWindow *dialog)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                            gtk_callback_action_new (escape_cb, NULL, NULL));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (dialog), controller);
}

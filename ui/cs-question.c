/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-question.h"

/* The first frame lays the buttons out, beside each other or in a column: the dialog has each of them for either. */
#define FRAMES 2

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, label);

    if (found)
      return found;
  }

  return NULL;
}

static gboolean
frame_cb (GtkWidget     *dialog,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  AdwMessageDialog *question = ADW_MESSAGE_DIALOG (dialog);
  const char *safe = adw_message_dialog_get_default_response (question);
  guint *frame = user_data;
  GtkWidget *button;

  if (++*frame < FRAMES) {
    gtk_widget_queue_allocate (dialog);
    return G_SOURCE_CONTINUE;
  }

  button = find_button (dialog, adw_message_dialog_get_response_label (question, safe));
  if (button)
    gtk_widget_grab_focus (button);

  return G_SOURCE_REMOVE;
}

/**
 * cs_question_present:
 * @dialog: a message dialog with its responses
 * @safe: the response that changes nothing
 *
 * Asks. Return, like Escape, is the safe response: in a column libadwaita puts it last, and would give the keyboard to the first.
 */
void
cs_question_present (GtkWidget  *dialog,
                     const char *safe)
{
  g_return_if_fail (ADW_IS_MESSAGE_DIALOG (dialog));

  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), safe);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), safe);
  gtk_widget_add_tick_callback (dialog, frame_cb, g_new0 (guint, 1), g_free);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
}

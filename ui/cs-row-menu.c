/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-row-menu.h"

static gboolean
remove_menu_cb (gpointer popover)
{
  gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

/* The action of the item that closed it is still to come. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, remove_menu_cb, g_object_ref (popover), g_object_unref);
}

/* Most rows are never asked for their menu: it is made when one is, and goes with the row if not before. */
static void
pop_up (GtkWidget     *row,
        CsRowMenuFunc  func,
        double         x,
        double         y)
{
  g_autoptr (GMenuModel) menu = func (row);
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);

  gtk_widget_set_parent (popover, row);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  g_signal_connect_object (row, "destroy", G_CALLBACK (gtk_widget_unparent), popover, G_CONNECT_SWAPPED);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
pressed_cb (GtkGesture    *gesture,
            int            n_press,
            double         x,
            double         y,
            CsRowMenuFunc  func)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), func, x, y);
}

static void
long_pressed_cb (GtkGesture    *gesture,
                 double         x,
                 double         y,
                 CsRowMenuFunc  func)
{
  pressed_cb (gesture, 1, x, y, func);
}

static gboolean
menu_key_cb (GtkWidget *row,
             GVariant  *args,
             gpointer   user_data)
{
  pop_up (row, user_data, gtk_widget_get_width (row) / 2.0, gtk_widget_get_height (row) / 2.0);

  return GDK_EVENT_STOP;
}

/**
 * cs_row_menu_offer:
 * @row: a row
 * @func: makes its menu; (transfer full)
 *
 * Makes the menu pop up at a right click, a long press, the menu key and Shift+F10.
 */
void
cs_row_menu_offer (GtkWidget     *row,
                   CsRowMenuFunc  func)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), func);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (long_pressed_cb), func);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (press));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                                          gtk_callback_action_new (menu_key_cb, func, NULL)));
  gtk_widget_add_controller (row, keys);
}

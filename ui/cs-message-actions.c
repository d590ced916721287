/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-actions.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text-quote.h"
#include "base/cs-text.h"
#include "chat/cs-session.h"

#include "cs-message-window.h"
#include "cs-message-row.h"
#include "cs-removal-toast.h"

/* What can be done with a message, and the menu that offers it. */

static char *
find_text (CsMessageRow *row)
{
  return cs_conversation_find_text (cs_message_row_get_conversation (row), cs_message_row_get_message (row));
}

static void
copy_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsMessageRow *row = CS_MESSAGE_ROW (widget);
  g_autofree char *selected = cs_message_text_get_selection (cs_message_row_get_text (row));
  g_autofree char *text = find_text (row);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), selected ? selected : text);
}

static void
copy_link_activated (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
}

static void
reply_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  CsMessageRow *row = CS_MESSAGE_ROW (widget);
  g_autofree char *author = cs_conversation_find_author (cs_message_row_get_conversation (row), cs_message_row_get_message (row));
  g_autofree char *name = author ? cs_text_make_visible (author) : NULL;
  g_autofree char *text = find_text (row);
  g_autofree char *quote = cs_text_quote (text, name);

  gtk_widget_activate_action (widget, "chat.write", "s", quote);
}

/* What is passed on stands in the new message like one's own words: a mark that anybody can write proves nothing. */
static void
forward_activated (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  g_autofree char *text = find_text (CS_MESSAGE_ROW (widget));

  gtk_widget_activate_action (widget, "main.forward", "s", text);
}

static void
details_activated (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  CsMessageRow *row = CS_MESSAGE_ROW (widget);

  cs_message_window_present (GTK_WINDOW (gtk_widget_get_root (widget)),
                             cs_message_row_get_conversation (row),
                             cs_message_row_get_message (row));
}

static void
delete_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsMessageRow *row = CS_MESSAGE_ROW (widget);

  if (cs_message_row_get_message (row))
    cs_removal_toast_remove_message (widget, cs_message_row_get_conversation (row), cs_message_row_get_message (row));
}

static void
send_again_activated (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CsMessageRow *row = CS_MESSAGE_ROW (widget);
  CsMessage *message = cs_message_row_get_message (row);

  if (message && cs_message_get_state (message) == CS_MESSAGE_FAILED)
    cs_conversation_send_again (cs_message_row_get_conversation (row), message);
}

/* Not before its item has been activated, which comes after. */
static gboolean
remove_menu_cb (gpointer user_data)
{
  GtkWidget *menu = user_data;
  GtkWidget *row = gtk_widget_get_parent (menu);
  GtkRoot *root = row ? gtk_widget_get_root (row) : NULL;

  if (!row)
    return G_SOURCE_REMOVE;

  if (root && (!gtk_root_get_focus (root) || gtk_widget_is_ancestor (gtk_root_get_focus (root), menu)))
    gtk_widget_grab_focus (row);
  gtk_widget_unparent (menu);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *menu)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, remove_menu_cb, g_object_ref (menu), g_object_unref);
}

static void
offer_link (GMenu        *menu,
            CsMessageRow *row)
{
  const char *link = cs_message_text_get_link (cs_message_row_get_text (row));
  g_autoptr (GMenuItem) item = NULL;

  if (!link)
    return;

  item = g_menu_item_new (_("Copy _Link"), NULL);
  g_menu_item_set_action_and_target (item, "message.copy-link", "s", link);
  g_menu_append_item (menu, item);
}

static void
popup (GtkWidget          *row,
       const GdkRectangle *at)
{
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWidget *menu;

  if (!cs_message_row_get_message (CS_MESSAGE_ROW (row)))
    return;

  builder = gtk_builder_new_from_resource ("/org/countersign/Countersign/cs-message-menu.ui");
  offer_link (G_MENU (gtk_builder_get_object (builder, "links")), CS_MESSAGE_ROW (row));
  menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), at);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_widget_set_parent (menu, row);
  g_signal_connect (menu, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (menu));
}

static gboolean
popup_at (GtkWidget *view,
          double     x,
          double     y)
{
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = picked ? gtk_widget_get_ancestor (picked, CS_TYPE_MESSAGE_ROW) : NULL;
  double row_x, row_y;

  if (!row || !gtk_widget_translate_coordinates (view, row, x, y, &row_x, &row_y))
    return FALSE;

  popup (row, &(GdkRectangle) { (int) row_x, (int) row_y, 1, 1 });

  return TRUE;
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GtkWidget       *view)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));

  if (gdk_event_triggers_context_menu (event) && popup_at (view, x, y))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture,
                 double               x,
                 double               y,
                 GtkWidget           *view)
{
  if (popup_at (view, x, y))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
is_menu_key (guint           keyval,
             GdkModifierType modifiers)
{
  return keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && modifiers == GDK_SHIFT_MASK);
}

static gboolean
is_delete_key (guint           keyval,
               GdkModifierType modifiers)
{
  return (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete) && modifiers == 0;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkWidget             *view)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  GtkWidget *row = gtk_widget_get_focus_child (view);

  /* What is pressed in a menu is for the menu. */
  if (!row || GTK_IS_POPOVER (gtk_widget_get_focus_child (row)))
    return GDK_EVENT_PROPAGATE;

  if (is_delete_key (keyval, modifiers)) {
    gtk_widget_activate_action (row, "message.delete", NULL);
    return GDK_EVENT_STOP;
  }
  if (!is_menu_key (keyval, modifiers))
    return GDK_EVENT_PROPAGATE;

  popup (row, &(GdkRectangle) { gtk_widget_get_width (row) / 2, gtk_widget_get_height (row) / 2, 1, 1 });

  return GDK_EVENT_STOP;
}

/**
 * cs_message_actions_install:
 * @klass: the class of [class@MessageRow]
 *
 * Makes the actions "message.*" known.
 */
void
cs_message_actions_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "message.copy", NULL, copy_activated);
  gtk_widget_class_install_action (klass, "message.copy-link", "s", copy_link_activated);
  gtk_widget_class_install_action (klass, "message.reply", NULL, reply_activated);
  gtk_widget_class_install_action (klass, "message.forward", NULL, forward_activated);
  gtk_widget_class_install_action (klass, "message.details", NULL, details_activated);
  gtk_widget_class_install_action (klass, "message.delete", NULL, delete_activated);
  gtk_widget_class_install_action (klass, "message.send-again", NULL, send_again_activated);
}

/**
 * cs_message_actions_offer_menu:
 * @view: a widget whose children are rows of messages
 *
 * Offers the menu of a message by the right button, a long press and the menu key; the delete key deletes. One set of controllers does for all rows, and
 * comes before those of the text in them, which would show a menu of its own.
 */
void
cs_message_actions_offer_menu (GtkWidget *view)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), view);
  g_signal_connect (press, "pressed", G_CALLBACK (long_pressed_cb), view);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), view);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (view, key);
}

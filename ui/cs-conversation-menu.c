/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-menu.h"

#include "cs-contact-dialog.h"
#include "cs-contact-look.h"
#include "cs-export-dialog.h"
#include "cs-removal-question.h"
#include "cs-room-members-dialog.h"
#include "cs-row-menu.h"

/* What an action works on. The conversation is held, the widget is not: its actions die with it. */
typedef struct {
  CsConversation *conversation;
  GtkWidget      *widget;
} Target;

static void
target_free (gpointer  data,
             GClosure *closure)
{
  Target *target = data;

  g_object_unref (target->conversation);
  g_free (target);
}

static gboolean
is_unread (CsConversation *conversation)
{
  return cs_conversation_get_unread (conversation) > 0 || cs_conversation_is_marked_unread (conversation);
}

static void
mark_read_cb (GSimpleAction *action,
              GVariant      *parameter,
              Target        *target)
{
  cs_conversation_mark_read (target->conversation);
}

static void
mark_unread_cb (GSimpleAction *action,
                GVariant      *parameter,
                Target        *target)
{
  cs_conversation_set_marked_unread (target->conversation, TRUE);
}

static void
export_cb (GSimpleAction *action,
           GVariant      *parameter,
           Target        *target)
{
  gboolean json = g_str_equal (g_variant_get_string (parameter, NULL), "json");

  cs_export_dialog_run (target->widget, target->conversation, json ? CS_EXPORT_JSON : CS_EXPORT_TEXT);
}

static void
delete_cb (GSimpleAction *action,
           GVariant      *parameter,
           Target        *target)
{
  cs_removal_question_ask (target->widget, target->conversation);
}

/* The name that the other end chose is only proposed. */
static void
contact_cb (GSimpleAction *action,
            GVariant      *parameter,
            Target        *target)
{
  g_autofree char *address = cs_contact_look_words (target->conversation);
  g_autofree char *warning = cs_contact_look_warning (target->conversation);

  cs_contact_dialog_present_edit (GTK_WINDOW (gtk_widget_get_root (target->widget)),
                                  cs_conversation_get_contact (target->conversation),
                                  cs_conversation_get_peer_name (target->conversation),
                                  address, warning);
}

static void
members_cb (GSimpleAction *action,
            GVariant      *parameter,
            Target        *target)
{
  cs_room_members_dialog_present (GTK_WINDOW (gtk_widget_get_root (target->widget)), target->conversation);
}

static void
leave_room_cb (GSimpleAction *action,
               GVariant      *parameter,
               Target        *target)
{
  cs_room_members_dialog_leave (target->widget, target->conversation);
}

static GSimpleAction *
add_action (GActionMap   *actions,
            const char   *name,
            GCallback     callback,
            const Target *target)
{
  const GVariantType *type = g_str_equal (name, "export") ? G_VARIANT_TYPE_STRING : NULL;
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, type);
  Target *own = g_memdup2 (target, sizeof *target);

  g_object_ref (own->conversation);
  g_signal_connect_data (action, "activate", callback, own, target_free, 0);
  g_action_map_add_action (actions, G_ACTION (action));

  return action;
}

static void
update_mark_read (GSimpleAction  *action,
                  GParamSpec     *pspec,
                  CsConversation *conversation)
{
  g_simple_action_set_enabled (action, is_unread (conversation));
}

static void
update_mark_unread (GSimpleAction  *action,
                    GParamSpec     *pspec,
                    CsConversation *conversation)
{
  g_simple_action_set_enabled (action, !is_unread (conversation));
}

static void
follow_unread (GSimpleAction  *action,
               CsConversation *conversation,
               void          (*update) (GSimpleAction  *action,
                                        GParamSpec     *pspec,
                                        CsConversation *conversation))
{
  g_signal_connect_object (conversation, "notify::unread", G_CALLBACK (update), action, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::marked-unread", G_CALLBACK (update), action, G_CONNECT_SWAPPED);
  update (action, NULL, conversation);
}

/* What is noted of the other end, and whether they are blocked. */
static void
add_contact_actions (GActionMap   *actions,
                     const Target *target)
{
  CsContact *contact = cs_conversation_get_contact (target->conversation);
  g_autoptr (GPropertyAction) blocked = NULL;

  if (!contact)
    return;

  add_action (actions, "contact", G_CALLBACK (contact_cb), target);
  blocked = g_property_action_new ("blocked", contact, "blocked");
  g_action_map_add_action (actions, G_ACTION (blocked));
}

/* Who is in a room is there to be seen by its members. */
static void
add_room_actions (GActionMap   *actions,
                  const Target *target)
{
  if (cs_conversation_get_room_standing (target->conversation) != CS_ROOM_STANDING_MEMBER)
    return;

  add_action (actions, "members", G_CALLBACK (members_cb), target);
  add_action (actions, "leave-room", G_CALLBACK (leave_room_cb), target);
}

/**
 * cs_conversation_menu_add_actions:
 * @actions: where to add them
 * @widget: a widget in the window; it outlives @actions
 * @conversation: what they work on
 *
 * Adds what can be done with a conversation.
 */
void
cs_conversation_menu_add_actions (GActionMap     *actions,
                                  GtkWidget      *widget,
                                  CsConversation *conversation)
{
  static const char * const properties[] = { "pinned", "muted", "archived" };
  const Target target = { conversation, widget };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++) {
    g_autoptr (GPropertyAction) action = g_property_action_new (properties[i], conversation, properties[i]);

    g_action_map_add_action (actions, G_ACTION (action));
  }

  follow_unread (add_action (actions, "mark-read", G_CALLBACK (mark_read_cb), &target), conversation, update_mark_read);
  follow_unread (add_action (actions, "mark-unread", G_CALLBACK (mark_unread_cb), &target), conversation, update_mark_unread);
  add_action (actions, "export", G_CALLBACK (export_cb), &target);
  add_action (actions, "delete", G_CALLBACK (delete_cb), &target);
  add_contact_actions (actions, &target);
  add_room_actions (actions, &target);
}

/**
 * cs_conversation_menu_new:
 *
 * Returns: (transfer full): a menu of those actions
 */
GMenuModel *
cs_conversation_menu_new (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/countersign/Countersign/cs-conversation-menu.ui");

  return g_object_ref (G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
}

static GMenuModel *
make_menu (GtkWidget *row)
{
  return cs_conversation_menu_new ();
}

/**
 * cs_conversation_menu_install:
 * @row: a widget that shows a conversation
 * @conversation: the conversation
 *
 * Gives the row its menu, and lets the delete key delete.
 */
void
cs_conversation_menu_install (GtkWidget      *row,
                              CsConversation *conversation)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  cs_conversation_menu_add_actions (G_ACTION_MAP (actions), row, conversation);
  gtk_widget_insert_action_group (row, "conversation", G_ACTION_GROUP (actions));
  cs_row_menu_offer (row, make_menu);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Delete|KP_Delete"),
                                                          gtk_named_action_new ("conversation.delete")));
  gtk_widget_add_controller (row, keys);
}

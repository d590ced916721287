/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-room-members-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

#include "cs-contact-look.h"
#include "cs-question.h"
#include "cs-room-guests.h"
#include "cs-row-name.h"
#include "cs-toast.h"

struct _CsRoomMembersDialog
{
  AdwWindow parent_instance;

  CsConversation *conversation;
  guint inviting;   /* how many are on their way */

  /* Template children */
  GtkWidget *managing;
  CsRoomGuests *guests;
  GtkListBox *members;
};

G_DEFINE_FINAL_TYPE (CsRoomMembersDialog, cs_room_members_dialog, ADW_TYPE_WINDOW)

typedef struct {
  CsRoomMembersDialog *dialog;
  CsAddress           *who;
} Invitation;

static void
invitation_free (Invitation *invitation)
{
  g_object_unref (invitation->dialog);
  cs_address_unref (invitation->who);
  g_free (invitation);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Invitation, invitation_free)

/* A room that somebody wants to leave. */
typedef struct {
  GtkWindow      *window;
  CsConversation *room;
} Leaving;

static void
leaving_free (Leaving *leaving)
{
  g_object_unref (leaving->window);
  g_object_unref (leaving->room);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static CsRooms *
get_rooms (CsConversation *conversation)
{
  CsSession *session = cs_conversation_get_session (conversation);

  return session ? cs_session_get_rooms (session) : NULL;
}

static gboolean
may_manage (CsRoomMembersDialog *self)
{
  return cs_room_get_role (cs_conversation_get_room (self->conversation)) != CS_ROOM_ROLE_MEMBER;
}

static void
update (CsRoomMembersDialog *self)
{
  gtk_widget_set_visible (self->managing, may_manage (self));
}

static void
changed_cb (CsRoomMembersDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "members.invite",
                                 self->inviting == 0 && !cs_room_guests_is_empty (self->guests));
}

static void
guests_activated_cb (CsRoomMembersDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "members.invite", NULL);
}

/* Who could not be invited stays on the list. */
static void
invited_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Invitation) invitation = user_data;
  CsRoomMembersDialog *self = invitation->dialog;
  g_autoptr (GError) error = NULL;
  gboolean done = cs_rooms_change_finish (CS_ROOMS (object), result, &error);

  self->inviting--;
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || !self->conversation)
    return;

  if (done)
    cs_room_guests_remove (self->guests, invitation->who);
  else
    cs_room_guests_show_error (self->guests, error->message);
  if (self->inviting > 0)
    return;

  changed_cb (self);
  if (cs_room_guests_is_empty (self->guests))
    cs_toast_show (GTK_WIDGET (self->members), _("Invited"));
}

static void
invite_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsRoomMembersDialog *self = CS_ROOM_MEMBERS_DIALOG (widget);
  CsRooms *rooms = get_rooms (self->conversation);
  g_autoptr (GPtrArray) guests = rooms ? cs_room_guests_take (self->guests) : NULL;

  if (!guests)
    return;

  self->inviting = guests->len;
  changed_cb (self);
  for (guint i = 0; i < guests->len; i++) {
    Invitation *invitation = g_new0 (Invitation, 1);

    invitation->dialog = g_object_ref (self);
    invitation->who = cs_address_ref (guests->pdata[i]);
    cs_rooms_invite_async (rooms, self->conversation, invitation->who, NULL, invited_cb, invitation);
  }
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CsRoomMembersDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_rooms_change_finish (CS_ROOMS (object), result, &error))
    cs_toast_show (GTK_WIDGET (self->members), error->message);
}

static void
remove_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsRoomMembersDialog *self = CS_ROOM_MEMBERS_DIALOG (widget);
  g_autoptr (CsAddress) who = cs_address_parse (g_variant_get_string (parameter, NULL), NULL);

  if (who && get_rooms (self->conversation))
    cs_rooms_remove_async (get_rooms (self->conversation), self->conversation, who, NULL, removed_cb, g_object_ref (self));
}

static const char *
word_role (CsRoomRole role)
{
  switch (role) {
  case CS_ROOM_ROLE_OWNER:
    return _("Owner");
  case CS_ROOM_ROLE_ADMIN:
    return _("Administrator");
  case CS_ROOM_ROLE_MEMBER:
  default:
    return NULL;
  }
}

static void
add_role (AdwActionRow *row,
          CsRoomRole    role)
{
  GtkWidget *label;

  if (!word_role (role))
    return;

  label = gtk_label_new (word_role (role));
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (row, label);
}

static void
add_remove (AdwActionRow *row,
            CsAddress    *address,
            const char   *name)
{
  /* Translators: %s is somebody's name. */
  g_autofree char *words = g_strdup_printf (_("Remove %s from the room"), name);

  cs_contact_look_add_button (row, "user-trash-symbolic", words, "members.remove", address);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  CsRoomMembersDialog *self = user_data;
  CsAddress *address = cs_room_member_get_address (item);
  CsSession *session = cs_conversation_get_session (self->conversation);
  gboolean own = session && cs_address_equal (address, cs_account_get_address (cs_session_get_account (session)));
  g_autofree char *found = cs_conversation_find_member_name (self->conversation, address);
  g_autofree char *name = cs_text_make_visible (found);
  const char *shown = cs_address_get_display (address);
  AdwActionRow *row = cs_contact_look_new_row (cs_conversation_find_member (self->conversation, address), name,
                                               own || !g_str_equal (name, shown) ? shown : NULL);

  if (own)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("You"));
  add_role (row, cs_room_member_get_role (item));
  cs_row_name_make (row, word_role (cs_room_member_get_role (item)));
  if (!own && may_manage (self) && cs_room_member_get_role (item) != CS_ROOM_ROLE_OWNER)
    add_remove (row, address, name);

  return GTK_WIDGET (row);
}

static void
show_members (CsRoomMembersDialog *self)
{
  gtk_list_box_bind_model (self->members, G_LIST_MODEL (cs_conversation_get_room (self->conversation)), create_row, self, NULL);
}

static void
cs_room_members_dialog_dispose (GObject *object)
{
  CsRoomMembersDialog *self = CS_ROOM_MEMBERS_DIALOG (object);

  if (self->members)
    gtk_list_box_bind_model (self->members, NULL, NULL, NULL, NULL);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (cs_room_members_dialog_parent_class)->dispose (object);
}

static void
cs_room_members_dialog_class_init (CsRoomMembersDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_ROOM_GUESTS);

  G_OBJECT_CLASS (klass)->dispose = cs_room_members_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-room-members-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRoomMembersDialog, managing);
  gtk_widget_class_bind_template_child (widget_class, CsRoomMembersDialog, guests);
  gtk_widget_class_bind_template_child (widget_class, CsRoomMembersDialog, members);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, guests_activated_cb);

  gtk_widget_class_install_action (widget_class, "members.invite", NULL, invite_activated);
  gtk_widget_class_install_action (widget_class, "members.remove", "s", remove_activated);
}

static void
cs_room_members_dialog_init (CsRoomMembersDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "members.invite", FALSE);
  cs_toast_let_escape_close (GTK_WINDOW (self));
}

/**
 * cs_room_members_dialog_present:
 * @parent: the window it belongs to
 * @room: the conversation in a room
 *
 * Shows who is in a room, and lets whoever may invite others and send them out.
 */
void
cs_room_members_dialog_present (GtkWindow      *parent,
                                CsConversation *room)
{
  CsRoomMembersDialog *self = g_object_new (CS_TYPE_ROOM_MEMBERS_DIALOG, "transient-for", parent, NULL);
  GListModel *members = G_LIST_MODEL (cs_conversation_get_room (room));

  self->conversation = g_object_ref (room);
  cs_room_guests_set_session (self->guests, cs_conversation_get_session (room), cs_conversation_get_room (room));
  show_members (self);
  g_signal_connect_object (room, "member-renamed", G_CALLBACK (show_members), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (members, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  if (get_rooms (room))
    cs_rooms_refresh (get_rooms (room), room);
  gtk_window_present (GTK_WINDOW (self));
}

static void
left_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_rooms_change_finish (CS_ROOMS (object), result, &error))
    cs_toast_show (widget, error->message);
}

static void
leave_response_cb (CsConversation *room,
                   const char     *response,
                   GtkWidget      *dialog)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (g_str_equal (response, "leave") && get_rooms (room))
    cs_rooms_leave_async (get_rooms (room), room, NULL, left_cb, g_object_ref (window));
  else if (g_str_equal (response, "close") && get_rooms (room))
    cs_rooms_close_async (get_rooms (room), room, NULL, left_cb, g_object_ref (window));
}

static void
ask_to_leave (GtkWindow      *window,
              CsConversation *room)
{
  gboolean owner = cs_room_get_role (cs_conversation_get_room (room)) == CS_ROOM_ROLE_OWNER;
  const char *response = owner ? "close" : "leave";
  g_autofree char *name = cs_text_make_visible (cs_conversation_get_name (room));
  GtkWidget *dialog = adw_message_dialog_new (window, NULL, NULL);

  /* Translators: %s is the name of a room. */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), owner ? _("Close “%s”?") : _("Leave “%s”?"), name);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               owner ? _("The room is yours: without you it is closed for everybody. What was written in it stays with those who have it.")
                                     : _("What was written in it stays here. To come back, you may have to be invited."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    response, owner ? _("C_lose Room") : _("_Leave Room"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), response, ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_response_cb), room, G_CONNECT_SWAPPED);
  cs_question_present (dialog, "cancel");
}

/* A room that knows nothing of us can be left, too. */
static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) room = cs_rooms_enter_finish (CS_ROOMS (object), result, &error);

  if (room || g_error_matches (error, CS_ERROR, CS_ERROR_NOT_FOUND))
    ask_to_leave (leaving->window, leaving->room);
  else
    cs_toast_show (GTK_WIDGET (leaving->window), error->message);
}

/**
 * cs_room_members_dialog_leave:
 * @widget: a widget in the window
 * @room: the conversation in a room
 *
 * Leaves a room, or closes one's own, which cannot be taken back. Whose it is, it is asked where it has not said so yet.
 */
void
cs_room_members_dialog_leave (GtkWidget      *widget,
                              CsConversation *room)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  CsSession *session = cs_conversation_get_session (room);
  Leaving *leaving;

  if (!session || cs_room_has (cs_conversation_get_room (room), cs_account_get_address (cs_session_get_account (session)))) {
    ask_to_leave (window, room);
    return;
  }

  leaving = g_new0 (Leaving, 1);
  leaving->window = g_object_ref (window);
  leaving->room = g_object_ref (room);
  cs_rooms_look_async (get_rooms (room), cs_conversation_get_peer (room), NULL, looked_cb, leaving);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-room-dialog.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-account-choice.h"
#include "cs-error-row.h"
#include "cs-room-guests.h"
#include "cs-row-name.h"
#include "cs-toast.h"

/* More rooms than this are for those who know their names. */
#define MOST_ROOMS 50

struct _CsRoomDialog
{
  AdwWindow parent_instance;

  CsProfile *profile;
  GCancellable *cancellable;   /* of the dialog */
  GCancellable *asking;        /* of what was asked of the chosen account's server */
  GPtrArray *invited;          /* CsAddress, to be told once there is a room; NULL: nobody */

  /* Template children */
  GtkStack *stack;
  AdwStatusPage *none;
  AdwComboRow *account;
  GtkEditable *name;
  CsErrorRow *name_error;
  GtkSwitch *by_invitation;
  CsRoomGuests *guests;
  GtkWidget *rooms_group;
  GtkListBox *rooms;
};

enum {
  SIGNAL_OPENED,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsRoomDialog, cs_room_dialog, ADW_TYPE_WINDOW)

static CsRooms *
get_rooms (CsRoomDialog *self)
{
  g_autoptr (CsSession) session = cs_account_choice_get (self->account, self->profile);

  return session ? cs_session_get_rooms (session) : NULL;
}

static void
update_start (CsRoomDialog *self)
{
  gboolean ready = g_str_equal (gtk_stack_get_visible_child_name (self->stack), "form");
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.start", ready && *name);
}

static void
show_page (CsRoomDialog *self,
           const char   *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  update_start (self);
}

static void
changed_cb (CsRoomDialog *self)
{
  cs_error_row_set_words (self->name_error, GTK_WIDGET (self->name), NULL);
  update_start (self);
}

static void
entry_activated_cb (CsRoomDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.start", NULL);
}

static GtkWidget *
make_row (CsRooms   *rooms,
          CsAddress *address)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name", "go-next-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
  g_autofree char *name = cs_rooms_find_name (rooms, address);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), cs_address_get_display (address));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _("Join this room"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  cs_row_name_make (ADW_ACTION_ROW (row), _("Join this room"));

  return row;
}

static void
show_rooms (CsRoomDialog *self,
            CsRooms      *rooms,
            GPtrArray    *addresses)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rooms))))
    gtk_list_box_remove (self->rooms, row);
  for (guint i = 0; i < MIN (addresses->len, MOST_ROOMS); i++)
    gtk_list_box_append (self->rooms, make_row (rooms, addresses->pdata[i]));
  gtk_widget_set_visible (self->rooms_group, addresses->len > 0);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsRoomDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = cs_rooms_list_finish (CS_ROOMS (object), result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  if (!addresses) {
    /* Unlike the description, the title is no markup. */
    adw_status_page_set_title (self->none, error->message);
    adw_status_page_set_description (self->none, g_error_matches (error, CS_ERROR, CS_ERROR_UNSUPPORTED)
                                                   ? _("Rooms need a server that has them. Where it has them under an unusual address, "
                                                       "enter that address in the settings of the account.")
                                                   : NULL);
    show_page (self, "none");
    return;
  }

  show_rooms (self, CS_ROOMS (object), addresses);
  show_page (self, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
ask (CsRoomDialog *self)
{
  g_autoptr (CsSession) session = cs_account_choice_get (self->account, self->profile);
  CsRooms *rooms = get_rooms (self);

  cs_room_guests_set_session (self->guests, session, NULL);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (!rooms)
    return;

  self->asking = g_cancellable_new ();
  show_page (self, "asking");
  cs_rooms_list_async (rooms, self->asking, listed_cb, g_object_ref (self));
}

static void
invited_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_rooms_change_finish (CS_ROOMS (object), result, &error))
    cs_toast_show (window, error->message);
}

/* The name that the person gave it is theirs: others see what its address says. */
static void
entered (CsRoomDialog   *self,
         CsRooms        *rooms,
         CsConversation *room)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->invited && *name && g_strcmp0 (name, cs_conversation_get_peer_name (room)) != 0)
    cs_contact_set_name (cs_conversation_get_contact (room), name);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, room);
  for (guint i = 0; self->invited && i < self->invited->len; i++)
    cs_rooms_invite_async (rooms, room, self->invited->pdata[i], NULL, invited_cb, g_object_ref (window));
  gtk_window_close (GTK_WINDOW (self));
}

static void
entered_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CsRoomDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) room = cs_rooms_enter_finish (CS_ROOMS (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (room) {
    entered (self, CS_ROOMS (object), room);
    return;
  }

  show_page (self, "form");
  cs_error_row_set_words (self->name_error, GTK_WIDGET (self->name), error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* A name without a single Latin letter needs an address all the same. */
static CsAddress *
make_address (CsRooms    *rooms,
              const char *name)
{
  CsAddress *address = cs_rooms_find_address (rooms, name);
  g_autofree char *number = NULL;

  if (address)
    return address;

  number = g_strdup_printf ("%08x", g_random_int ());

  return cs_rooms_find_address (rooms, number);
}

static void
start_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  CsRoomDialog *self = CS_ROOM_DIALOG (widget);
  CsRooms *rooms = get_rooms (self);
  g_autoptr (CsAddress) address = NULL;

  g_clear_pointer (&self->invited, g_ptr_array_unref);
  self->invited = cs_room_guests_take (self->guests);
  if (!self->invited)
    return;

  address = make_address (rooms, gtk_editable_get_text (self->name));
  show_page (self, "asking");
  cs_rooms_create_async (rooms, address, gtk_switch_get_active (self->by_invitation), self->cancellable,
                         entered_cb, g_object_ref (self));
}

static void
room_activated_cb (CsRoomDialog *self,
                   AdwActionRow *row)
{
  g_autoptr (CsAddress) address = cs_address_parse (adw_action_row_get_subtitle (row), NULL);

  g_clear_pointer (&self->invited, g_ptr_array_unref);
  show_page (self, "asking");
  cs_rooms_join_async (get_rooms (self), address, self->cancellable, entered_cb, g_object_ref (self));
}

static gboolean
cs_room_dialog_close_request (GtkWindow *window)
{
  CsRoomDialog *self = CS_ROOM_DIALOG (window);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->asking);

  return GTK_WINDOW_CLASS (cs_room_dialog_parent_class)->close_request (window);
}

static void
cs_room_dialog_dispose (GObject *object)
{
  CsRoomDialog *self = CS_ROOM_DIALOG (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->invited, g_ptr_array_unref);

  G_OBJECT_CLASS (cs_room_dialog_parent_class)->dispose (object);
}

static void
cs_room_dialog_class_init (CsRoomDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_ERROR_ROW);
  g_type_ensure (CS_TYPE_ROOM_GUESTS);

  object_class->dispose = cs_room_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cs_room_dialog_close_request;

  /**
   * CsRoomDialog::opened:
   * @conversation: the conversation in the room
   *
   * The room can be shown.
   */
  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", CS_TYPE_ROOM_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CS_TYPE_CONVERSATION);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-room-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRoomDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CsRoomDialog, none);
  gtk_widget_class_bind_template_child (widget_class, CsRoomDialog, account);
  gtk_widget_class_bind_template_child (widget_class, CsRoomDialog, name);
  gtk_widget_class_bind_template_child (widget_class, CsRoomDialog, name_error);
  gtk_widget_class_bind_template_child (widget_class, CsRoomDialog, by_invitation);
  gtk_widget_class_bind_template_child (widget_class, CsRoomDialog, guests);
  gtk_widget_class_bind_template_child (widget_class, CsRoomDialog, rooms_group);
  gtk_widget_class_bind_template_child (widget_class, CsRoomDialog, rooms);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_activated_cb);

  gtk_widget_class_install_action (widget_class, "dialog.start", NULL, start_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_room_dialog_init (CsRoomDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * cs_room_dialog_present:
 * @parent: the window it belongs to
 * @profile: whose accounts can be in a room
 * @used: (nullable): the account that is used just now
 *
 * Asks for a room, once the server has said that it has some. The account is asked for only where there is a choice.
 *
 * Returns: (transfer none): the dialog, owned by GTK
 */
CsRoomDialog *
cs_room_dialog_present (GtkWindow *parent,
                        CsProfile *profile,
                        CsSession *used)
{
  CsRoomDialog *self = g_object_new (CS_TYPE_ROOM_DIALOG, "transient-for", parent, NULL);
  g_autoptr (CsSession) recalled = used ? g_object_ref (used) : cs_account_choice_recall (profile);

  self->profile = g_object_ref (profile);
  cs_account_choice_fill (self->account, profile);
  if (recalled)
    cs_account_choice_select (self->account, profile, recalled);
  g_signal_connect_object (self->account, "notify::selected", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  ask (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}

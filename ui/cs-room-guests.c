/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-room-guests.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-contact-look.h"
#include "cs-contact-proposals.h"
#include "cs-error-row.h"
#include "cs-typed-address.h"

/* What stands between several who are typed. */
#define SEPARATORS ",;\t\n"

struct _CsRoomGuests
{
  GtkBox parent_instance;

  CsContacts *contacts;
  CsSession *session;    /* NULL: not said yet who invites */
  CsRoom *room;          /* NULL: it is still to be made */
  GPtrArray *guests;     /* CsAddress, each with a row */
  GPtrArray *rows;       /* in the same order */

  /* Template children */
  GtkListBox *list;
  GtkEditable *entry;
  CsErrorRow *error;
  CsContactProposals *proposals;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsRoomGuests, cs_room_guests, GTK_TYPE_BOX)

static CsAddress *
get_own (CsRoomGuests *self)
{
  return cs_account_get_address (cs_session_get_account (self->session));
}

static gboolean
is_guest (CsRoomGuests *self,
          CsAddress    *address)
{
  return g_ptr_array_find_with_equal_func (self->guests, address, (GEqualFunc) cs_address_equal, NULL);
}

static gboolean
is_inside (CsRoomGuests *self,
           CsAddress    *address)
{
  return cs_address_equal (address, get_own (self)) || (self->room && cs_room_has (self->room, address));
}

static gboolean
is_wanted (CsContact *contact,
           gpointer   user_data)
{
  CsRoomGuests *self = user_data;
  CsAddress *address = cs_contact_get_address (contact);

  return self->session &&
         g_str_equal (cs_contact_get_account (contact), cs_account_get_id (cs_session_get_account (self->session))) &&
         cs_rooms_can_invite (cs_session_get_rooms (self->session), address, NULL) &&
         !is_inside (self, address) && !is_guest (self, address);
}

/* Where what is being typed just now begins. */
static gsize
find_piece (const char *text)
{
  gsize start = 0;

  for (gsize i = 0; text[i]; i++) {
    if (strchr (SEPARATORS, text[i]))
      start = i + 1;
  }
  while (text[start] == ' ')
    start++;

  return start;
}

static void
propose (CsRoomGuests *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  const char *piece = text + find_piece (text);

  cs_contact_proposals_set_words (self->proposals, *piece ? piece : NULL);
}

static void
remove_at (CsRoomGuests *self,
           guint         position)
{
  gtk_list_box_remove (self->list, self->rows->pdata[position]);
  g_ptr_array_remove_index (self->rows, position);
  g_ptr_array_remove_index (self->guests, position);
}

static void
remove_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsRoomGuests *self = CS_ROOM_GUESTS (widget);
  g_autoptr (CsAddress) guest = cs_address_parse (g_variant_get_string (parameter, NULL), NULL);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  if (guest)
    cs_room_guests_remove (self, guest);
}

static GtkWidget *
create_row (CsRoomGuests *self,
            CsAddress    *guest)
{
  const char *account = cs_account_get_id (cs_session_get_account (self->session));
  CsContact *contact = cs_contacts_find (self->contacts, account, guest);
  const char *name = contact ? cs_contact_get_title (contact) : cs_address_get_display (guest);
  const char *address = cs_address_get_display (guest);
  /* Translators: %s is somebody's name. */
  g_autofree char *words = g_strdup_printf (_("Do not invite %s"), name);
  AdwActionRow *row = cs_contact_look_new_row (contact, name, g_str_equal (name, address) ? NULL : address);

  cs_contact_look_add_button (row, "window-close-symbolic", words, "guests.remove", guest);

  return GTK_WIDGET (row);
}

static void
add (CsRoomGuests *self,
     CsAddress    *guest)
{
  GtkWidget *row;

  if (is_guest (self, guest))
    return;

  row = create_row (self, guest);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->guests, cs_address_ref (guest));
}

static CsAddress *
parse_address (CsRoomGuests  *self,
               const char    *text,
               GError       **error)
{
  CsAddress *own = get_own (self);
  g_autoptr (CsAddress) guest = cs_typed_address_parse (text, own, error);

  if (!guest)
    return NULL;

  if (!cs_rooms_can_invite (cs_session_get_rooms (self->session), guest, error))
    return NULL;
  if (is_inside (self, guest)) {
    /* Translators: %s is a SIP address. */
    g_set_error (error, CS_ERROR, CS_ERROR_EXISTS, _("%s is in the room anyway."), cs_address_get_display (guest));
    return NULL;
  }

  return g_steal_pointer (&guest);
}

/* Those who are called so. */
static GPtrArray *
find_named (CsRoomGuests *self,
            const char   *name)
{
  GListModel *contacts = G_LIST_MODEL (self->contacts);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < g_list_model_get_n_items (contacts); i++) {
    g_autoptr (CsContact) contact = g_list_model_get_item (contacts, i);
    const char *known_as = cs_contact_get_name (contact);
    g_autofree char *other = known_as ? g_utf8_casefold (known_as, -1) : NULL;

    if (g_strcmp0 (folded, other) == 0 && is_wanted (contact, self))
      g_ptr_array_add (found, g_steal_pointer (&contact));
  }

  return found;
}

/* Spaces may stand between addresses; in anything else they make a mistake that is to be seen as a whole. */
static char **
split (const char *piece)
{
  g_auto (GStrv) words = g_strsplit (piece, " ", -1);

  for (guint i = 0; words[i]; i++) {
    if (*words[i] && !strchr (words[i], '@'))
      return g_strdupv ((char *[]) { (char *) piece, NULL });
  }

  return g_steal_pointer (&words);
}

/* A name that the person gave to somebody, else addresses. */
static gboolean
parse_piece (CsRoomGuests  *self,
             const char    *piece,
             GPtrArray     *guests,
             GError       **error)
{
  g_autoptr (GPtrArray) named = find_named (self, piece);
  g_auto (GStrv) words = split (piece);

  if (named->len == 1) {
    g_ptr_array_add (guests, cs_address_ref (cs_contact_get_address (named->pdata[0])));
    return TRUE;
  }
  if (named->len > 1) {
    /* Translators: %s is a name. */
    g_set_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS, _("Several of your contacts are called %s: choose one."), piece);
    return FALSE;
  }

  for (guint i = 0; words[i]; i++) {
    CsAddress *guest = *words[i] ? parse_address (self, words[i], error) : NULL;

    if (guest)
      g_ptr_array_add (guests, guest);
    else if (*words[i])
      return FALSE;
  }

  return TRUE;
}

static gboolean
parse (CsRoomGuests  *self,
       GPtrArray     *guests,
       GError       **error)
{
  g_auto (GStrv) pieces = g_strsplit_set (gtk_editable_get_text (self->entry), SEPARATORS, -1);

  for (guint i = 0; pieces[i]; i++) {
    g_strstrip (pieces[i]);
    if (*pieces[i] && !parse_piece (self, pieces[i], guests, error))
      return FALSE;
  }

  return TRUE;
}

/* What was typed becomes rows, all of it or nothing. */
static gboolean
settle (CsRoomGuests *self)
{
  g_autoptr (GPtrArray) typed = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  g_autoptr (GError) error = NULL;

  if (!self->session)
    return FALSE;

  if (!parse (self, typed, &error)) {
    cs_room_guests_show_error (self, error->message);
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    return FALSE;
  }

  for (guint i = 0; i < typed->len; i++)
    add (self, typed->pdata[i]);
  gtk_editable_set_text (self->entry, "");

  return TRUE;
}

static void
changed_cb (CsRoomGuests *self)
{
  cs_room_guests_show_error (self, NULL);
  propose (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
contact_chosen_cb (CsRoomGuests *self,
                   CsContact    *contact)
{
  g_autoptr (CsContact) chosen = g_object_ref (contact);
  const char *text = gtk_editable_get_text (self->entry);
  g_autofree char *before = g_strndup (text, find_piece (text));

  /* Before its row goes, which has the keyboard. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  add (self, cs_contact_get_address (chosen));
  gtk_editable_set_text (self->entry, before);
  gtk_editable_set_position (self->entry, -1);
}

/* The only one left is meant. */
static void
entry_activated_cb (CsRoomGuests *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  g_autoptr (CsContact) only = cs_contact_proposals_find_only (self->proposals);

  if (!*text)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
  else if (only && !strchr (text + find_piece (text), '@'))
    contact_chosen_cb (self, only);
  else
    settle (self);
}

static void
cs_room_guests_dispose (GObject *object)
{
  CsRoomGuests *self = CS_ROOM_GUESTS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->room);
  g_clear_object (&self->contacts);

  G_OBJECT_CLASS (cs_room_guests_parent_class)->dispose (object);
}

static void
cs_room_guests_finalize (GObject *object)
{
  CsRoomGuests *self = CS_ROOM_GUESTS (object);

  g_ptr_array_unref (self->guests);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (cs_room_guests_parent_class)->finalize (object);
}

static void
cs_room_guests_class_init (CsRoomGuestsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_CONTACT_PROPOSALS);
  g_type_ensure (CS_TYPE_ERROR_ROW);

  object_class->dispose = cs_room_guests_dispose;
  object_class->finalize = cs_room_guests_finalize;

  /**
   * CsRoomGuests::changed:
   *
   * Something else is typed, or somebody else chosen.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CS_TYPE_ROOM_GUESTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * CsRoomGuests::activated:
   *
   * The person wants to go on, by the keyboard.
   */
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", CS_TYPE_ROOM_GUESTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-room-guests.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRoomGuests, list);
  gtk_widget_class_bind_template_child (widget_class, CsRoomGuests, entry);
  gtk_widget_class_bind_template_child (widget_class, CsRoomGuests, error);
  gtk_widget_class_bind_template_child (widget_class, CsRoomGuests, proposals);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, contact_chosen_cb);

  gtk_widget_class_install_action (widget_class, "guests.remove", "s", remove_activated);
}

static void
cs_room_guests_init (CsRoomGuests *self)
{
  self->guests = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_contact_proposals_set_entry (self->proposals, GTK_WIDGET (self->entry));
}

/**
 * cs_room_guests_set_session:
 * @self: guests
 * @session: (nullable): who invites
 * @room: (nullable): the room; %NULL where it is still to be made
 *
 * Says who invites into what. Who was chosen for another account is not any more.
 */
void
cs_room_guests_set_session (CsRoomGuests *self,
                             CsSession    *session,
                            CsRoom       *room)
{
  g_return_if_fail (CS_IS_ROOM_GUESTS (self));

  if (!self->contacts && session) {
    self->contacts = g_object_ref (cs_session_get_contacts (session));
    cs_contact_proposals_start (self->proposals, self->contacts, is_wanted, self);
  }
  if (self->session != session) {
    while (self->guests->len > 0)
      remove_at (self, self->guests->len - 1);
  }
  g_set_object (&self->session, session);
  g_set_object (&self->room, room);
  changed_cb (self);
}

/**
 * cs_room_guests_is_empty:
 * @self: guests
 *
 * Returns: whether nobody is chosen and nothing is typed
 */
gboolean
cs_room_guests_is_empty (CsRoomGuests *self)
{
  g_return_val_if_fail (CS_IS_ROOM_GUESTS (self), TRUE);

  return self->guests->len == 0 && *gtk_editable_get_text (self->entry) == '\0';
}

/**
 * cs_room_guests_take:
 * @self: guests
 *
 * Finds out whom to invite, and says beside the field what is wrong with what was typed.
 *
 * Returns: (transfer full) (nullable) (element-type CsAddress): all of them, perhaps nobody; %NULL where something typed is nobody
 *   who can be invited
 */
GPtrArray *
cs_room_guests_take (CsRoomGuests *self)
{
  GPtrArray *guests;

  g_return_val_if_fail (CS_IS_ROOM_GUESTS (self), NULL);

  if (!settle (self))
    return NULL;

  guests = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  for (guint i = 0; i < self->guests->len; i++)
    g_ptr_array_add (guests, cs_address_ref (self->guests->pdata[i]));

  return guests;
}

/**
 * cs_room_guests_remove:
 * @self: guests
 * @guest: one of them
 *
 * Takes somebody off the list.
 */
void
cs_room_guests_remove (CsRoomGuests *self,
                       CsAddress    *guest)
{
  guint position;

  g_return_if_fail (CS_IS_ROOM_GUESTS (self));

  if (!g_ptr_array_find_with_equal_func (self->guests, guest, (GEqualFunc) cs_address_equal, &position))
    return;

  remove_at (self, position);
  changed_cb (self);
}

/**
 * cs_room_guests_show_error:
 * @self: guests
 * @words: (nullable): what is wrong
 *
 * Says beside the field what is wrong, or nothing any more.
 */
void
cs_room_guests_show_error (CsRoomGuests *self,
                           const char   *words)
{
  g_return_if_fail (CS_IS_ROOM_GUESTS (self));

  cs_error_row_set_words (self->error, GTK_WIDGET (self->entry), words);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-rooms-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-contact-private.h"
#include "cs-contacts-private.h"
#include "cs-conversation-private.h"
#include "cs-message-id.h"

/* As in the module's own documentation: rooms are chat-NAME, and chat-manager makes them. What stands before the last word of the
 * manager's name stands before those of its rooms. */
#define DEFAULT_MANAGER "chat-manager"
#define MANAGER "manager"

/* Seconds until a server that said nothing is taken to have nothing to say. */
#define PATIENCE 10

G_DEFINE_FINAL_TYPE (CsRooms, cs_rooms, G_TYPE_OBJECT)

static CsAddress *
get_own (CsRooms *self)
{
  return cs_account_get_address (self->account);
}

static void
find_manager (CsRooms *self)
{
  CsPolicy *policy = self->policies ? cs_policy_store_get_policy (self->policies) : NULL;
  CsAddress *ruled = cs_policy_get_room_manager (policy, cs_address_get_host (get_own (self)));
  const char *typed = cs_account_get_room_manager (self->account);

  g_clear_pointer (&self->manager, cs_address_unref);
  g_hash_table_remove_all (self->people);
  if (ruled && cs_policy_is_locked (policy, CS_POLICY_ROOM_MANAGER))
    self->manager = cs_address_ref (ruled);
  else
    self->manager = typed ? cs_address_parse (typed, NULL) : cs_rooms_find_usual_manager (self);
}

/**
 * cs_rooms_get_prefix:
 * @self: the rooms of a server that may have some
 *
 * Gets the length of what the names of all rooms begin with.
 *
 * Returns: the length, in bytes
 */
gsize
cs_rooms_get_prefix (CsRooms *self)
{
  const char *user = cs_address_get_user (self->manager);

  return g_str_has_suffix (user, MANAGER) ? strlen (user) - strlen (MANAGER) : 0;
}

static gboolean
has_speaker (CsRoomSpeech kind)
{
  return kind == CS_ROOM_SAYS_MESSAGE || kind == CS_ROOM_SAYS_INVITED;
}

/* What it takes to be taken for a room when nobody asked for one. Until the person has let it in, and the server has said that it
 * is one, that is but a request. */
static gboolean
is_approach (CsRoomSpeech kind,
             gboolean     own)
{
  return has_speaker (kind) || kind == CS_ROOM_SAYS_CREATED || (kind == CS_ROOM_SAYS_JOINED && own);
}

static void
cs_rooms_finalize (GObject *object)
{
  CsRooms *self = CS_ROOMS (object);

  cs_carrier_set (&self->carrier, NULL, NULL);
  g_ptr_array_unref (self->asks);
  g_hash_table_unref (self->settling);
  g_hash_table_unref (self->people);
  g_clear_pointer (&self->manager, cs_address_unref);
  g_clear_weak_pointer (&self->mailbox);
  g_clear_object (&self->policies);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (cs_rooms_parent_class)->finalize (object);
}

static void
cs_rooms_class_init (CsRoomsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_rooms_finalize;
}

static void
cs_rooms_init (CsRooms *self)
{
  self->asks = cs_rooms_new_asks ();
  self->settling = g_hash_table_new (NULL, NULL);
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->patience = PATIENCE;
}

/**
 * cs_rooms_new:
 * @account: an account
 * @policies: (nullable): where the administrator's rules are
 * @mailbox: its conversations
 *
 * Makes what deals with the rooms of the account's server.
 *
 * Returns: (transfer full): the rooms
 */
CsRooms *
cs_rooms_new (CsAccount     *account,
              CsPolicyStore *policies,
              CsMailbox     *mailbox)
{
  CsRooms *self = g_object_new (CS_TYPE_ROOMS, NULL);

  self->account = g_object_ref (account);
  if (policies) {
    self->policies = g_object_ref (policies);
    g_signal_connect_object (policies, "changed", G_CALLBACK (find_manager), self, G_CONNECT_SWAPPED);
  }
  g_set_weak_pointer (&self->mailbox, mailbox);
  find_manager (self);
  g_signal_connect_object (account, "notify::room-manager", G_CALLBACK (find_manager), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_rooms_set_carrier:
 * @self: the rooms
 * @carrier: (nullable): how messages are carried, while online; %NULL while offline
 * @object: (nullable): what carries them
 *
 * Says whether the server is in reach. What was accepted or refused out of its reach is told to it then.
 */
void
cs_rooms_set_carrier (CsRooms              *self,
                      const CsCarrierFuncs *carrier,
                      GObject              *object)
{
  g_autoptr (GPtrArray) rooms = NULL;

  if (!cs_carrier_set (&self->carrier, carrier, object))
    return;

  if (!carrier) {
    cs_rooms_give_up (self);
    return;
  }

  rooms = cs_mailbox_list_rooms (self->mailbox);
  for (guint i = 0; i < rooms->len; i++)
    cs_rooms_settle (self, rooms->pdata[i]);
}

/**
 * cs_rooms_set_patience:
 * @self: the rooms
 * @patience: how long to wait for what the server says, in seconds
 *
 * Changes when a server is taken to have nothing to say.
 */
void
cs_rooms_set_patience (CsRooms *self,
                       guint    patience)
{
  self->patience = patience;
}

/**
 * cs_rooms_find_usual_manager:
 * @self: the rooms
 *
 * Finds out who makes rooms where the account says nothing else.
 *
 * Returns: (transfer full): the address
 */
CsAddress *
cs_rooms_find_usual_manager (CsRooms *self)
{
  g_autofree char *usual = NULL;

  g_return_val_if_fail (CS_IS_ROOMS (self), NULL);

  usual = g_strdup_printf (DEFAULT_MANAGER "@%s", cs_host_get_ascii (cs_address_get_host (get_own (self))));

  return cs_address_parse (usual, NULL);
}

/**
 * cs_rooms_find_address:
 * @self: the rooms
 * @name: what somebody wants to call a room
 *
 * Makes an address for a room of that name: of its letters and digits, as far as they are, or become, Latin ones.
 *
 * Returns: (transfer full) (nullable): the address; %NULL if the name has nothing to make one of
 */
CsAddress *
cs_rooms_find_address (CsRooms    *self,
                       const char *name)
{
  g_autofree char *latin = NULL;
  g_autoptr (GString) user = NULL;
  gsize prefix;

  g_return_val_if_fail (CS_IS_ROOMS (self), NULL);

  if (!self->manager)
    return NULL;

  latin = g_str_to_ascii (name, NULL);
  prefix = cs_rooms_get_prefix (self);
  user = g_string_new_len (cs_address_get_user (self->manager), prefix);
  for (const char *p = latin; *p && user->len < prefix + CS_ROOMS_NAME_MAX; p++) {
    if (g_ascii_isalnum (*p))
      g_string_append_c (user, g_ascii_tolower (*p));
    else if (user->len > prefix && user->str[user->len - 1] != '-')
      g_string_append_c (user, '-');
  }
  if (user->len > prefix && user->str[user->len - 1] == '-')
    g_string_truncate (user, user->len - 1);
  if (user->len == prefix)
    return NULL;
  g_string_append_printf (user, "@%s", cs_host_get_ascii (cs_address_get_host (self->manager)));

  return cs_address_parse (user->str, NULL);
}

/**
 * cs_rooms_find_name:
 * @self: the rooms
 * @room: the address of a room
 *
 * Finds out what a room is called.
 *
 * Returns: (transfer full): what sets its address apart from that of others
 */
char *
cs_rooms_find_name (CsRooms   *self,
                    CsAddress *room)
{
  const char *user = cs_address_get_user (room);

  g_return_val_if_fail (CS_IS_ROOMS (self), NULL);

  return g_strdup (cs_rooms_may_be_room (self, room) ? user + cs_rooms_get_prefix (self) : user);
}

/**
 * cs_rooms_can_invite:
 * @self: the rooms
 * @who: somebody
 * @error: (nullable): return location for an error
 *
 * Finds out whether somebody can be in a room: people of other domains could not be told from ours, as rooms name the user parts of
 * addresses only. Nor are other rooms invited, nor who makes them.
 *
 * Returns: %TRUE if so, else %FALSE with %CS_ERROR_NOT_ALLOWED
 */
gboolean
cs_rooms_can_invite (CsRooms    *self,
                     CsAddress  *who,
                     GError    **error)
{
  CsHost *domain = cs_address_get_host (get_own (self));

  g_return_val_if_fail (CS_IS_ROOMS (self), FALSE);

  if (cs_host_equal (cs_address_get_host (who), domain) && cs_rooms_tell (self, who) == CS_ROOMS_KIND_PERSON &&
      !(self->manager && cs_address_equal (self->manager, who)))
    return TRUE;

  g_set_error (error, CS_ERROR, CS_ERROR_NOT_ALLOWED,
               /* Translators: the first %s is a SIP address, the second a domain. */
               _("%s cannot be invited: a room can only tell people of %s apart."),
               cs_address_get_display (who), cs_host_get_display (domain));

  return FALSE;
}

/**
 * cs_rooms_can_ask:
 * @self: the rooms
 *
 * Finds out whether there is a person who lets rooms in, or not. Else what rooms say is heard, but none is entered.
 *
 * Returns: %FALSE where whoever writes is let in
 */
gboolean
cs_rooms_can_ask (CsRooms *self)
{
  CsContacts *contacts = self->mailbox ? cs_mailbox_get_contacts (self->mailbox) : NULL;

  return contacts && !cs_contacts_is_open (contacts);
}

/**
 * cs_rooms_command:
 * @self: the rooms of a server that is in reach
 * @to: a room, or who makes rooms
 * @command: what to do
 * @done: called when it was answered, or could not be
 * @user_data: passed to @done
 *
 * Sends a command.
 */
void
cs_rooms_command (CsRooms    *self,
                  CsAddress  *to,
                  const char *command,
                  CsCarried   done,
                  gpointer    user_data)
{
  g_autofree char *call_id = cs_message_id_new ();
  CsOutgoing outgoing = {
    .form = CS_OUTGOING_PLAIN,
    .to = to,
    .call_id = call_id,
    .text = command,
    .time = g_get_real_time (),
  };

  cs_carrier_send (&self->carrier, &outgoing, done, user_data);
}

/**
 * cs_rooms_hear:
 * @self: the rooms
 * @from: who wrote
 * @text: what they wrote
 * @conversation: (nullable): the conversation with them
 * @saying: (out) (transfer full) (nullable): what it says, where a room said it
 *
 * Finds out whether it is a room that speaks, and takes what it answers.
 *
 * Returns: what it is
 */
CsRoomsHeard
cs_rooms_hear (CsRooms         *self,
               CsAddress       *from,
               const char      *text,
               CsConversation  *conversation,
               CsRoomSaying   **saying)
{
  gboolean known = conversation && cs_conversation_is_room (conversation);
  gboolean manager = self->manager && cs_address_equal (self->manager, from);
  g_autoptr (CsRoomSaying) said = NULL;
  g_autoptr (CsRoom) room = NULL;
  gboolean awaited, answer, own;

  *saying = NULL;
  if (!known && !manager && !cs_rooms_may_be_room (self, from))
    return CS_ROOMS_HEARD_NOTHING;

  said = cs_room_saying_parse (text);
  room = cs_room_new (get_own (self));
  own = cs_room_is_own (room, said->who);
  awaited = cs_rooms_is_awaited (self, from);
  answer = cs_rooms_answer (self, from, said, own);
  if (manager)
    return answer || (said->kind != CS_ROOM_SAYS_OTHER && said->kind != CS_ROOM_SAYS_MESSAGE) ? CS_ROOMS_HEARD_ANSWER
                                                                                           : CS_ROOMS_HEARD_NOTHING;

  if (said->names && (known || answer)) {
    if (known && said->kind == CS_ROOM_SAYS_MEMBERS)
      cs_room_set_members (cs_conversation_get_room (conversation), said->names);
    return CS_ROOMS_HEARD_ANSWER;
  }
  /* A room that did not let us in is none of ours. */
  if (!known && awaited && cs_rooms_is_awaited (self, from))
    return CS_ROOMS_HEARD_ANSWER;
  if (!known && !awaited && !is_approach (said->kind, own) && (cs_rooms_can_ask (self) || said->kind == CS_ROOM_SAYS_OTHER))
    return CS_ROOMS_HEARD_NOTHING;
  if (!known && awaited && said->kind != CS_ROOM_SAYS_CREATED && said->kind != CS_ROOM_SAYS_JOINED && said->kind != CS_ROOM_SAYS_INSIDE)
    return CS_ROOMS_HEARD_ANSWER;

  *saying = g_steal_pointer (&said);

  return CS_ROOMS_HEARD_SPEECH;
}

static gboolean
is_request (CsConversation *conversation)
{
  CsContact *contact = cs_conversation_get_contact (conversation);

  return contact && cs_contact_is_request (contact);
}

static CsRoomStanding
find_standing (CsRooms            *self,
               CsConversation     *conversation,
               const CsRoomSaying *saying)
{
  CsRoomStanding standing = cs_conversation_get_room_standing (conversation);
  gboolean own = cs_room_is_own (cs_conversation_get_room (conversation), saying->who);

  switch (saying->kind) {
  case CS_ROOM_SAYS_INVITED:
    return standing == CS_ROOM_STANDING_MEMBER ? standing : CS_ROOM_STANDING_INVITED;
  case CS_ROOM_SAYS_JOINED:
    return own && standing == CS_ROOM_STANDING_GONE ? CS_ROOM_STANDING_INVITED : standing;
  case CS_ROOM_SAYS_CREATED:
    return is_request (conversation) ? standing : CS_ROOM_STANDING_MEMBER;
  case CS_ROOM_SAYS_INSIDE:
    return CS_ROOM_STANDING_MEMBER;
  case CS_ROOM_SAYS_LEFT:
    return own ? CS_ROOM_STANDING_GONE : standing;
  case CS_ROOM_SAYS_REMOVED:
  case CS_ROOM_SAYS_DESTROYED:
  case CS_ROOM_SAYS_MISSING:
    return CS_ROOM_STANDING_GONE;
  case CS_ROOM_SAYS_PRIVATE:
    return standing == CS_ROOM_STANDING_INVITED ? CS_ROOM_STANDING_GONE : standing;
  case CS_ROOM_SAYS_MESSAGE:
  case CS_ROOM_SAYS_EXISTS:
  case CS_ROOM_SAYS_KNOCKED:
  case CS_ROOM_SAYS_OWNED:
  case CS_ROOM_SAYS_FORBIDDEN:
  case CS_ROOM_SAYS_MEMBERS:
  case CS_ROOM_SAYS_ROOMS:
  case CS_ROOM_SAYS_OTHER:
  default:
    return standing;
  }
}

/* Who was invited again is asked again. */
static void
ask_again (CsConversation *conversation)
{
  CsContact *contact = cs_conversation_get_contact (conversation);

  if (contact && cs_contact_get_standing (contact) == CS_STANDING_KNOWN)
    cs_contact_set_standing (contact, CS_STANDING_REQUEST);
}

/**
 * cs_rooms_adopt:
 * @self: the rooms
 * @conversation: a conversation
 * @standing: where we stand with the room
 *
 * Makes a room of whom a conversation is with.
 */
void
cs_rooms_adopt (CsRooms        *self,
                CsConversation *conversation,
                CsRoomStanding  standing)
{
  g_autofree char *name = cs_rooms_find_name (self, cs_conversation_get_peer (conversation));

  cs_conversation_set_room_standing (conversation, standing);
  cs_conversation_set_name (conversation, name);
}

/**
 * cs_rooms_take:
 * @self: the rooms
 * @conversation: the conversation with a room
 * @saying: what the room says
 * @record: the message that says it, to be filled in
 *
 * Follows what a room says, and finds out who of it spoke.
 */
void
cs_rooms_take (CsRooms            *self,
               CsConversation     *conversation,
               const CsRoomSaying *saying,
               CsMessageRecord    *record)
{
  g_autoptr (CsAddress) speaker = NULL;
  CsRoomStanding standing;
  CsRoom *room;

  if (!cs_conversation_is_room (conversation))
    cs_rooms_adopt (self, conversation, CS_ROOM_STANDING_INVITED);

  room = cs_conversation_get_room (conversation);
  standing = find_standing (self, conversation, saying);
  if (standing == CS_ROOM_STANDING_INVITED && cs_conversation_get_room_standing (conversation) == CS_ROOM_STANDING_GONE)
    ask_again (conversation);
  cs_conversation_set_room_standing (conversation, standing);
  if (saying->kind == CS_ROOM_SAYS_JOINED)
    cs_room_add (room, saying->who);
  else if (saying->kind == CS_ROOM_SAYS_LEFT)
    cs_room_remove (room, saying->who);

  if (saying->kind == CS_ROOM_SAYS_MESSAGE)
    speaker = cs_room_resolve (room, saying->who);
  record->sender = g_strdup (speaker ? cs_address_get_uri (speaker) : "");
  if (speaker) {
    g_free (record->text);
    record->text = g_strdup (saying->text);
  }
}

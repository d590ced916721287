/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

#include "cs-contact-private.h"
#include "cs-session-private.h"
#include "cs-words.h"

/* The part of a conversation whose other end is a room. */

/* Anybody of the account may have written in it, and be in it no more. */
static void
renamed_cb (CsConversation *self,
            CsContact      *contact)
{
  if (self->session && g_str_equal (cs_contact_get_account (contact), cs_account_get_id (cs_session_get_account (self->session))))
    g_signal_emit_by_name (self, "member-renamed");
}

static void
follow_names (CsConversation *self)
{
  CsContacts *contacts = cs_mailbox_get_contacts (self->session->mailbox);

  if (contacts)
    g_signal_connect_object (contacts, "renamed", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cs_conversation_prepare_room:
 * @self: a conversation that nobody shows yet
 *
 * Makes a room of a conversation that the store says is one.
 */
void
cs_conversation_prepare_room (CsConversation *self)
{
  if (self->about.room != CS_ROOM_STANDING_NONE && !self->room && self->session) {
    self->room = cs_room_new (cs_account_get_address (cs_session_get_account (self->session)));
    if (self->contact)
      cs_contact_set_room (self->contact);
    follow_names (self);
  }
}

/**
 * cs_conversation_set_room_standing:
 * @self: a conversation
 * @standing: where we stand with the room that it is with
 *
 * Writes down that the other end is a room, and where we stand with it.
 */
void
cs_conversation_set_room_standing (CsConversation *self,
                                   CsRoomStanding  standing)
{
  if (self->about.room == standing)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->about.room = standing;
  cs_store_set_peer_async (self->store, self->id, &self->about, NULL, cs_conversation_changed_cb, NULL);
  cs_conversation_prepare_room (self);
  g_object_notify (G_OBJECT (self), "room");
  g_object_notify (G_OBJECT (self), "takes-receipts");
  g_object_notify (G_OBJECT (self), "takes-typing");
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * cs_conversation_get_room_standing:
 * @self: a conversation
 *
 * Gets where we stand with the room that the conversation is with.
 *
 * Returns: our standing; %CS_ROOM_STANDING_NONE where the other end is a person
 */
CsRoomStanding
cs_conversation_get_room_standing (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), CS_ROOM_STANDING_NONE);

  return self->about.room;
}

/**
 * cs_conversation_is_room:
 * @self: a conversation
 *
 * Gets whether the other end is a room.
 *
 * Returns: %FALSE if it is a person
 */
gboolean
cs_conversation_is_room (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return self->about.room != CS_ROOM_STANDING_NONE;
}

/**
 * cs_conversation_get_room:
 * @self: a conversation
 *
 * Gets who is in the room that the conversation is with.
 *
 * Returns: (transfer none) (nullable): the room; %NULL where the other end is a person
 */
CsRoom *
cs_conversation_get_room (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  return self->room;
}

/**
 * cs_conversation_find_member:
 * @self: a conversation
 * @who: a member of the room that it is with
 *
 * Finds what the person noted of somebody. Until it is settled that a room is one, nobody lends it their name or their looks.
 *
 * Returns: (transfer none) (nullable): the contact; %NULL where there is none
 */
CsContact *
cs_conversation_find_member (CsConversation *self,
                             CsAddress      *who)
{
  CsContacts *contacts;

  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  contacts = self->session ? cs_mailbox_get_contacts (self->session->mailbox) : NULL;
  if (!contacts || self->about.room == CS_ROOM_STANDING_INVITED)
    return NULL;

  return cs_contacts_find (contacts, cs_account_get_id (cs_session_get_account (self->session)), who);
}

/**
 * cs_conversation_find_member_name:
 * @self: a conversation
 * @who: a member of the room that it is with
 *
 * Finds out what to call somebody: as the person calls them.
 *
 * Returns: (transfer full): the person's own name for them, else their address
 */
char *
cs_conversation_find_member_name (CsConversation *self,
                                  CsAddress      *who)
{
  CsContact *contact;

  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  contact = cs_conversation_find_member (self, who);

  return g_strdup (contact && cs_contact_get_name (contact) ? cs_contact_get_name (contact) : cs_address_get_display (who));
}

/**
 * cs_conversation_find_sender:
 * @self: a conversation
 * @message: a message of it
 *
 * Finds out who of a room wrote a message.
 *
 * Returns: (transfer full) (nullable): their address; %NULL where no member of a room wrote it
 */
CsAddress *
cs_conversation_find_sender (CsConversation *self,
                             CsMessage      *message)
{
  const char *sender;

  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);
  g_return_val_if_fail (CS_IS_MESSAGE (message), NULL);

  sender = cs_message_get_sender (message);

  return sender && *sender ? cs_address_parse (sender, NULL) : NULL;
}

/**
 * cs_conversation_find_sender_name:
 * @self: a conversation
 * @message: a message of it
 *
 * Finds out what to call who of a room wrote a message.
 *
 * Returns: (transfer full) (nullable): the person's own name for them, else their address; %NULL where no member of a room wrote it
 */
char *
cs_conversation_find_sender_name (CsConversation *self,
                                  CsMessage      *message)
{
  g_autoptr (CsAddress) address = cs_conversation_find_sender (self, message);

  return address ? cs_conversation_find_member_name (self, address) : NULL;
}

/**
 * cs_conversation_find_author:
 * @self: a conversation
 * @message: a message of it
 *
 * Finds out what to call who wrote a message where others read it. What the person calls people is nobody else's business.
 *
 * Returns: (transfer full) (nullable): the name that they give themselves, which nothing proves, else their address
 */
char *
cs_conversation_find_author (CsConversation *self,
                             CsMessage      *message)
{
  g_autoptr (CsAddress) sender = cs_conversation_find_sender (self, message);
  CsAccount *account = self->session ? cs_session_get_account (self->session) : NULL;
  const char *own = account ? cs_account_get_display_name (account) : NULL;

  if (sender)
    return g_strdup (cs_address_get_display (sender));
  if (!cs_message_is_outgoing (message))
    return g_strdup (cs_conversation_get_peer_name (self) ? cs_conversation_get_peer_name (self) : cs_address_get_display (self->peer));
  if (own && *own)
    return g_strdup (own);

  return account ? g_strdup (cs_address_get_display (cs_account_get_address (account))) : NULL;
}

/**
 * cs_conversation_find_text:
 * @self: a conversation
 * @message: a message of it
 *
 * Finds out what a message says to the person: what was written, or in their own language what a room says of itself.
 *
 * Returns: (transfer full): the text; foreign
 */
char *
cs_conversation_find_text (CsConversation *self,
                           CsMessage      *message)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);
  g_return_val_if_fail (CS_IS_MESSAGE (message), NULL);

  return cs_message_is_notice (message) ? cs_conversation_word_notice (self, cs_message_get_text (message))
                                        : g_strdup (cs_message_get_text (message));
}

/**
 * cs_conversation_word_notice:
 * @self: a conversation
 * @text: what the room that it is with says of itself
 *
 * Words that in the language of the person.
 *
 * Returns: (transfer full): the text; foreign
 */
char *
cs_conversation_word_notice (CsConversation *self,
                             const char     *text)
{
  g_autoptr (CsRoomSaying) saying = NULL;
  g_autoptr (CsAddress) address = NULL;
  g_autofree char *name = NULL;

  if (!self->room)
    return g_strdup (text);

  saying = cs_room_saying_parse (text);
  if (saying->who && !cs_room_is_own (self->room, saying->who)) {
    address = cs_room_resolve (self->room, saying->who);
    name = address ? cs_conversation_find_member_name (self, address) : g_strdup (saying->who);
  }

  return cs_words_for_room_saying (saying, name);
}

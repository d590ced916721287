/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

#include "cs-lookalike.h"
#include "cs-session-private.h"

/* The part of a conversation that is about who the other end is to the person. */

static void
named_cb (CsConversation *self)
{
  g_object_notify (G_OBJECT (self), "name");
}

static void
standing_cb (CsConversation *self)
{
  g_object_notify (G_OBJECT (self), "request");

  if (self->session && self->room)
    cs_rooms_settle (cs_session_get_rooms (self->session), self);
  /* Nothing is heard of them from now on, thus not that they stopped either. */
  if (!cs_conversation_may_tell (self))
    cs_conversation_stop_typing (self);

  /* What was owed to somebody who was just let in. */
  if (self->session && cs_contact_may_learn (self->contact))
    cs_session_tell (self->session);
}

/**
 * cs_conversation_set_contact:
 * @self: a conversation that nobody shows yet
 * @contact: the other end
 *
 * Says who the other end is.
 */
void
cs_conversation_set_contact (CsConversation *self,
                             CsContact      *contact)
{
  g_set_object (&self->contact, contact);
  cs_conversation_prepare_room (self);
  g_signal_connect_object (contact, "notify::name", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (contact, "notify::standing", G_CALLBACK (standing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (contact, "notify::blocked", G_CALLBACK (standing_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cs_conversation_get_contact:
 * @self: a conversation
 *
 * Gets who the other end is to the person.
 *
 * Returns: (transfer none) (nullable): the contact, a stranger's if need be; %NULL in a conversation that belongs to no account
 */
CsContact *
cs_conversation_get_contact (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  return self->contact;
}

/**
 * cs_conversation_is_request:
 * @self: a conversation
 *
 * Gets whether the other end wrote and waits to be let in.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_conversation_is_request (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return self->contact && cs_contact_is_request (self->contact);
}

/**
 * cs_conversation_is_refused:
 * @self: a conversation
 *
 * Gets whether the other end was turned away: the conversation is not to be shown.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_conversation_is_refused (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return self->contact && cs_contact_get_standing (self->contact) == CS_STANDING_REFUSED;
}

/**
 * cs_conversation_may_tell:
 * @self: a conversation
 *
 * Gets whether the other end may learn what we do: that we got or read something, that we write, that we are there.
 *
 * Returns: %FALSE for those who were not let in, and those who are blocked
 */
gboolean
cs_conversation_may_tell (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return !self->contact || cs_contact_may_learn (self->contact);
}

/**
 * cs_conversation_is_federated:
 * @self: a conversation
 *
 * Gets whether the other end is at another domain than the account.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_conversation_is_federated (CsConversation *self)
{
  CsAddress *own;

  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  if (!self->session)
    return FALSE;

  own = cs_account_get_address (cs_session_get_account (self->session));

  return !cs_host_equal (cs_address_get_host (own), cs_address_get_host (self->peer));
}

/* Whom the person took into their list they have looked at. */
static gboolean
is_looked_at (CsConversation *self)
{
  return !cs_conversation_is_federated (self) ||
         (self->contact && cs_contact_get_standing (self->contact) == CS_STANDING_CONTACT);
}

/**
 * cs_conversation_is_mixed:
 * @self: a conversation
 *
 * Gets whether the domain of the other end is written in scripts that nobody mixes.
 *
 * Returns: %TRUE if so; %FALSE for contacts
 */
gboolean
cs_conversation_is_mixed (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return !is_looked_at (self) && cs_lookalike_is_mixed (cs_address_get_host (self->peer));
}

/**
 * cs_conversation_find_lookalike:
 * @self: a conversation
 *
 * Looks for a domain that the person knows and that the domain of the other end may be taken for.
 *
 * Returns: (transfer full) (nullable): the known domain; %NULL if there is none, and for contacts
 */
CsHost *
cs_conversation_find_lookalike (CsConversation *self)
{
  CsContacts *contacts;
  CsAccount *account;
  CsHost *known;

  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  if (is_looked_at (self))
    return NULL;

  contacts = cs_mailbox_get_contacts (self->session->mailbox);
  if (!contacts)
    return NULL;

  account = cs_session_get_account (self->session);
  known = cs_lookalike_find (contacts, cs_account_get_id (account), cs_address_get_host (cs_account_get_address (account)),
                             cs_address_get_host (self->peer));

  return known ? cs_host_ref (known) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"
#include "cs-session.h"

/* The part of a conversation that is about what the peer's program can do, and what it is told. */

/* People change their programs: what one could not do is tried again after a week. */
#define MEMORY (7 * G_TIME_SPAN_DAY)

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cs_store_change_finish (CS_STORE (object), result, &error))
    g_message ("What a peer can do could not be stored: %s", error->message);
}

static void
store_peer (CsConversation *self)
{
  cs_store_set_peer_async (self->store, self->id, &self->about, NULL, stored_cb, NULL);
}

static gboolean
is_forgotten (CsConversation *self)
{
  gint64 age = g_get_real_time () - self->about.lacks_since;

  return age < 0 || age > MEMORY;
}

/**
 * cs_conversation_can:
 * @self: a conversation
 * @ability: what to ask about
 *
 * Asks what the peer's program can take, as far as it is known.
 *
 * Returns: %FALSE if it refused lately
 */
gboolean
cs_conversation_can (CsConversation *self,
                     CsAbility       ability)
{
  /* A room passes texts on to programs that it says nothing about. */
  if (self->about.room != CS_ROOM_STANDING_NONE)
    return FALSE;

  return !(self->about.lacks & ability) || is_forgotten (self);
}

/**
 * cs_conversation_learn:
 * @self: a conversation
 * @ability: what was tried
 * @can: whether the peer's program can take it
 *
 * Remembers what was seen of the peer's program.
 */
void
cs_conversation_learn (CsConversation *self,
                       CsAbility       ability,
                       gboolean        can)
{
  gboolean had_receipts;
  gboolean had_typing;

  if (self->about.room != CS_ROOM_STANDING_NONE)
    return;

  had_receipts = cs_conversation_takes_receipts (self);
  had_typing = cs_conversation_takes_typing (self);
  if (can ? !(self->about.lacks & ability) : !cs_conversation_can (self, ability))
    return;

  /* What was too long ago is not renewed with the rest, which is remembered no longer than the first of it. */
  if (is_forgotten (self))
    self->about.lacks = CS_ABILITY_NONE;
  if (self->about.lacks == CS_ABILITY_NONE)
    self->about.lacks_since = g_get_real_time ();
  if (can)
    self->about.lacks &= ~ability;
  else
    self->about.lacks |= ability;
  store_peer (self);

  if (had_receipts != cs_conversation_takes_receipts (self))
    g_object_notify (G_OBJECT (self), "takes-receipts");
  if (had_typing != cs_conversation_takes_typing (self))
    g_object_notify (G_OBJECT (self), "takes-typing");
}

/**
 * cs_conversation_takes_receipts:
 * @self: a conversation
 *
 * Gets whether the other end can tell what becomes of messages beyond their delivery, as far as it is known.
 *
 * Returns: %FALSE if its program refused to be asked
 */
gboolean
cs_conversation_takes_receipts (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return cs_conversation_can (self, CS_ABILITY_WRAPPING);
}

/**
 * cs_conversation_receipts_changed:
 * @self: a conversation
 *
 * Says that what its account does about receipts has changed.
 */
void
cs_conversation_receipts_changed (CsConversation *self)
{
  if (self->about.receipts == CS_CHOICE_DEFAULT)
    g_object_notify (G_OBJECT (self), "read-receipts");
}

/**
 * cs_conversation_get_read_receipts:
 * @self: a conversation
 *
 * Gets whether the other end is told that its messages were read.
 *
 * Returns: what was chosen for it, else what its account does
 */
gboolean
cs_conversation_get_read_receipts (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  if (self->about.receipts != CS_CHOICE_DEFAULT)
    return self->about.receipts == CS_CHOICE_YES;

  return !self->session || cs_account_get_read_receipts (cs_session_get_account (self->session));
}

/**
 * cs_conversation_set_read_receipts:
 * @self: a conversation
 * @read_receipts: whether to tell the other end
 *
 * Chooses for this conversation alone whether the other end is told that its messages were read.
 */
void
cs_conversation_set_read_receipts (CsConversation *self,
                                   gboolean        read_receipts)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  read_receipts = !!read_receipts;
  if (cs_conversation_get_read_receipts (self) == read_receipts)
    return;

  self->about.receipts = read_receipts ? CS_CHOICE_YES : CS_CHOICE_NO;
  store_peer (self);
  g_object_notify (G_OBJECT (self), "read-receipts");
}

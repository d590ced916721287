/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

#include "cs-rooms-private.h"
#include "cs-session-private.h"

/* The part of a conversation that is about who is writing just now. */

/* What is older says nothing of now: it was kept on the way. */
#define MAX_AGE (2 * G_TIME_SPAN_MINUTE)

/* So late may the next word be that they still write, in seconds. */
#define GRACE 5

static void
link_changed_cb (CsConversation *self)
{
  if (cs_session_get_state (self->session) != CS_CONNECTION_ONLINE)
    cs_conversation_stop_typing (self);
}

static gboolean
silent_cb (gpointer user_data)
{
  CsConversation *self = user_data;

  self->typing_id = 0;
  cs_conversation_stop_typing (self);

  return G_SOURCE_REMOVE;
}

/* Holds until the connection is lost or nothing is heard for too long. */
static void
start_typing (CsConversation *self,
              guint           seconds)
{
  g_clear_handle_id (&self->typing_id, g_source_remove);
  self->typing_id = g_timeout_add_seconds (seconds, silent_cb, self);
  if (self->typing)
    return;

  if (self->session)
    g_signal_connect_object (self->session, "notify::state", G_CALLBACK (link_changed_cb), self, G_CONNECT_SWAPPED);
  self->typing = TRUE;
  g_object_notify (G_OBJECT (self), "typing");
}

/**
 * cs_conversation_stop_typing:
 * @self: a conversation
 *
 * Says that the other end does not write any more.
 */
void
cs_conversation_stop_typing (CsConversation *self)
{
  g_clear_handle_id (&self->typing_id, g_source_remove);
  if (!self->typing)
    return;

  if (self->session)
    g_signal_handlers_disconnect_by_func (self->session, link_changed_cb, self);
  self->typing = FALSE;
  g_object_notify (G_OBJECT (self), "typing");
}

/**
 * cs_conversation_hear:
 * @self: a conversation
 * @composing: what the other end says
 * @time: when it said so, in microseconds since 1970
 *
 * Takes what the other end says about whether it is writing. Who was not let in says nothing.
 */
void
cs_conversation_hear (CsConversation *self,
                      CsComposing    *composing,
                      gint64          time)
{
  gint64 last_active = cs_composing_get_last_active (composing);

  if (!cs_conversation_may_tell (self))
    return;

  cs_conversation_learn (self, CS_ABILITY_TYPING, TRUE);
  if (last_active != 0)
    time = MIN (time, last_active);

  if (!cs_composing_is_active (composing))
    cs_conversation_stop_typing (self);
  else if (g_get_real_time () - time <= MAX_AGE)
    start_typing (self, cs_composing_get_refresh (composing) + GRACE);
}

/**
 * cs_conversation_is_typing:
 * @self: a conversation
 *
 * Gets whether the other end is writing just now.
 *
 * Returns: %TRUE if it said so
 */
gboolean
cs_conversation_is_typing (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return self->typing;
}

/**
 * cs_conversation_takes_typing:
 * @self: a conversation
 *
 * Gets whether the other end can be told that somebody is writing, as far as it is known.
 *
 * Returns: %FALSE if its program refused to be told
 */
gboolean
cs_conversation_takes_typing (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return cs_conversation_can (self, CS_ABILITY_TYPING);
}

/**
 * cs_conversation_hears_typing:
 * @self: a conversation
 *
 * Decides whether the other end is told that somebody is writing: a stranger is not, nor what may be a room.
 *
 * Returns: %TRUE if it ever wrote to us, or we to it since the program was started, it may learn what we do, and its program can
 *   take it
 */
gboolean
cs_conversation_hears_typing (CsConversation *self)
{
  CsRooms *rooms = self->session ? cs_session_get_rooms (self->session) : NULL;

  if (rooms && cs_rooms_tell (rooms, cs_conversation_get_peer (self)) != CS_ROOMS_KIND_PERSON)
    return FALSE;

  return (self->heard || self->wrote) && cs_conversation_may_tell (self) && cs_conversation_takes_typing (self);
}

/**
 * cs_conversation_finish_writing:
 * @self: a conversation
 *
 * Says that what was written is on its way.
 */
void
cs_conversation_finish_writing (CsConversation *self)
{
  self->wrote = TRUE;
  if (self->session && self->session->typing)
    cs_typing_finish (self->session->typing, self);
}

/**
 * cs_conversation_set_writing:
 * @self: a conversation
 * @writing: %TRUE at every key, %FALSE when nothing is left of what was written, or nobody looks at it any more
 *
 * Lets the other end know that somebody is writing, if the account does that. Where a message is sent it ends by itself, and after
 * a while without a key.
 */
void
cs_conversation_set_writing (CsConversation *self,
                             gboolean        writing)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  if (!self->session || !self->session->typing)
    return;

  if (writing)
    cs_typing_write (self->session->typing, self);
  else
    cs_typing_pause (self->session->typing, self);
}

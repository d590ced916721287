/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

/* The part of a conversation that is about its place among others, as its person chose it. */

static void
set_mark (CsConversation *self,
          CsMarks         mark,
          gboolean        on,
          const char     *property)
{
  CsMarks marks = on ? self->marks | mark : self->marks & ~mark;

  if (self->marks == marks)
    return;

  self->marks = marks;
  cs_store_set_marks_async (self->store, self->id, mark, marks, NULL, cs_conversation_changed_cb, NULL);
  g_object_notify (G_OBJECT (self), property);
}

/**
 * cs_conversation_bring_back:
 * @self: a conversation that a message came in for
 *
 * Brings an archived conversation back, unless it is muted. The store has done so by itself.
 */
void
cs_conversation_bring_back (CsConversation *self)
{
  if (!(self->marks & CS_MARK_ARCHIVED) || (self->marks & CS_MARK_MUTED))
    return;

  self->marks &= ~CS_MARK_ARCHIVED;
  g_object_notify (G_OBJECT (self), "archived");
}

/**
 * cs_conversation_is_pinned:
 * @self: a conversation
 *
 * Gets whether it stands before those that are not pinned.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_conversation_is_pinned (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return (self->marks & CS_MARK_PINNED) != 0;
}

/**
 * cs_conversation_set_pinned:
 * @self: a conversation
 * @pinned: whether it stands before those that are not pinned
 *
 * Pins a conversation, or lets it go to its place by age.
 */
void
cs_conversation_set_pinned (CsConversation *self,
                            gboolean        pinned)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  set_mark (self, CS_MARK_PINNED, pinned, "pinned");
}

/**
 * cs_conversation_is_muted:
 * @self: a conversation
 *
 * Gets whether its messages are announced to nobody.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_conversation_is_muted (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return (self->marks & CS_MARK_MUTED) != 0;
}

/**
 * cs_conversation_set_muted:
 * @self: a conversation
 * @muted: whether its messages are announced to nobody
 *
 * Mutes a conversation, or lets it be heard again.
 */
void
cs_conversation_set_muted (CsConversation *self,
                           gboolean        muted)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  set_mark (self, CS_MARK_MUTED, muted, "muted");
}

/**
 * cs_conversation_is_archived:
 * @self: a conversation
 *
 * Gets whether it is out of the way.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_conversation_is_archived (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return (self->marks & CS_MARK_ARCHIVED) != 0;
}

/**
 * cs_conversation_set_archived:
 * @self: a conversation
 * @archived: whether it is out of the way
 *
 * Puts a conversation out of the way, or back. A message that comes in brings it back by itself, unless it is muted.
 */
void
cs_conversation_set_archived (CsConversation *self,
                              gboolean        archived)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  set_mark (self, CS_MARK_ARCHIVED, archived, "archived");
}

/**
 * cs_conversation_is_marked_unread:
 * @self: a conversation
 *
 * Gets whether its person wants to see it as if something in it was unread.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_conversation_is_marked_unread (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), FALSE);

  return (self->marks & CS_MARK_UNREAD) != 0;
}

/**
 * cs_conversation_set_marked_unread:
 * @self: a conversation
 * @marked_unread: whether to show it as if something in it was unread
 *
 * Marks a conversation as unread for oneself; nobody else hears of it. [method@Conversation.mark_read] takes the mark away.
 */
void
cs_conversation_set_marked_unread (CsConversation *self,
                                   gboolean        marked_unread)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  set_mark (self, CS_MARK_UNREAD, marked_unread, "marked-unread");
}

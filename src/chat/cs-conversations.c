/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversations.h"

#include "cs-conversation-private.h"

struct _CsConversations
{
  GObject    parent_instance;

  GPtrArray *sorted;
};

static void cs_conversations_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CsConversations, cs_conversations, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cs_conversations_list_model_init))

static gboolean
stands_before (CsConversation *a,
               CsConversation *b)
{
  if (cs_conversation_is_pinned (a) != cs_conversation_is_pinned (b))
    return cs_conversation_is_pinned (a);

  return cs_conversation_get_rank (a) > cs_conversation_get_rank (b);
}

/* Where a conversation belongs, itself left out: behind the pinned ones, unless it is one, and all that were active later. */
static guint
find_place (CsConversations *self,
            CsConversation  *conversation)
{
  guint place = 0;

  for (guint i = 0; i < self->sorted->len; i++) {
    CsConversation *other = self->sorted->pdata[i];

    if (other == conversation)
      continue;
    if (!stands_before (other, conversation))
      break;
    place++;
  }

  return place;
}

static void
moved_cb (CsConversations *self,
          GParamSpec      *pspec,
          CsConversation  *conversation)
{
  guint from, to, first, span;

  if (!g_ptr_array_find (self->sorted, conversation, &from))
    return;

  to = find_place (self, conversation);
  if (from == to)
    return;

  g_ptr_array_insert (self->sorted, to, g_ptr_array_steal_index (self->sorted, from));
  first = MIN (from, to);
  span = MAX (from, to) - first + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), first, span, span);
}

/* It keeps its place, but who shows only some of the list has to look again. */
static void
archived_cb (CsConversations *self,
             GParamSpec      *pspec,
             CsConversation  *conversation)
{
  guint place;

  if (g_ptr_array_find (self->sorted, conversation, &place))
    g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 1);
}

static GType
cs_conversations_get_item_type (GListModel *model)
{
  return CS_TYPE_CONVERSATION;
}

static guint
cs_conversations_get_n_items (GListModel *model)
{
  return CS_CONVERSATIONS (model)->sorted->len;
}

static gpointer
cs_conversations_get_item (GListModel *model,
                           guint       position)
{
  CsConversations *self = CS_CONVERSATIONS (model);

  return position < self->sorted->len ? g_object_ref (self->sorted->pdata[position]) : NULL;
}

static void
cs_conversations_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = cs_conversations_get_item_type;
  iface->get_n_items = cs_conversations_get_n_items;
  iface->get_item = cs_conversations_get_item;
}

static void
cs_conversations_finalize (GObject *object)
{
  g_ptr_array_unref (CS_CONVERSATIONS (object)->sorted);

  G_OBJECT_CLASS (cs_conversations_parent_class)->finalize (object);
}

static void
cs_conversations_class_init (CsConversationsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_conversations_finalize;
}

static void
cs_conversations_init (CsConversations *self)
{
  self->sorted = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cs_conversations_new:
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): the list
 */
CsConversations *
cs_conversations_new (void)
{
  return g_object_new (CS_TYPE_CONVERSATIONS, NULL);
}

/**
 * cs_conversations_add:
 * @self: the list
 * @conversation: a conversation that isn't in it
 *
 * Adds a conversation at its place, and keeps it there.
 */
void
cs_conversations_add (CsConversations *self,
                      CsConversation  *conversation)
{
  guint place;

  g_return_if_fail (CS_IS_CONVERSATIONS (self));
  g_return_if_fail (CS_IS_CONVERSATION (conversation));

  place = find_place (self, conversation);
  g_ptr_array_insert (self->sorted, place, g_object_ref (conversation));
  g_signal_connect_object (conversation, "notify::last-message", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::pinned", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::request", G_CALLBACK (archived_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::archived", G_CALLBACK (archived_cb), self, G_CONNECT_SWAPPED);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

/**
 * cs_conversations_find:
 * @self: the list
 * @id: the number of a conversation in the store
 *
 * Looks for a conversation.
 *
 * Returns: (transfer none) (nullable): the conversation, if it is in the list
 */
CsConversation *
cs_conversations_find (CsConversations *self,
                       gint64           id)
{
  g_return_val_if_fail (CS_IS_CONVERSATIONS (self), NULL);

  for (guint i = 0; i < self->sorted->len; i++) {
    if (cs_conversation_get_id (self->sorted->pdata[i]) == id)
      return self->sorted->pdata[i];
  }

  return NULL;
}

/**
 * cs_conversations_remove:
 * @self: the list
 * @conversation: a conversation
 *
 * Removes a conversation.
 */
void
cs_conversations_remove (CsConversations *self,
                         CsConversation  *conversation)
{
  guint place;

  g_return_if_fail (CS_IS_CONVERSATIONS (self));

  if (!g_ptr_array_find (self->sorted, conversation, &place))
    return;

  g_signal_handlers_disconnect_by_data (conversation, self);
  g_ptr_array_remove_index (self->sorted, place);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-unread.h"

#include "cs-conversation.h"

struct _CsUnread
{
  GObject     parent_instance;

  GListModel *conversations;
  GPtrArray  *followed;       /* what is in the list, in its order */
  guint       count;
};

enum {
  PROP_0,
  PROP_COUNT,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsUnread, cs_unread, G_TYPE_OBJECT)

static void
count (CsUnread *self)
{
  guint sum = 0;

  for (guint i = 0; i < self->followed->len; i++) {
    CsConversation *conversation = self->followed->pdata[i];

    if (!cs_conversation_is_muted (conversation))
      sum += cs_conversation_get_unread (conversation);
  }

  if (self->count == sum)
    return;

  self->count = sum;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

/* Most changes are moves: what leaves and comes back at once is followed all the while. */
static void
changed_cb (CsUnread   *self,
            guint       position,
            guint       removed,
            guint       added,
            GListModel *conversations)
{
  g_autoptr (GHashTable) left = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  GHashTableIter iter;
  gpointer conversation;

  for (guint i = position; i < position + removed; i++)
    g_hash_table_add (left, g_object_ref (self->followed->pdata[i]));
  if (removed > 0)
    g_ptr_array_remove_range (self->followed, position, removed);

  for (guint i = position; i < position + added; i++) {
    conversation = g_list_model_get_item (conversations, i);
    g_ptr_array_insert (self->followed, (int) i, conversation);
    if (g_hash_table_remove (left, conversation))
      continue;
    g_signal_connect_object (conversation, "notify::unread", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (conversation, "notify::muted", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  }

  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &conversation, NULL))
    g_signal_handlers_disconnect_by_func (conversation, count, self);

  count (self);
}

static void
cs_unread_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CsUnread *self = CS_UNREAD (object);

  switch (prop_id) {
  case PROP_COUNT:
    g_value_set_uint (value, self->count);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_unread_finalize (GObject *object)
{
  CsUnread *self = CS_UNREAD (object);

  g_ptr_array_unref (self->followed);
  g_clear_object (&self->conversations);

  G_OBJECT_CLASS (cs_unread_parent_class)->finalize (object);
}

static void
cs_unread_class_init (CsUnreadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_unread_get_property;
  object_class->finalize = cs_unread_finalize;

  /**
   * CsUnread:count:
   *
   * How many messages nobody has read. Those of muted conversations don't count.
   */
  props[PROP_COUNT] =
    g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_unread_init (CsUnread *self)
{
  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cs_unread_new:
 * @conversations: a list of [class@Conversation]
 *
 * Makes a sum that follows a list.
 *
 * Returns: (transfer full): the sum
 */
CsUnread *
cs_unread_new (GListModel *conversations)
{
  CsUnread *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (conversations), NULL);

  self = g_object_new (CS_TYPE_UNREAD, NULL);
  self->conversations = g_object_ref (conversations);
  g_signal_connect_object (conversations, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self, 0, 0, g_list_model_get_n_items (conversations), conversations);

  return self;
}

/**
 * cs_unread_get_count:
 * @self: a sum
 *
 * Returns: how many messages nobody has read, muted conversations aside
 */
guint
cs_unread_get_count (CsUnread *self)
{
  g_return_val_if_fail (CS_IS_UNREAD (self), 0);

  return self->count;
}

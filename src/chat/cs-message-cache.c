/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-cache.h"

#define FIRST_PRUNE 256

/* The messages are held weakly; the dead are swept out when the table has doubled. */
struct _CsMessageCache
{
  GHashTable *alive;    /* message id -> GWeakRef */
  guint       prune_at;
};

static void
weak_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static gboolean
is_dead (gpointer key,
         gpointer value,
         gpointer user_data)
{
  g_autoptr (CsMessage) message = g_weak_ref_get (value);

  return message == NULL;
}

static void
remember (CsMessageCache *self,
          CsMessage      *message)
{
  gint64 id = cs_message_get_id (message);
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  if (g_hash_table_size (self->alive) >= self->prune_at) {
    g_hash_table_foreach_remove (self->alive, is_dead, NULL);
    self->prune_at = MAX (FIRST_PRUNE, 2 * g_hash_table_size (self->alive));
  }

  g_weak_ref_init (weak, message);
  g_hash_table_replace (self->alive, g_memdup2 (&id, sizeof id), weak);
}

/**
 * cs_message_cache_new:
 *
 * Makes an empty cache.
 *
 * Returns: (transfer full): the cache
 */
CsMessageCache *
cs_message_cache_new (void)
{
  CsMessageCache *self = g_new0 (CsMessageCache, 1);

  self->alive = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) weak_free);
  self->prune_at = FIRST_PRUNE;

  return self;
}

/**
 * cs_message_cache_free:
 * @self: (transfer full): a cache
 *
 * Frees a cache.
 */
void
cs_message_cache_free (CsMessageCache *self)
{
  g_hash_table_unref (self->alive);
  g_free (self);
}

/**
 * cs_message_cache_ensure:
 * @self: a cache
 * @record: a message, from the store
 *
 * Gets the one object that stands for a message, making it if nobody holds it.
 *
 * Returns: (transfer full): the message
 */
CsMessage *
cs_message_cache_ensure (CsMessageCache        *self,
                         const CsMessageRecord *record)
{
  GWeakRef *weak = g_hash_table_lookup (self->alive, &record->id);
  CsMessage *message = weak ? g_weak_ref_get (weak) : NULL;

  if (!message) {
    message = cs_message_new (record);
    remember (self, message);
  }

  return message;
}

/**
 * cs_message_cache_get_size:
 * @self: a cache
 *
 * Gets how many messages are remembered, the dead that were not swept out yet among them.
 *
 * Returns: a number
 */
guint
cs_message_cache_get_size (CsMessageCache *self)
{
  return g_hash_table_size (self->alive);
}

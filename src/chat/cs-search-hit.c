/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-search-hit.h"

struct _CsSearchHit
{
  GObject         parent_instance;

  CsConversation *conversation;
  CsMessage      *message;
  char           *words;
};

G_DEFINE_FINAL_TYPE (CsSearchHit, cs_search_hit, G_TYPE_OBJECT)

static void
cs_search_hit_finalize (GObject *object)
{
  CsSearchHit *self = CS_SEARCH_HIT (object);

  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
  g_free (self->words);

  G_OBJECT_CLASS (cs_search_hit_parent_class)->finalize (object);
}

static void
cs_search_hit_class_init (CsSearchHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_search_hit_finalize;
}

static void
cs_search_hit_init (CsSearchHit *self)
{
}

/**
 * cs_search_hit_new:
 * @conversation: where the message is
 * @message: what was found
 * @words: what was looked for
 *
 * Returns: (transfer full): the hit
 */
CsSearchHit *
cs_search_hit_new (CsConversation *conversation,
                   CsMessage      *message,
                   const char     *words)
{
  CsSearchHit *self = g_object_new (CS_TYPE_SEARCH_HIT, NULL);

  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  self->words = g_strdup (words);

  return self;
}

/**
 * cs_search_hit_get_conversation:
 * @self: a hit
 *
 * Gets where the message is.
 *
 * Returns: (transfer none): the conversation
 */
CsConversation *
cs_search_hit_get_conversation (CsSearchHit *self)
{
  g_return_val_if_fail (CS_IS_SEARCH_HIT (self), NULL);

  return self->conversation;
}

/**
 * cs_search_hit_get_message:
 * @self: a hit
 *
 * Gets what was found.
 *
 * Returns: (transfer none): the message
 */
CsMessage *
cs_search_hit_get_message (CsSearchHit *self)
{
  g_return_val_if_fail (CS_IS_SEARCH_HIT (self), NULL);

  return self->message;
}

/**
 * cs_search_hit_get_words:
 * @self: a hit
 *
 * Gets what was looked for.
 *
 * Returns: the words
 */
const char *
cs_search_hit_get_words (CsSearchHit *self)
{
  g_return_val_if_fail (CS_IS_SEARCH_HIT (self), NULL);

  return self->words;
}

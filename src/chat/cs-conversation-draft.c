/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

#define DRAFT_DELAY_MS 800

static gboolean
draft_cb (gpointer user_data)
{
  CsConversation *self = user_data;

  self->draft_id = 0;
  cs_store_set_draft_async (self->store, self->id, self->draft, NULL, cs_conversation_changed_cb, NULL);

  return G_SOURCE_REMOVE;
}

/**
 * cs_conversation_get_draft:
 * @self: a conversation
 *
 * Gets what was written and not sent.
 *
 * Returns: (nullable): the draft
 */
const char *
cs_conversation_get_draft (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  return self->draft;
}

/**
 * cs_conversation_set_draft:
 * @self: a conversation
 * @draft: (nullable): what was written so far; empty is the same as %NULL
 *
 * Keeps a draft. It may be set at every key: it is stored a moment later.
 */
void
cs_conversation_set_draft (CsConversation *self,
                           const char     *draft)
{
  g_return_if_fail (CS_IS_CONVERSATION (self));

  if (draft && !*draft)
    draft = NULL;
  if (cs_conversation_is_removed (self)) {
    g_free (self->removed_draft);
    self->removed_draft = g_strdup (draft);
    return;
  }
  if (g_strcmp0 (self->draft, draft) == 0)
    return;

  g_free (self->draft);
  self->draft = g_strdup (draft);
  if (self->draft_id == 0)
    self->draft_id = g_timeout_add (DRAFT_DELAY_MS, draft_cb, self);
  g_object_notify (G_OBJECT (self), "draft");
}

/**
 * cs_conversation_flush:
 * @self: a conversation
 *
 * Hands a draft that waits to the store now.
 */
void
cs_conversation_flush (CsConversation *self)
{
  if (self->draft_id == 0)
    return;

  g_clear_handle_id (&self->draft_id, g_source_remove);
  draft_cb (self);
}

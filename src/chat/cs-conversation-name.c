/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

#include "base/cs-text.h"

#define NAME_MAX_CHARS 80

/**
 * cs_conversation_get_name:
 * @self: a conversation
 *
 * Gets the name to show: the person's own name for the other end, or the name that it gives itself. Nothing proves that one: the
 * address is to stand beside it.
 *
 * Returns: the name, or the address as it is displayed
 */
const char *
cs_conversation_get_name (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  if (self->contact && cs_contact_get_name (self->contact))
    return cs_contact_get_name (self->contact);
  if (self->name && *self->name)
    return self->name;

  return cs_address_get_display (self->peer);
}

/**
 * cs_conversation_get_peer_name:
 * @self: a conversation
 *
 * Gets the name that the other end gives itself.
 *
 * Returns: (nullable): the name, which nothing proves
 */
const char *
cs_conversation_get_peer_name (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  return self->name && *self->name ? self->name : NULL;
}

/**
 * cs_conversation_set_name:
 * @self: a conversation
 * @name: (nullable): the name that the other end gave itself in a message
 *
 * Takes the name up, shortened and with its control characters made visible. Without one, or for one that looks like an address, the
 * old name stays.
 */
void
cs_conversation_set_name (CsConversation *self,
                          const char     *name)
{
  g_autofree char *shortened = NULL;
  g_autofree char *visible = NULL;

  if (!name || !g_utf8_validate (name, -1, NULL))
    return;

  shortened = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), NAME_MAX_CHARS));
  visible = cs_text_make_visible (g_strstrip (shortened));
  if (!*visible || cs_text_is_like_address (visible) || g_strcmp0 (self->name, visible) == 0)
    return;

  g_free (self->name);
  self->name = g_steal_pointer (&visible);
  cs_store_set_name_async (self->store, self->id, self->name, NULL, cs_conversation_changed_cb, NULL);
  g_object_notify (G_OBJECT (self), "name");
}

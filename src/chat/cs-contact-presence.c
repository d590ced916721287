/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-private.h"

/* The part of a contact that is about whether they are there. */

/**
 * cs_contact_get_presence:
 * @self: a contact
 *
 * Gets how they are, as far as the server tells.
 *
 * Returns: (transfer none) (nullable): their presence, %CS_PRESENCE_UNKNOWN where they tell nothing; %NULL where nothing was heard
 */
CsPresence *
cs_contact_get_presence (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), NULL);

  return self->presence;
}

/**
 * cs_contact_set_presence:
 * @self: a contact
 * @presence: (nullable): how they are
 *
 * Takes what is known of them now. Nothing of it is stored.
 */
void
cs_contact_set_presence (CsContact  *self,
                         CsPresence *presence)
{
  g_return_if_fail (CS_IS_CONTACT (self));

  if (cs_presence_equal (self->presence, presence))
    return;

  g_clear_pointer (&self->presence, cs_presence_unref);
  self->presence = presence ? cs_presence_ref (presence) : NULL;
  g_object_notify (G_OBJECT (self), "presence");
}

/**
 * cs_contact_get_watch_answer:
 * @self: a contact
 *
 * Gets how it stands with the wish to see how they are.
 *
 * Returns: what they, or their server, answered
 */
CsWatchAnswer
cs_contact_get_watch_answer (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), CS_WATCH_ANSWER_NONE);

  return self->watch_answer;
}

/**
 * cs_contact_set_watch_answer:
 * @self: a contact
 * @answer: what they, or their server, answered
 *
 * Takes how it stands with the wish to see how they are. Nothing of it is stored.
 */
void
cs_contact_set_watch_answer (CsContact     *self,
                             CsWatchAnswer  answer)
{
  g_return_if_fail (CS_IS_CONTACT (self));

  if (self->watch_answer == answer)
    return;

  self->watch_answer = answer;
  g_object_notify (G_OBJECT (self), "watch-answer");
}

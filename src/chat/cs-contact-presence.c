/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-private.h"

/* The part of a contact that is about whether they are there. */

/**
 * cs_contact_get_presence:
 * @self: a contact
 *
 * Gets how they are, as far as the server tells.
 *
 * Returns: (transfer none) (nullable): their presence; %NULL where nothing is known
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

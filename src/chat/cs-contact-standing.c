/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-private.h"

/* The part of a contact that is about what they may do. */

/**
 * cs_contact_get_standing:
 * @self: a contact
 *
 * Gets where they stand.
 *
 * Returns: their standing
 */
CsStanding
cs_contact_get_standing (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), CS_STANDING_STRANGER);

  return self->record->standing;
}

/**
 * cs_contact_set_standing:
 * @self: a contact
 * @standing: where they stand from now on
 *
 * Sets where they stand.
 */
void
cs_contact_set_standing (CsContact  *self,
                         CsStanding  standing)
{
  CsContactRecord values;

  g_return_if_fail (CS_IS_CONTACT (self));

  values = *self->record;
  values.standing = standing;
  cs_contact_update (self, &values);
}

/**
 * cs_contact_is_listed:
 * @self: a contact
 *
 * Gets whether they belong into the list of contacts, where those who are blocked can be found, too.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_contact_is_listed (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), FALSE);

  return self->record->standing == CS_STANDING_CONTACT || self->record->blocked;
}

/**
 * cs_contact_is_request:
 * @self: a contact
 *
 * Gets whether they wrote and wait to be let in.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_contact_is_request (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), FALSE);

  return self->record->standing == CS_STANDING_REQUEST && !self->record->blocked;
}

/**
 * cs_contact_may_learn:
 * @self: a contact
 *
 * Gets whether they may learn anything of us that they don't know: that we got or read what they wrote, that we write, that
 * we are there.
 *
 * Returns: %FALSE for those who were not let in, and those who are blocked
 */
gboolean
cs_contact_may_learn (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), FALSE);

  return !self->record->blocked &&
         (self->record->standing == CS_STANDING_KNOWN || self->record->standing == CS_STANDING_CONTACT);
}

/**
 * cs_contact_is_blocked:
 * @self: a contact
 *
 * Gets whether nothing that they send is taken.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_contact_is_blocked (CsContact *self)
{
  g_return_val_if_fail (CS_IS_CONTACT (self), FALSE);

  return self->record->blocked;
}

/**
 * cs_contact_set_blocked:
 * @self: a contact
 * @blocked: whether to take nothing that they send
 *
 * Blocks somebody, or takes that back.
 */
void
cs_contact_set_blocked (CsContact *self,
                        gboolean   blocked)
{
  CsContactRecord values;

  g_return_if_fail (CS_IS_CONTACT (self));

  values = *self->record;
  values.blocked = blocked;
  cs_contact_update (self, &values);
}

/**
 * cs_contact_add:
 * @self: a contact
 * @name: (nullable): what the person calls them
 *
 * Takes somebody into the list of contacts. That lets them in.
 */
void
cs_contact_add (CsContact  *self,
                const char *name)
{
  CsContactRecord values;

  g_return_if_fail (CS_IS_CONTACT (self));

  values = *self->record;
  values.standing = CS_STANDING_CONTACT;
  values.name = (char *) name;
  cs_contact_update (self, &values);
}

/**
 * cs_contact_remove:
 * @self: a contact
 *
 * Takes somebody out of the list of contacts, with all that the person noted of them. They may still write, unless they are
 * blocked.
 */
void
cs_contact_remove (CsContact *self)
{
  CsContactRecord values = { .standing = CS_STANDING_KNOWN };

  g_return_if_fail (CS_IS_CONTACT (self));

  values.blocked = self->record->blocked;
  cs_contact_update (self, &values);
}

/**
 * cs_contact_accept:
 * @self: a contact
 *
 * Lets somebody in who is not yet. This does not take back a block.
 */
void
cs_contact_accept (CsContact *self)
{
  g_return_if_fail (CS_IS_CONTACT (self));

  if (self->record->standing != CS_STANDING_CONTACT)
    cs_contact_set_standing (self, CS_STANDING_KNOWN);
}

/**
 * cs_contact_refuse:
 * @self: a contact
 *
 * Turns somebody away. What they wrote is shown no more; should they write again, that is a new request.
 */
void
cs_contact_refuse (CsContact *self)
{
  g_return_if_fail (CS_IS_CONTACT (self));

  cs_contact_set_standing (self, CS_STANDING_REFUSED);
}

/**
 * cs_contact_set_room:
 * @self: a contact
 *
 * Says that this is a room: there is no presence to watch.
 */
void
cs_contact_set_room (CsContact *self)
{
  if (self->room)
    return;

  self->room = TRUE;
  g_clear_pointer (&self->presence, cs_presence_unref);
  g_object_notify (G_OBJECT (self), "presence");
}

/**
 * cs_contact_is_room:
 * @self: a contact
 *
 * Gets whether this is a room, as far as it was seen.
 *
 * Returns: %FALSE for people
 */
gboolean
cs_contact_is_room (CsContact *self)
{
  return self->room;
}

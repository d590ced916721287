/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-account-private.h"

/* What the person wrote of an account. */

/**
 * cs_account_get_auth_name:
 * @self: an account
 *
 * Gets the user name of the digest.
 *
 * Returns: (nullable): the name; %NULL stands for the user part of the address
 */
const char *
cs_account_get_auth_name (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->auth_name;
}

/**
 * cs_account_get_display_name:
 * @self: an account
 *
 * Gets the name that others see.
 *
 * Returns: (nullable): the name
 */
const char *
cs_account_get_display_name (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->display_name;
}

/**
 * cs_account_get_presence_note:
 * @self: an account
 *
 * Gets what others see beside the person's presence.
 *
 * Returns: (nullable): the note
 */
const char *
cs_account_get_presence_note (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->presence_note;
}

/**
 * cs_account_get_room_manager:
 * @self: an account
 *
 * Gets the address of who makes rooms.
 *
 * Returns: (nullable): the address as it was typed; %NULL for the one that servers have as a rule
 */
const char *
cs_account_get_room_manager (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), NULL);

  return self->room_manager;
}

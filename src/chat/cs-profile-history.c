/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile-private.h"

/* The part of a profile that is about how long messages are kept. */

/**
 * cs_profile_start_tidying:
 * @self: a profile
 *
 * Begins to remove what is not kept, now and every day: to be called when nobody waits for anything else.
 */
void
cs_profile_start_tidying (CsProfile *self)
{
  g_return_if_fail (CS_IS_PROFILE (self));

  cs_history_start (self->history);
}

/**
 * cs_profile_apply_keeping:
 * @self: a profile
 *
 * Removes what is too old now, after somebody chose to keep less.
 */
void
cs_profile_apply_keeping (CsProfile *self)
{
  g_return_if_fail (CS_IS_PROFILE (self));

  cs_history_apply (self->history);
}

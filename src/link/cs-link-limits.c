/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-link-limits.h"

/* From here on nobody notices when a timer is up to a second late. */
#define COARSE_MS 5000

/**
 * cs_link_limits_add_timer:
 * @milliseconds: the time to wait, in milliseconds
 * @callback: called when the time is over
 * @user_data: data for @callback
 *
 * Adds a timer to the default main context. Long ones are rounded up to whole seconds that the timers of all programs
 * share, so that the processor wakes up once for many of them.
 *
 * Returns: the id of the source
 */
guint
cs_link_limits_add_timer (guint       milliseconds,
                          GSourceFunc callback,
                          gpointer    user_data)
{
  if (milliseconds < COARSE_MS)
    return g_timeout_add (milliseconds, callback, user_data);

  return g_timeout_add_seconds (milliseconds / 1000 + (milliseconds % 1000 ? 1 : 0), callback, user_data);
}

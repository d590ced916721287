/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-link-private.h"

/* The part of a link that says where it stands. */

/**
 * cs_link_get_state:
 * @self: a link
 *
 * Returns: where the connection stands
 */
CsConnectionState
cs_link_get_state (CsLink *self)
{
  return cs_link_get_status (self)->state;
}

/**
 * cs_link_get_verdict:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): what the last attempt found of the server
 */
CsVerdict *
cs_link_get_verdict (CsLink *self)
{
  return cs_link_get_status (self)->verdict;
}

/**
 * cs_link_get_facts:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): what is known of the connection that stands, or that was refused
 */
CsConnectionFacts *
cs_link_get_facts (CsLink *self)
{
  return cs_link_get_status (self)->facts;
}

/**
 * cs_link_get_error:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): why there is no connection
 */
const GError *
cs_link_get_error (CsLink *self)
{
  return cs_link_get_status (self)->error;
}

/**
 * cs_link_get_retry_at:
 * @self: a link
 *
 * Returns: when the next attempt is planned, in UTC microseconds, or 0
 */
gint64
cs_link_get_retry_at (CsLink *self)
{
  return cs_link_get_status (self)->retry_at;
}

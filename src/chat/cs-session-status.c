/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

/* The part of a session that says how its connection stands. The link knows, while there is one. */

/**
 * cs_session_get_state:
 * @self: a session
 *
 * Gets where the connection stands.
 *
 * Returns: the state
 */
CsConnectionState
cs_session_get_state (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), CS_CONNECTION_OFFLINE);

  return self->link ? cs_link_get_state (self->link) : CS_CONNECTION_OFFLINE;
}

/**
 * cs_session_get_verdict:
 * @self: a session
 *
 * Gets the judgement of the server at the last attempt.
 *
 * Returns: (transfer none) (nullable): the verdict
 */
CsVerdict *
cs_session_get_verdict (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->link ? cs_link_get_verdict (self->link) : NULL;
}

/**
 * cs_session_get_facts:
 * @self: a session
 *
 * Gets what is known of the connection.
 *
 * Returns: (transfer none) (nullable): the facts
 */
CsConnectionFacts *
cs_session_get_facts (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->link ? cs_link_get_facts (self->link) : NULL;
}

/**
 * cs_session_get_error:
 * @self: a session
 *
 * Gets why there is no connection.
 *
 * Returns: (transfer none) (nullable): the error; [func@words_for_error] words it
 */
const GError *
cs_session_get_error (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->link ? cs_link_get_error (self->link) : self->refusal;
}

/**
 * cs_session_get_retry_at:
 * @self: a session
 *
 * Gets when the next attempt is made.
 *
 * Returns: UTC microseconds, 0 when none is planned
 */
gint64
cs_session_get_retry_at (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), 0);

  return self->link ? cs_link_get_retry_at (self->link) : 0;
}

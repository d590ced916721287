/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

/**
 * cs_session_get_own_certificate:
 * @self: a session
 *
 * Gets the certificate of the account: what is loaded of it, and what is lacking.
 *
 * Returns: (transfer none): the certificate, which the account may not have at all
 */
CsOwnCertificate *
cs_session_get_own_certificate (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->own;
}

/**
 * cs_session_take_client:
 * @self: a session
 * @client: (nullable): who we are to a server that asks for a certificate, where that is loaded already
 * @secret: (nullable): what unlocked it
 *
 * Sets the certificate that is shown to an accepted server from the next start on: what the account's source gave, or what has none.
 */
void
cs_session_take_client (CsSession        *self,
                        CsClientIdentity *client,
                        CsSecret         *secret)
{
  g_return_if_fail (CS_IS_SESSION (self));

  cs_own_certificate_take (self->own, client, secret);
}

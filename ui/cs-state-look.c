/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-state-look.h"

#include <glib/gi18n-lib.h>

static const CsStateLook looks[] = {
  { CS_MESSAGE_QUEUED, "cs-queued-symbolic", N_("Waiting to be sent") },
  { CS_MESSAGE_SENDING, "cs-sending-symbolic", N_("Being sent") },
  { CS_MESSAGE_KEPT, "cs-kept-symbolic", N_("Kept by the server until they are online") },
  { CS_MESSAGE_DELIVERED, "cs-delivered-symbolic", N_("Delivered") },
  { CS_MESSAGE_READ, "cs-read-symbolic", N_("Read") },
  { CS_MESSAGE_FAILED, "cs-failed-symbolic", N_("Not sent") },
};

/**
 * cs_state_look_find:
 * @state: the state of a message
 *
 * Finds how a state is shown, the same in every place.
 *
 * Returns: (transfer none) (nullable): the look; %NULL for a message that came in
 */
const CsStateLook *
cs_state_look_find (CsMessageState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    if (looks[i].state == state)
      return &looks[i];
  }

  return NULL;
}

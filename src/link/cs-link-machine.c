/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-link-machine.h"

typedef struct {
  CsConnectionState state;
  CsLinkEvent       event;
  CsConnectionState next;
  CsLinkAction      action;
} Transition;

#define ON(state, event, next, action) \
  { CS_CONNECTION_##state, CS_LINK_EVENT_##event, CS_CONNECTION_##next, CS_LINK_##action }

/* What is not listed is ignored. STOP is the same everywhere. */
static const Transition transitions[] = {
  ON (OFFLINE,    START,     LOOKING_UP, BEGIN),

  ON (LOOKING_UP, FOUND,     CONNECTING, MOVE),
  ON (LOOKING_UP, FAILED,    WAITING,    WAIT),

  ON (CONNECTING, CONNECTED, CHECKING,   MOVE),
  ON (CONNECTING, FAILED,    WAITING,    WAIT),

  /* A server that breaks off the handshake sends us to the next one that was found. */
  ON (CHECKING,   FOUND,     CONNECTING, MOVE),
  ON (CHECKING,   ACCEPTED,  SIGNING_IN, OPEN),
  ON (CHECKING,   REFUSED,   REFUSED,    REFUSE),
  ON (CHECKING,   FAILED,    WAITING,    WAIT),
  /* Whoever vouches in this handshake may just have been removed. */
  ON (CHECKING,   ANCHORS,   LOOKING_UP, BEGIN),

  ON (SIGNING_IN, CONFIRMED, ONLINE,     SETTLE),
  ON (SIGNING_IN, FAILED,    WAITING,    WAIT),
  ON (SIGNING_IN, ANCHORS,   SIGNING_IN, REJUDGE),
  ON (SIGNING_IN, REFUSED,   REFUSED,    REFUSE),

  ON (ONLINE,     FAILED,    WAITING,    WAIT),
  ON (ONLINE,     ANCHORS,   ONLINE,     REJUDGE),
  ON (ONLINE,     REFUSED,   REFUSED,    REFUSE),

  /* The network is not listed for a refused server: it would be asked again with every change of the network. */
  ON (REFUSED,    START,     LOOKING_UP, BEGIN),
  ON (REFUSED,    RETRY,     LOOKING_UP, BEGIN),
  ON (REFUSED,    ANCHORS,   LOOKING_UP, BEGIN),
  ON (REFUSED,    TIMER,     LOOKING_UP, BEGIN),

  ON (WAITING,    START,     LOOKING_UP, BEGIN),
  ON (WAITING,    RETRY,     LOOKING_UP, BEGIN),
  ON (WAITING,    TIMER,     LOOKING_UP, BEGIN),
  ON (WAITING,    NETWORK,   WAITING,    HURRY),
};

/**
 * cs_link_machine_next:
 * @state: where a link stands
 * @event: what happens to it
 * @next: (out): where it stands then
 *
 * Decides what a link does. Nothing is done here.
 *
 * Returns: what is to be done
 */
CsLinkAction
cs_link_machine_next (CsConnectionState  state,
                      CsLinkEvent        event,
                      CsConnectionState *next)
{
  *next = state;

  if (event == CS_LINK_EVENT_STOP) {
    *next = CS_CONNECTION_OFFLINE;
    return CS_LINK_END;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (transitions); i++) {
    if (transitions[i].state == state && transitions[i].event == event) {
      *next = transitions[i].next;
      return transitions[i].action;
    }
  }

  return CS_LINK_IGNORE;
}

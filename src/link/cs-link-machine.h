/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-connection-state.h"

G_BEGIN_DECLS

/* What happens to a link. */
typedef enum {
  CS_LINK_EVENT_START,     /* told to start */
  CS_LINK_EVENT_STOP,      /* told to stop */
  CS_LINK_EVENT_RETRY,     /* told to try again now */
  CS_LINK_EVENT_FOUND,     /* it is known where the server may be */
  CS_LINK_EVENT_CONNECTED, /* a connection stands */
  CS_LINK_EVENT_ACCEPTED,  /* the server is proved, the handshake done */
  CS_LINK_EVENT_REFUSED,   /* the server is not whom it should be */
  CS_LINK_EVENT_CONFIRMED, /* signed in */
  CS_LINK_EVENT_FAILED,    /* no connection, or no longer one */
  CS_LINK_EVENT_TIMER,     /* the time to wait is over */
  CS_LINK_EVENT_NETWORK,   /* the network is another one, or back */
  CS_LINK_EVENT_ANCHORS,   /* other authorities are trusted now */
} CsLinkEvent;

#define CS_LINK_N_EVENTS (CS_LINK_EVENT_ANCHORS + 1)

/* What a link does about it. */
typedef enum {
  CS_LINK_IGNORE,
  CS_LINK_MOVE,    /* nothing but change the state */
  CS_LINK_BEGIN,   /* begin an attempt from scratch */
  CS_LINK_OPEN,    /* let bytes flow */
  CS_LINK_SETTLE,  /* forget earlier failures */
  CS_LINK_WAIT,    /* drop the connection, plan the next attempt */
  CS_LINK_REFUSE,  /* drop the connection, plan an attempt for much later */
  CS_LINK_HURRY,   /* move the planned attempt forward */
  CS_LINK_REJUDGE, /* judge the server's certificate again */
  CS_LINK_END,     /* drop everything */
} CsLinkAction;

CsLinkAction cs_link_machine_next (CsConnectionState  state,
                                   CsLinkEvent        event,
                                   CsConnectionState *next);

G_END_DECLS

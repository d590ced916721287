/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a link waits for others, in milliseconds. */
typedef struct {
  guint connecting; /* looking the servers up and connecting to one of them, all in all */
  guint handshake;  /* the TLS handshakes with them, all in all */
  guint answer;     /* from an open connection to the first bytes that are received */
  guint second;     /* how long a second of waiting for the next attempt lasts */
  guint revocation; /* asking whether certificates were revoked, all in all */
} CsLinkLimits;

#define CS_LINK_LIMITS_DEFAULT \
  { .connecting = 20000, .handshake = 15000, .answer = 20000, .second = 1000, .revocation = 10000 }

guint cs_link_limits_add_timer (guint       milliseconds,
                                GSourceFunc callback,
                                gpointer    user_data);

G_END_DECLS

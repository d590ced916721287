/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a peer's program may be unable to take. The numbers are written to the message store: they never change their meaning. */
typedef enum {
  CS_ABILITY_NONE     = 0,
  CS_ABILITY_WRAPPING = 1 << 0,    /* messages as message/cpim, and with them receipts */
  CS_ABILITY_TYPING   = 1 << 1,    /* that somebody is writing */
  CS_ABILITY_RECEIPTS = 1 << 2,    /* that their own messages are here, or read */
} CsAbility;

G_END_DECLS

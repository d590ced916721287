/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* Warns of an address that may be taken for another one. */
#define CS_TYPE_PEER_BAR (cs_peer_bar_get_type ())
G_DECLARE_FINAL_TYPE (CsPeerBar, cs_peer_bar, CS, PEER_BAR, AdwBin)

void cs_peer_bar_set_conversation (CsPeerBar      *self,
                                   CsConversation *conversation);

G_END_DECLS

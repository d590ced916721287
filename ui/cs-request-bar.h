/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* Stands where one writes, while nobody can: the other end is a stranger who waits to be let in, or is blocked, or a
 * room that we are not in. */
#define CS_TYPE_REQUEST_BAR (cs_request_bar_get_type ())
G_DECLARE_FINAL_TYPE (CsRequestBar, cs_request_bar, CS, REQUEST_BAR, AdwBin)

void cs_request_bar_set_conversation (CsRequestBar   *self,
                                      CsConversation *conversation);
void cs_request_bar_focus            (CsRequestBar   *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* A line that says when the other end of a conversation is writing. */
#define CS_TYPE_TYPING_BAR (cs_typing_bar_get_type ())
G_DECLARE_FINAL_TYPE (CsTypingBar, cs_typing_bar, CS, TYPING_BAR, AdwBin)

void cs_typing_bar_set_conversation (CsTypingBar    *self,
                                     CsConversation *conversation);

G_END_DECLS

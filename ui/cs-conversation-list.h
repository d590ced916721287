/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* The pane of conversations, with the accounts below them.
 * Signals: "chosen" (CsConversation) when one is to be shown, "found" (CsSearchHit) when a message is. */
#define CS_TYPE_CONVERSATION_LIST (cs_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (CsConversationList, cs_conversation_list, CS, CONVERSATION_LIST, AdwBin)

void cs_conversation_list_set_profile (CsConversationList *self,
                                       CsProfile          *profile);
void cs_conversation_list_select      (CsConversationList *self,
                                       CsConversation     *conversation);
void cs_conversation_list_search      (CsConversationList *self);
void cs_conversation_list_end_search  (CsConversationList *self);

G_END_DECLS

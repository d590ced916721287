/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* Who a chat is with: their presence, name and address. */
#define CS_TYPE_CHAT_TITLE (cs_chat_title_get_type ())
G_DECLARE_FINAL_TYPE (CsChatTitle, cs_chat_title, CS, CHAT_TITLE, AdwBin)

void cs_chat_title_set_conversation     (CsChatTitle    *self,
                                         CsConversation *conversation);
void cs_chat_title_set_several_accounts (CsChatTitle    *self,
                                         gboolean        several_accounts);

G_END_DECLS

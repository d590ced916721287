/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* A chat: who it is with, the shield, the messages, and where one writes. */
#define CS_TYPE_CHAT_PAGE (cs_chat_page_get_type ())
G_DECLARE_FINAL_TYPE (CsChatPage, cs_chat_page, CS, CHAT_PAGE, AdwBin)

CsConversation *cs_chat_page_get_conversation (CsChatPage     *self);
void            cs_chat_page_set_conversation (CsChatPage     *self,
                                               CsConversation *conversation);
void            cs_chat_page_show_message     (CsChatPage     *self,
                                               CsConversation *conversation,
                                               CsMessage      *message,
                                               const char     *words);
void            cs_chat_page_focus            (CsChatPage     *self);
void            cs_chat_page_keep_draft       (CsChatPage     *self);
void            cs_chat_page_set_several_accounts (CsChatPage *self,
                                                   gboolean    several_accounts);
gboolean        cs_chat_page_is_looked_at   (CsChatPage     *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-conversation.h"

#include "cs-scroll-area.h"

G_BEGIN_DECLS

/* The messages of a conversation, newest at the bottom. Only the rows near the visible part exist.
 * Properties: at-end (gboolean, read-only): the newest message is in sight, and new ones scroll into it. */
#define CS_TYPE_CHAT_VIEW (cs_chat_view_get_type ())
G_DECLARE_FINAL_TYPE (CsChatView, cs_chat_view, CS, CHAT_VIEW, CsScrollArea)

CsConversation *cs_chat_view_get_conversation (CsChatView     *self);
void            cs_chat_view_set_conversation (CsChatView     *self,
                                               CsConversation *conversation);
void            cs_chat_view_show_message     (CsChatView     *self,
                                               CsConversation *conversation,
                                               gint64          message,
                                               const char     *words);
void            cs_chat_view_mark_unread      (CsChatView     *self);
gboolean        cs_chat_view_is_at_end        (CsChatView     *self);
void            cs_chat_view_scroll_to_end    (CsChatView     *self);

G_END_DECLS

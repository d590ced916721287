/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-conversation.h"

G_BEGIN_DECLS

/* The conversations of all accounts: a GListModel, the pinned ones first, then those with the newest message. */
#define CS_TYPE_CONVERSATIONS (cs_conversations_get_type ())
G_DECLARE_FINAL_TYPE (CsConversations, cs_conversations, CS, CONVERSATIONS, GObject)

CsConversations *cs_conversations_new    (void);
void             cs_conversations_add    (CsConversations *self,
                                          CsConversation  *conversation);
CsConversation  *cs_conversations_find   (CsConversations *self,
                                          gint64           id);
void             cs_conversations_remove (CsConversations *self,
                                          CsConversation  *conversation);

G_END_DECLS

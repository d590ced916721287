/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* What can be done with a whole conversation: actions "conversation.pinned", ".muted", ".archived", ".mark-read", ".mark-unread",
 * ".export" and ".delete", and the menu that offers them. */
void        cs_conversation_menu_add_actions (GActionMap     *actions,
                                              GtkWidget      *widget,
                                              CsConversation *conversation);
GMenuModel *cs_conversation_menu_new         (void);
void        cs_conversation_menu_install     (GtkWidget      *row,
                                              CsConversation *conversation);

G_END_DECLS

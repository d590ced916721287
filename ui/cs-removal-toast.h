/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* Removes a conversation, and offers to have it back. */
void cs_removal_toast_remove         (GtkWidget      *widget,
                                      CsConversation *conversation);
void cs_removal_toast_remove_message (GtkWidget      *widget,
                                      CsConversation *conversation,
                                      CsMessage      *message);

G_END_DECLS

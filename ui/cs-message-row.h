/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

#include "cs-message-text.h"

G_BEGIN_DECLS

/* One message of a chat: a bubble with its text, time and state and, above it where one belongs, the line of a new day and
 * the line above unread messages. A row is shown, cleared and shown again for another message. */
#define CS_TYPE_MESSAGE_ROW (cs_message_row_get_type ())
G_DECLARE_FINAL_TYPE (CsMessageRow, cs_message_row, CS, MESSAGE_ROW, GtkWidget)

GtkWidget      *cs_message_row_new              (void);
void            cs_message_row_show             (CsMessageRow   *self,
                                                 CsConversation *conversation,
                                                 CsMessage      *message);
void            cs_message_row_place            (CsMessageRow   *self,
                                                 CsMessage      *previous,
                                                 gint64          read_up_to);
void            cs_message_row_mark             (CsMessageRow   *self,
                                                 gboolean        marked);
void            cs_message_row_clear            (CsMessageRow   *self);
CsConversation *cs_message_row_get_conversation (CsMessageRow   *self);
CsMessage      *cs_message_row_get_message      (CsMessageRow   *self);
CsMessageText  *cs_message_row_get_text         (CsMessageRow   *self);

G_END_DECLS

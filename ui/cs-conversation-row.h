/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

#include "cs-list-focus.h"

G_BEGIN_DECLS

/* A conversation in the list: whom it is with, what was said last or is being written, when, and what is unread or failed. */
#define CS_TYPE_CONVERSATION_ROW (cs_conversation_row_get_type ())
G_DECLARE_FINAL_TYPE (CsConversationRow, cs_conversation_row, CS, CONVERSATION_ROW, GtkListBoxRow)

GtkWidget      *cs_conversation_row_new              (CsConversation    *conversation);
CsConversation *cs_conversation_row_get_conversation (CsConversationRow *self);
void            cs_conversation_row_set_account_shown (CsConversationRow *self,
                                                       gboolean           shown);
void            cs_conversation_row_show_accounts    (GtkListBox        *list,
                                                      gboolean           shown);
void            cs_conversation_row_update_times      (GtkListBox        *list);
void            cs_conversation_row_select            (GtkListBox        *list,
                                                       CsConversation    *conversation);
CsListFocus    *cs_conversation_row_keep_focus        (GtkListBox        *list,
                                                       GListModel        *model);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Starts a conversation with an address.
 * Signal: "opened" (CsConversation). */
#define CS_TYPE_NEW_CONVERSATION_DIALOG (cs_new_conversation_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsNewConversationDialog, cs_new_conversation_dialog, CS, NEW_CONVERSATION_DIALOG, AdwWindow)

CsNewConversationDialog *cs_new_conversation_dialog_present (GtkWindow *parent,
                                                             CsProfile *profile,
                                                             CsSession *used);
void                     cs_new_conversation_dialog_fill_in (CsNewConversationDialog *self,
                                                             CsAddress               *address);

G_END_DECLS

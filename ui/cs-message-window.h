/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* What is known of one message. */
#define CS_TYPE_MESSAGE_WINDOW (cs_message_window_get_type ())
G_DECLARE_FINAL_TYPE (CsMessageWindow, cs_message_window, CS, MESSAGE_WINDOW, AdwWindow)

void cs_message_window_present (GtkWindow      *parent,
                                CsConversation *conversation,
                                CsMessage      *message);

G_END_DECLS

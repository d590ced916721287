/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* Asks whether to delete a message, and says what that means. */
void cs_message_removal_ask (GtkWindow      *parent,
                             CsConversation *conversation,
                             CsMessage      *message);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* Asks before a whole conversation is removed. */
void cs_removal_question_ask (GtkWidget      *widget,
                              CsConversation *conversation);

G_END_DECLS

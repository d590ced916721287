/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* Where a message is written: Enter sends it, Shift+Enter makes a line, what is not sent stays as the conversation's draft.
 * Signal: "sent" () when a message was handed over. */
#define CS_TYPE_COMPOSER (cs_composer_get_type ())
G_DECLARE_FINAL_TYPE (CsComposer, cs_composer, CS, COMPOSER, GtkWidget)

void cs_composer_set_conversation (CsComposer     *self,
                                   CsConversation *conversation);
void cs_composer_focus            (CsComposer     *self);
void cs_composer_write            (CsComposer     *self,
                                   const char     *text);
void cs_composer_keep_draft       (CsComposer     *self);

G_END_DECLS

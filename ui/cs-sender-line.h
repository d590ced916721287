/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

G_BEGIN_DECLS

/* Over what a member of a room wrote: who that is, as the person knows them. */
#define CS_TYPE_SENDER_LINE (cs_sender_line_get_type ())
G_DECLARE_FINAL_TYPE (CsSenderLine, cs_sender_line, CS, SENDER_LINE, GtkBox)

GtkWidget *cs_sender_line_new  (void);
void       cs_sender_line_show (CsSenderLine   *self,
                                CsConversation *conversation,
                                CsAddress      *sender);

G_END_DECLS

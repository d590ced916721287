/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The text of a message: what it quotes stands behind a bar, what can be followed is a link, and a long one is folded.
 * Signal: "link" (string) when one was clicked. Action: text.unfold. */
#define CS_TYPE_MESSAGE_TEXT (cs_message_text_get_type ())
G_DECLARE_FINAL_TYPE (CsMessageText, cs_message_text, CS, MESSAGE_TEXT, GtkWidget)

void        cs_message_text_show          (CsMessageText *self,
                                           const char    *text,
                                           gboolean       links);
char       *cs_message_text_describe      (CsMessageText *self);
char       *cs_message_text_get_selection (CsMessageText *self);
const char *cs_message_text_get_link      (CsMessageText *self);

G_END_DECLS

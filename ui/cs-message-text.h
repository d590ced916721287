/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The text of a message: what it quotes stands behind a bar, what can be followed is a link, and a long one is folded.
 * Property: unfolded (gboolean). Signal: "link" (string) when one was clicked. Action: text.unfold. */
#define CS_TYPE_MESSAGE_TEXT (cs_message_text_get_type ())
G_DECLARE_FINAL_TYPE (CsMessageText, cs_message_text, CS, MESSAGE_TEXT, GtkWidget)

void        cs_message_text_show          (CsMessageText *self,
                                           const char    *text,
                                           gboolean       links);
gboolean    cs_message_text_is_unfolded   (CsMessageText *self);
void        cs_message_text_set_unfolded  (CsMessageText *self,
                                           gboolean       unfolded);
void        cs_message_text_find          (CsMessageText *self,
                                           const char    *words);
gboolean    cs_message_text_get_found     (CsMessageText *self,
                                           GtkWidget     *widget,
                                           int           *y,
                                           int           *height);
char       *cs_message_text_describe      (CsMessageText *self);
char       *cs_message_text_get_selection (CsMessageText *self);
const char *cs_message_text_get_link      (CsMessageText *self);

G_END_DECLS

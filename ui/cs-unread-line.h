/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The line above the first message that is new. */
#define CS_TYPE_UNREAD_LINE (cs_unread_line_get_type ())
G_DECLARE_FINAL_TYPE (CsUnreadLine, cs_unread_line, CS, UNREAD_LINE, GtkBox)

GtkWidget *cs_unread_line_new (void);

G_END_DECLS

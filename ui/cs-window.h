/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* The main window: the sign-in page, the refused page, or the conversations beside a chat.
 * Signal: "leaving" () when the person has closed it and nothing speaks against it; it is hidden then, and the owner ends. */
#define CS_TYPE_WINDOW (cs_window_get_type ())
G_DECLARE_FINAL_TYPE (CsWindow, cs_window, CS, WINDOW, AdwApplicationWindow)

CsWindow *cs_window_new               (GtkApplication *application,
                                       CsProfile      *profile);
void      cs_window_prefill           (CsWindow       *self,
                                       const char     *address,
                                       const char     *server,
                                       const char     *password);
void      cs_window_show_conversation (CsWindow       *self,
                                       CsConversation *conversation);
void      cs_window_open_link         (CsWindow       *self,
                                       const char     *uri);
CsConversation *cs_window_get_looked_at (CsWindow   *self);
void      cs_window_add_account       (CsWindow       *self);
void      cs_window_leave             (CsWindow       *self);

G_END_DECLS

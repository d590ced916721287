/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* The conversations beside a chat, or one of both where there is no room.
 * Signal: "shown" () when another conversation is shown, or none. */
#define CS_TYPE_MAIN_PAGE (cs_main_page_get_type ())
G_DECLARE_FINAL_TYPE (CsMainPage, cs_main_page, CS, MAIN_PAGE, AdwBin)

CsMainPage     *cs_main_page_new               (CsProfile      *profile);
CsConversation *cs_main_page_get_conversation  (CsMainPage     *self);
CsConversation *cs_main_page_get_looked_at    (CsMainPage     *self);
void            cs_main_page_show_conversation (CsMainPage     *self,
                                                CsConversation *conversation);
void            cs_main_page_leave             (CsMainPage     *self);
void            cs_main_page_search            (CsMainPage     *self);
void            cs_main_page_go_back           (CsMainPage     *self);
void            cs_main_page_focus             (CsMainPage     *self);
void            cs_main_page_keep_draft        (CsMainPage     *self);

G_END_DECLS

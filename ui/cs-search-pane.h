/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* What is found in the messages.
 * Signal: "chosen" (CsSearchHit) when a message is to be shown. */
#define CS_TYPE_SEARCH_PANE (cs_search_pane_get_type ())
G_DECLARE_FINAL_TYPE (CsSearchPane, cs_search_pane, CS, SEARCH_PANE, AdwBin)

void     cs_search_pane_set_profile      (CsSearchPane   *self,
                                          CsProfile      *profile);
void     cs_search_pane_set_conversation (CsSearchPane   *self,
                                          CsConversation *conversation);
void     cs_search_pane_look_for         (CsSearchPane   *self,
                                          const char     *words);
gboolean cs_search_pane_focus            (CsSearchPane   *self);

G_END_DECLS

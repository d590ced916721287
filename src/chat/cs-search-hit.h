/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-conversation.h"

G_BEGIN_DECLS

/* A message that was found, and where. Never changes. */
#define CS_TYPE_SEARCH_HIT (cs_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (CsSearchHit, cs_search_hit, CS, SEARCH_HIT, GObject)

CsSearchHit    *cs_search_hit_new              (CsConversation *conversation,
                                                CsMessage      *message,
                                                const char     *words);
CsConversation *cs_search_hit_get_conversation (CsSearchHit    *self);
CsMessage      *cs_search_hit_get_message      (CsSearchHit    *self);
const char     *cs_search_hit_get_words        (CsSearchHit    *self);

G_END_DECLS

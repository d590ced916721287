/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/cs-store.h"

#include "cs-conversations.h"
#include "cs-search.h"

G_BEGIN_DECLS

/* So many messages come at a time. */
#define CS_SEARCH_PAGE 20

CsSearch *cs_search_new (CsStore         *store,
                         CsConversations *conversations);

G_END_DECLS

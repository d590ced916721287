/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cs-search-hit.h"

G_BEGIN_DECLS

/* What is found in the messages: a GListModel of CsSearchHit, newest first, a page at a time. What was found for the earlier words
 * stays until something is found for the new ones, or nothing is.
 * Properties: searching (gboolean): whether more is being looked for. */
#define CS_TYPE_SEARCH (cs_search_get_type ())
G_DECLARE_FINAL_TYPE (CsSearch, cs_search, CS, SEARCH, GObject)

void     cs_search_look_for     (CsSearch       *self,
                                 const char     *words,
                                 CsConversation *conversation);
void     cs_search_load_more    (CsSearch       *self);
gboolean cs_search_is_searching (CsSearch       *self);

G_END_DECLS

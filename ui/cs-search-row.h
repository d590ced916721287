/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-search-hit.h"

G_BEGIN_DECLS

/* A message that was found: whose it is, when it came, and what stands around the words. */
#define CS_TYPE_SEARCH_ROW (cs_search_row_get_type ())
G_DECLARE_FINAL_TYPE (CsSearchRow, cs_search_row, CS, SEARCH_ROW, GtkListBoxRow)

GtkWidget   *cs_search_row_new     (CsSearchHit *hit);
CsSearchHit *cs_search_row_get_hit (CsSearchRow *self);

G_END_DECLS

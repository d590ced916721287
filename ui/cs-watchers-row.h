/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Who watches when the person is available; where the server keeps rules, it leads to where the person decides. */
#define CS_TYPE_WATCHERS_ROW (cs_watchers_row_get_type ())
G_DECLARE_FINAL_TYPE (CsWatchersRow, cs_watchers_row, CS, WATCHERS_ROW, AdwActionRow)

void cs_watchers_row_set_session (CsWatchersRow *self,
                                  CsProfile     *profile,
                                  CsSession     *session);

G_END_DECLS

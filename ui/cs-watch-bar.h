/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Somebody asks to see when the person is available: nothing while nobody does, else one after the other. */
#define CS_TYPE_WATCH_BAR (cs_watch_bar_get_type ())
G_DECLARE_FINAL_TYPE (CsWatchBar, cs_watch_bar, CS, WATCH_BAR, AdwBin)

void cs_watch_bar_set_sessions (CsWatchBar *self,
                                GListModel *sessions);

G_END_DECLS

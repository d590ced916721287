/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* Somebody who may see when the person is available, or asks to, or may not; with what the person can decide. */
#define CS_TYPE_WATCHER_ROW (cs_watcher_row_get_type ())
G_DECLARE_FINAL_TYPE (CsWatcherRow, cs_watcher_row, CS, WATCHER_ROW, AdwPreferencesRow)

GtkWidget *cs_watcher_row_new         (CsSession    *session,
                                       CsAddress    *address,
                                       const char   *name);
CsAddress *cs_watcher_row_get_address (CsWatcherRow *self);
GtkWidget *cs_watcher_row_find_button (CsWatcherRow *self,
                                       const char   *action);

G_END_DECLS

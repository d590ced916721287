/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-winfo.h"

G_BEGIN_DECLS

/* Who watches an account's own presence, where its server tells that (RFC 3857). The user agent has one, and makes it work while it
 * is registered, if it is wanted.
 * Signal: "changed" () when others do. */
#define CS_TYPE_WATCHERS (cs_watchers_get_type ())
G_DECLARE_FINAL_TYPE (CsWatchers, cs_watchers, CS, WATCHERS, GObject)

void       cs_watchers_want (CsWatchers      *self);
GPtrArray *cs_watchers_list (CsWatchers      *self,
                             CsWatcherStatus  status);

G_END_DECLS

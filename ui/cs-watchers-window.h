/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Who may see when the person is available, who asks to, and who may not. */
#define CS_TYPE_WATCHERS_WINDOW (cs_watchers_window_get_type ())
G_DECLARE_FINAL_TYPE (CsWatchersWindow, cs_watchers_window, CS, WATCHERS_WINDOW, AdwWindow)

void cs_watchers_window_present (GtkWindow *parent,
                                 CsProfile *profile,
                                 CsSession *session);

G_END_DECLS

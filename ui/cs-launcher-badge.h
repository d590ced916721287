/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* The number of unread messages at the program's icon, where the desktop's dock shows one. */
#define CS_TYPE_LAUNCHER_BADGE (cs_launcher_badge_get_type ())
G_DECLARE_FINAL_TYPE (CsLauncherBadge, cs_launcher_badge, CS, LAUNCHER_BADGE, GObject)

CsLauncherBadge *cs_launcher_badge_new (GDBusConnection *connection,
                                        CsProfile       *profile);

G_END_DECLS

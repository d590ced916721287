/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether nobody is at this computer, as far as the desktop tells. Nothing is polled; without a desktop that tells it, somebody is.
 * Property: idle (gboolean). */
#define CS_TYPE_IDLE_WATCH (cs_idle_watch_get_type ())
G_DECLARE_FINAL_TYPE (CsIdleWatch, cs_idle_watch, CS, IDLE_WATCH, GObject)

CsIdleWatch *cs_idle_watch_new     (guint        seconds);
void         cs_idle_watch_start   (CsIdleWatch *self);
gboolean     cs_idle_watch_is_idle (CsIdleWatch *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cs-message.h"

G_BEGIN_DECLS

/* A window onto the messages of a conversation: a GListModel of CsMessage, oldest first, that never holds more than a few
 * pages. Asked for older ones it adds a page at the start and lets go at the end, and the other way round. While it shows
 * the end, messages that come are appended.
 * Properties: at-start, at-end (gboolean), loading (gboolean). */
#define CS_TYPE_TIMELINE (cs_timeline_get_type ())
G_DECLARE_FINAL_TYPE (CsTimeline, cs_timeline, CS, TIMELINE, GObject)

void     cs_timeline_load_newest (CsTimeline *self);
void     cs_timeline_load_around (CsTimeline *self,
                                  gint64      message);
void     cs_timeline_load_older  (CsTimeline *self);
void     cs_timeline_load_newer  (CsTimeline *self);
gboolean cs_timeline_is_at_start (CsTimeline *self);
gboolean cs_timeline_is_at_end   (CsTimeline *self);
gboolean cs_timeline_is_loading  (CsTimeline *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_FRAME_GUARD_MAX_HEAD (64 * 1024)
#define CS_FRAME_GUARD_MAX_BODY (512 * 1024)

/* Cuts a stream of bytes into SIP messages and refuses what is not clean. */
typedef struct _CsFrameGuard CsFrameGuard;

CsFrameGuard *cs_frame_guard_new          (gint64         time_limit);
void          cs_frame_guard_free         (CsFrameGuard  *self);
gboolean      cs_frame_guard_push         (CsFrameGuard  *self,
                                           const guint8  *data,
                                           gsize          length,
                                           gint64         now,
                                           GError       **error);
GBytes       *cs_frame_guard_pop          (CsFrameGuard  *self);
gint64        cs_frame_guard_get_deadline (CsFrameGuard  *self);
guint64       cs_frame_guard_get_pongs    (CsFrameGuard  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsFrameGuard, cs_frame_guard_free)

G_END_DECLS

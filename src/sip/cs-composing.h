/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_COMPOSING_TYPE "application/im-iscomposing+xml"

/* Whether somebody is writing (RFC 3994): an immutable value. */
#define CS_TYPE_COMPOSING (cs_composing_get_type ())
typedef struct _CsComposing CsComposing;

GType        cs_composing_get_type        (void);
CsComposing *cs_composing_new             (gboolean     active,
                                           guint        refresh);
CsComposing *cs_composing_parse           (GBytes      *body);
CsComposing *cs_composing_ref             (CsComposing *self);
void         cs_composing_unref           (CsComposing *self);
gboolean     cs_composing_is_active       (CsComposing *self);
guint        cs_composing_get_refresh     (CsComposing *self);
gint64       cs_composing_get_last_active (CsComposing *self);
char        *cs_composing_build           (CsComposing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsComposing, cs_composing_unref)

G_END_DECLS

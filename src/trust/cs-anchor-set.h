/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor.h"

G_BEGIN_DECLS

/* An immutable set of trust anchors, and of certificates that must never be trusted. */
#define CS_TYPE_ANCHOR_SET (cs_anchor_set_get_type ())

typedef struct _CsAnchorSet CsAnchorSet;

GType        cs_anchor_set_get_type (void);
CsAnchorSet *cs_anchor_set_new      (GPtrArray     *anchors,
                                     GPtrArray     *distrusted);
CsAnchorSet *cs_anchor_set_ref      (CsAnchorSet   *self);
void         cs_anchor_set_unref    (CsAnchorSet   *self);
guint        cs_anchor_set_get_size (CsAnchorSet   *self);
CsAnchor    *cs_anchor_set_find     (CsAnchorSet   *self,
                                     CsCertificate *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsAnchorSet, cs_anchor_set_unref)

G_END_DECLS

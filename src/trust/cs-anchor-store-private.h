/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor-store.h"

G_BEGIN_DECLS

const char *cs_anchor_store_get_imported_folder (CsAnchorStore *self);
CsAnchor   *cs_anchor_store_find_imported       (CsAnchorStore *self,
                                                 CsCertificate *certificate);
void        cs_anchor_store_take_change         (CsAnchorStore *self,
                                                 CsAnchor      *anchor,
                                                 gboolean       removed);

G_END_DECLS

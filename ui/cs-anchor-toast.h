/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "trust/cs-anchor-store.h"

G_BEGIN_DECLS

/* Toasts that say what was done to a trust anchor, and offer to undo it. */
AdwToast *cs_anchor_toast_new_imported (CsAnchorStore *anchors,
                                        CsAnchor      *anchor,
                                        CsAnchor      *previous);
AdwToast *cs_anchor_toast_new_removed  (CsAnchorStore *anchors,
                                        CsAnchor      *anchor);

G_END_DECLS

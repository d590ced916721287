/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor-set.h"

G_BEGIN_DECLS

CsCertificate *cs_anchor_inspect (CsAnchorSet  *anchors,
                                  GBytes       *file,
                                  gint64        now,
                                  GError      **error);

G_END_DECLS

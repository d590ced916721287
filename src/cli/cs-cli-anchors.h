/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "trust/cs-anchor-store.h"

G_BEGIN_DECLS

CsAnchorStore *cs_cli_load_anchors (gboolean use_system);

G_END_DECLS

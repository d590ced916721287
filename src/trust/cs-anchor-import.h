/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor-store.h"

G_BEGIN_DECLS

GError *cs_anchor_import_forbidden_error (void);

G_END_DECLS

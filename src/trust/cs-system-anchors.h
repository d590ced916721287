/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor.h"

G_BEGIN_DECLS

void cs_system_anchors_load (GPtrArray *anchors,
                             GPtrArray *distrusted);
void cs_system_anchors_end  (void);

G_END_DECLS

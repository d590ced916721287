/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-tport.h"

G_BEGIN_DECLS

gboolean cs_sip_layout_check (const CsTportTable  *table,
                              GError             **error);

G_END_DECLS

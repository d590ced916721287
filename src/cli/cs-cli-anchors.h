/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-policy-store.h"

G_BEGIN_DECLS

CsPolicyStore *cs_cli_load_policies (const char    *folder,
                                     gboolean       json);
CsAnchorStore *cs_cli_load_anchors  (CsPolicyStore *policies,
                                     gboolean       use_system);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-path.h"
#include "cs-reference-identity.h"

G_BEGIN_DECLS

void cs_path_check (const CsPath        *path,
                    CsAnchorSet         *anchors,
                    CsReferenceIdentity *identity,
                    gint64               time,
                    GPtrArray           *problems);

G_END_DECLS

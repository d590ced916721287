/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor-set.h"
#include "cs-verdict.h"

G_BEGIN_DECLS

CsVerdict *cs_verifier_judge  (CsAnchorSet                *anchors,
                               GPtrArray                  *chain,
                               CsReferenceIdentity        *identity,
                               gint64                      time,
                               const CsRevocationEvidence *evidence);
CsVerdict *cs_verifier_refuse (CsProblemKind               kind,
                               GPtrArray                  *chain,
                               CsReferenceIdentity        *identity,
                               gint64                      time);

G_END_DECLS

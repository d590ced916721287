/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor-set.h"
#include "cs-verdict.h"

G_BEGIN_DECLS

/* What is known of revocation when a chain is judged. */
typedef struct {
  GBytes    *staple;
  GPtrArray *crls;
} CsRevocationEvidence;

CsVerdict *cs_verifier_judge (CsAnchorSet                *anchors,
                              GPtrArray                  *chain,
                              CsReferenceIdentity        *identity,
                              gint64                      time,
                              const CsRevocationEvidence *evidence);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor-set.h"
#include "cs-verdict.h"

G_BEGIN_DECLS

/* What is known of revocation when a chain is judged: a stapled OCSP response, and revocation lists as GBytes, all in DER. */
typedef struct {
  GBytes    *staple;
  GPtrArray *crls;
} CsRevocationEvidence;

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

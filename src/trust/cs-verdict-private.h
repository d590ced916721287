/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-verdict.h"

G_BEGIN_DECLS

/* What a verdict is made of. The arrays hold CsProblem, CsCertificate, CsCertificate and CsRevocation; any pointer may be NULL. */
typedef struct {
  GPtrArray           *problems;
  GPtrArray           *chain;
  GPtrArray           *presented;
  GArray              *revocation;
  CsAnchor            *anchor;
  CsReferenceIdentity *identity;
  CsNameRule           name_rule;
  const char          *matched;
  gint64               time;
  const CsRevocationEvidence *evidence;
} CsVerdictParts;

CsVerdict *cs_verdict_new (const CsVerdictParts *parts);

G_END_DECLS

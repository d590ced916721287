/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-revocation.h"

G_BEGIN_DECLS

/* What a chain is checked with: @presented are all certificates there are. */
typedef struct {
  GPtrArray                  *presented;
  const CsRevocationEvidence *evidence;
  gint64                      time;
} CsRevocationCheck;

void cs_revocation_check_chain (const CsRevocationCheck *check,
                                GPtrArray               *chain,
                                GArray                  *found,
                                GPtrArray               *problems);

G_END_DECLS

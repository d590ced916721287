/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "trust/cs-anchor-set.h"
#include "trust/cs-verdict.h"

G_BEGIN_DECLS

gboolean   cs_judging_takes_long (const CsRevocationEvidence *evidence);
void       cs_judging_async      (CsVerdict                  *verdict,
                                  CsAnchorSet                *anchors,
                                  const CsRevocationEvidence *evidence,
                                  GAsyncReadyCallback         callback,
                                  gpointer                    user_data);
CsVerdict *cs_judging_finish     (GAsyncResult               *result);

G_END_DECLS

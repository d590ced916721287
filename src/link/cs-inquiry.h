/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "trust/cs-anchor-set.h"
#include "trust/cs-verdict.h"

#include "cs-revocation-fetcher.h"

G_BEGIN_DECLS

/* How to ask: without @fetcher nobody is asked. @limit is in milliseconds. @list may be NULL: one that has just arrived. */
typedef struct {
  CsRevocationFetcher *fetcher;
  CsAnchorSet         *anchors;
  CsRevocationPolicy   policy;
  guint                limit;
  GBytes              *list;
} CsInquiryPlan;

void       cs_inquiry_async  (CsVerdict            *verdict,
                              const CsInquiryPlan  *plan,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
CsVerdict *cs_inquiry_finish (GAsyncResult         *result,
                              GError              **error);

G_END_DECLS

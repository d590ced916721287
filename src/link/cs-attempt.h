/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-connection-state.h"
#include "base/cs-endpoint.h"
#include "base/cs-policy.h"
#include "trust/cs-anchor-store.h"
#include "trust/cs-verdict.h"

#include "cs-link-limits.h"
#include "cs-tls-session.h"

G_BEGIN_DECLS

/* Whom to reach, and with what patience. */
typedef struct {
  CsReferenceIdentity *identity;
  CsEndpoint          *server;
  CsAnchorStore       *anchors;
  CsLinkLimits         limits;
  CsPolicy            *policy;                /* NULL: none */
  gboolean             organisation_lookup;   /* see cs_locator_find_async() */
} CsAttemptPlan;

typedef void (*CsAttemptProgress) (CsConnectionState state,
                                   gpointer          user_data);

void          cs_attempt_async  (const CsAttemptPlan  *plan,
                                 CsAttemptProgress     progress,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
CsTlsSession *cs_attempt_finish (GAsyncResult         *result,
                                 CsVerdict           **verdict,
                                 CsConnectionFacts   **facts,
                                 GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-connection-state.h"
#include "trust/cs-verdict.h"

#include "cs-attempt-plan.h"
#include "cs-tls-session.h"

G_BEGIN_DECLS

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

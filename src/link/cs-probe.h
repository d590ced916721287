/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cs-attempt.h"

G_BEGIN_DECLS

/* Looks up, connects, shakes hands, judges, and closes: sends no SIP and no credentials. */
void       cs_probe_async  (const CsAttemptPlan  *plan,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
CsVerdict *cs_probe_finish (GAsyncResult         *result,
                            CsConnectionFacts   **facts,
                            GError              **error);

G_END_DECLS

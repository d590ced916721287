/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-connection-facts.h"
#include "base/cs-endpoint.h"
#include "trust/cs-anchor-store.h"
#include "trust/cs-verdict.h"

G_BEGIN_DECLS

/* Looks up, connects, shakes hands, judges, and closes: sends no SIP and no credentials. */
void       cs_probe_async  (CsReferenceIdentity  *identity,
                            CsEndpoint           *server,
                            CsAnchorStore        *anchors,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
CsVerdict *cs_probe_finish (GAsyncResult         *result,
                            CsConnectionFacts   **facts,
                            GError              **error);

G_END_DECLS

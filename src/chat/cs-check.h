/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"
#include "base/cs-connection-facts.h"
#include "base/cs-endpoint.h"
#include "base/cs-policy.h"
#include "trust/cs-anchor-store.h"
#include "trust/cs-client-identity.h"
#include "trust/cs-verdict.h"

G_BEGIN_DECLS

/* The judgement of a server without signing in. */
void       cs_check_server_async  (CsHost               *sip_domain,
                                   CsEndpoint           *server,
                                   CsAnchorStore        *anchors,
                                   CsPolicy             *policy,
                                   gboolean              organisation_lookup,
                                   CsClientIdentity     *client,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
CsVerdict *cs_check_server_finish (GAsyncResult         *result,
                                   CsConnectionFacts   **facts,
                                   GError              **error);

G_END_DECLS

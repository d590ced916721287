/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-tls-session.h"

#include "base/cs-policy.h"
#include "trust/cs-anchor-set.h"
#include "trust/cs-verdict.h"

G_BEGIN_DECLS

void          cs_tls_handshake_async  (GIOStream            *connection,
                                       CsReferenceIdentity  *identity,
                                       CsAnchorSet          *anchors,
                                       CsPolicy             *policy,
                                       CsClientIdentity     *client,
                                       guint                 limit,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
CsTlsSession *cs_tls_handshake_finish (GAsyncResult         *result,
                                       CsVerdict           **verdict,
                                       GError              **error);
GError       *cs_tls_handshake_refusal (CsReferenceIdentity *identity);
gint64        cs_tls_handshake_get_judging (GAsyncResult       *result);

G_END_DECLS

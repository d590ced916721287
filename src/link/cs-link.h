/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-connection-facts.h"
#include "base/cs-connection-state.h"
#include "base/cs-endpoint.h"
#include "base/cs-policy.h"
#include "trust/cs-anchor-store.h"
#include "trust/cs-client-identity.h"
#include "trust/cs-verdict.h"

#include "cs-link-limits.h"
#include "cs-revocation-fetcher.h"

G_BEGIN_DECLS

/* An account's one way to its server: finds it, connects, proves it, reconnects, and keeps the one connection state.
 *
 * Properties: state (CsConnectionState), verdict (CsVerdict, nullable: of the last handshake), facts (CsConnectionFacts,
 * nullable), error (GError, nullable: why there is no connection), retry-at (gint64, UTC microseconds, 0: no retry planned).
 * Signals: "opened" () when the server was accepted and bytes may flow (state is now SIGNING_IN); "received" (GBytes);
 * "closed" () when a connection that was opened is gone, for whatever reason, once for each "opened"; "drained" () when all
 * bytes that had to wait have left: never for bytes that went out at once, so ask cs_link_get_unsent() first. */
#define CS_TYPE_LINK (cs_link_get_type ())
G_DECLARE_FINAL_TYPE (CsLink, cs_link, CS, LINK, GObject)

CsLink            *cs_link_new          (CsReferenceIdentity *identity,
                                         CsEndpoint          *server,
                                         CsAnchorStore       *anchors);
void               cs_link_set_limits   (CsLink              *self,
                                         const CsLinkLimits  *limits);
void               cs_link_set_policy   (CsLink              *self,
                                         CsPolicy            *policy,
                                         gboolean             organisation_lookup);
void               cs_link_set_known    (CsLink              *self,
                                         CsKnownServer       *known);
void               cs_link_set_client   (CsLink              *self,
                                         CsClientIdentity    *client);
void               cs_link_set_fetcher  (CsLink              *self,
                                         CsRevocationFetcher *fetcher);
void               cs_link_start        (CsLink              *self);
void               cs_link_stop         (CsLink              *self,
                                         const GError        *reason);
void               cs_link_retry_now    (CsLink              *self);
void               cs_link_confirm      (CsLink              *self);
void               cs_link_fail         (CsLink              *self,
                                         const GError        *reason,
                                         guint                retry_after);
void               cs_link_send         (CsLink              *self,
                                         GBytes              *bytes);
gsize              cs_link_get_unsent   (CsLink              *self);
void               cs_link_set_paused   (CsLink              *self,
                                         gboolean             paused);
gboolean           cs_link_is_open      (CsLink              *self);
CsConnectionState  cs_link_get_state    (CsLink              *self);
CsVerdict         *cs_link_get_verdict  (CsLink              *self);
CsConnectionFacts *cs_link_get_facts    (CsLink              *self);
const GError      *cs_link_get_error    (CsLink              *self);
gint64             cs_link_get_retry_at (CsLink              *self);

G_END_DECLS

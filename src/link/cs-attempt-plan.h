/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-endpoint.h"
#include "base/cs-policy.h"
#include "trust/cs-anchor-store.h"
#include "trust/cs-client-identity.h"
#include "trust/cs-reference-identity.h"

#include "cs-link-limits.h"
#include "cs-revocation-fetcher.h"

G_BEGIN_DECLS

/* Whom to reach, as whom, and with what patience. */
typedef struct {
  CsReferenceIdentity *identity;
  CsEndpoint          *server;
  CsAnchorStore       *anchors;
  CsLinkLimits         limits;
  CsPolicy            *policy;                /* NULL: none */
  gboolean             organisation_lookup;   /* see cs_locator_find_async() */
  CsClientIdentity    *client;                /* NULL: none; for a server that asks */
  CsRevocationFetcher *fetcher;               /* NULL: nobody is asked whether certificates were revoked */
} CsAttemptPlan;

void cs_attempt_plan_copy       (CsAttemptPlan       *self,
                                 const CsAttemptPlan *other);
void cs_attempt_plan_clear      (CsAttemptPlan       *self);
void cs_attempt_plan_set_policy (CsAttemptPlan       *self,
                                 CsPolicy            *policy);
void cs_attempt_plan_set_client (CsAttemptPlan       *self,
                                 CsClientIdentity    *client);

G_END_DECLS

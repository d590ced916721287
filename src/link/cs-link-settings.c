/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-link-private.h"

/**
 * cs_link_set_limits:
 * @self: a link
 * @limits: how long to wait for others
 *
 * Sets the time limits that hold from the next attempt on.
 */
void
cs_link_set_limits (CsLink             *self,
                    const CsLinkLimits *limits)
{
  cs_link_get_plan (self)->limits = *limits;
}

/**
 * cs_link_set_policy:
 * @self: a link
 * @policy: (nullable): what the administrator rules
 * @organisation_lookup: whether to look for the server also where servers of organisations are published
 *
 * Sets the rules that hold from the next attempt on.
 */
void
cs_link_set_policy (CsLink   *self,
                    CsPolicy *policy,
                    gboolean  organisation_lookup)
{
  cs_attempt_plan_set_policy (cs_link_get_plan (self), policy);
  cs_link_get_plan (self)->organisation_lookup = organisation_lookup;
}

/**
 * cs_link_set_known:
 * @self: a link
 * @known: (nullable): what is known of the server, where the same authority has to vouch for it again
 *
 * Sets what holds from the next attempt on.
 */
void
cs_link_set_known (CsLink        *self,
                   CsKnownServer *known)
{
  CsAttemptPlan *plan = cs_link_get_plan (self);
  CsReferenceIdentity *identity = cs_reference_identity_expect (plan->identity, known);

  cs_reference_identity_unref (plan->identity);
  plan->identity = identity;
}

/**
 * cs_link_set_client:
 * @self: a link
 * @client: (nullable): who we are to a server that asks for a certificate
 *
 * Sets the certificate that an accepted server gets from the next attempt on.
 */
void
cs_link_set_client (CsLink           *self,
                    CsClientIdentity *client)
{
  cs_attempt_plan_set_client (cs_link_get_plan (self), client);
}

/**
 * cs_link_set_fetcher:
 * @self: a link that has none
 * @fetcher: whom to ask whether certificates were revoked; without one nobody is asked
 */
void
cs_link_set_fetcher (CsLink              *self,
                     CsRevocationFetcher *fetcher)
{
  cs_link_get_plan (self)->fetcher = cs_revocation_fetcher_ref (fetcher);
}

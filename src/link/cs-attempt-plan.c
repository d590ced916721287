/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-attempt-plan.h"

/**
 * cs_attempt_plan_copy:
 * @self: (out caller-allocates): where to copy to
 * @other: a plan
 *
 * Copies a plan, taking a reference of all that it points to.
 */
void
cs_attempt_plan_copy (CsAttemptPlan       *self,
                      const CsAttemptPlan *other)
{
  *self = *other;
  cs_reference_identity_ref (self->identity);
  g_object_ref (self->anchors);
  if (self->server)
    cs_endpoint_ref (self->server);
  if (self->policy)
    cs_policy_ref (self->policy);
  if (self->client)
    cs_client_identity_ref (self->client);
  if (self->fetcher)
    cs_revocation_fetcher_ref (self->fetcher);
}

/**
 * cs_attempt_plan_clear:
 * @self: a plan that owns what it points to
 *
 * Lets go of it.
 */
void
cs_attempt_plan_clear (CsAttemptPlan *self)
{
  g_clear_pointer (&self->identity, cs_reference_identity_unref);
  g_clear_pointer (&self->server, cs_endpoint_unref);
  g_clear_object (&self->anchors);
  g_clear_pointer (&self->policy, cs_policy_unref);
  g_clear_pointer (&self->client, cs_client_identity_unref);
  g_clear_pointer (&self->fetcher, cs_revocation_fetcher_unref);
}

/**
 * cs_attempt_plan_set_policy:
 * @self: a plan that owns what it points to
 * @policy: (nullable): what the administrator rules
 *
 * Sets the rules.
 */
void
cs_attempt_plan_set_policy (CsAttemptPlan *self,
                            CsPolicy      *policy)
{
  if (policy)
    cs_policy_ref (policy);
  g_clear_pointer (&self->policy, cs_policy_unref);
  self->policy = policy;
}

/**
 * cs_attempt_plan_set_client:
 * @self: a plan that owns what it points to
 * @client: (nullable): who we are to a server that asks
 *
 * Sets the certificate to show.
 */
void
cs_attempt_plan_set_client (CsAttemptPlan    *self,
                            CsClientIdentity *client)
{
  if (client)
    cs_client_identity_ref (client);
  g_clear_pointer (&self->client, cs_client_identity_unref);
  self->client = client;
}

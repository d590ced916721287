/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-check.h"

#include "link/cs-probe.h"

typedef struct {
  CsVerdict         *verdict;
  CsConnectionFacts *facts;
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_clear_object (&outcome->verdict);
  g_clear_pointer (&outcome->facts, cs_connection_facts_unref);
  g_free (outcome);
}

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->verdict = cs_probe_finish (result, &outcome->facts, &error);
  if (outcome->verdict) {
    g_task_return_pointer (task, outcome, (GDestroyNotify) outcome_free);
  } else {
    outcome_free (outcome);
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

/**
 * cs_check_server_async:
 * @sip_domain: the SIP domain of the address that somebody would sign in with
 * @server: (nullable): the typed server; without one it is found through the domain
 * @anchors: the trust anchors
 * @policy: (nullable): what the administrator rules
 * @organisation_lookup: whether to look for the server also where servers of organisations are published
 * @client: (nullable): who we are to a server that asks for a certificate
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Connects to a server and judges it, exactly as signing in would, and sends neither SIP nor a password.
 */
void
cs_check_server_async (CsHost              *sip_domain,
                       CsEndpoint          *server,
                       CsAnchorStore       *anchors,
                       CsPolicy            *policy,
                       gboolean             organisation_lookup,
                       CsClientIdentity    *client,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (CsReferenceIdentity) identity = NULL;
  g_autoptr (CsRevocationFetcher) fetcher = cs_revocation_fetcher_new (NULL);
  CsAttemptPlan plan = {
    .server = server,
    .anchors = anchors,
    .limits = CS_LINK_LIMITS_DEFAULT,
    .policy = policy,
    .organisation_lookup = organisation_lookup,
    .fetcher = fetcher,
    .client = client,
  };
  GTask *task;

  g_return_if_fail (sip_domain);
  g_return_if_fail (CS_IS_ANCHOR_STORE (anchors));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_check_server_async);
  identity = cs_reference_identity_new (sip_domain, server ? cs_endpoint_get_host (server) : NULL);
  plan.identity = identity;
  cs_probe_async (&plan, cancellable, probed_cb, task);
}

/**
 * cs_check_server_finish:
 * @result: the result
 * @facts: (out) (optional) (transfer full) (nullable): what is known of the connection
 * @error: return location for an error
 *
 * Finishes the judgement of a server.
 *
 * Returns: (transfer full): the verdict, accepted or not; %NULL with an error if the server could not be judged
 */
CsVerdict *
cs_check_server_finish (GAsyncResult       *result,
                        CsConnectionFacts **facts,
                        GError            **error)
{
  Outcome *outcome;
  CsVerdict *verdict;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  outcome = g_task_propagate_pointer (G_TASK (result), error);
  if (!outcome)
    return NULL;

  verdict = g_steal_pointer (&outcome->verdict);
  if (facts)
    *facts = g_steal_pointer (&outcome->facts);
  outcome_free (outcome);

  return verdict;
}

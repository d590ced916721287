/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile-private.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

/* The same rules as for signing in. */
static CsPolicy *
get_policy (CsProfile  *self,
            CsHost     *domain,
            GError    **error)
{
  CsPolicy *policy = cs_policy_store_get_policy (self->policies);
  const GError *broken = cs_policy_store_get_error (self->policies);

  if (policy && cs_policy_allows_domain (policy, domain))
    return policy;

  if (broken && !policy)
    g_propagate_error (error, g_error_copy (broken));
  else
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_ALLOWED, _("Your organisation does not let Countersign sign in there."));

  return NULL;
}

static CsLink *
make_link (CsProfile *self,
           CsAccount *account,
           CsPolicy  *policy)
{
  CsAddress *address = cs_account_get_address (account);
  CsHost *domain = cs_address_get_host (address);
  CsEndpoint *ruled = cs_policy_is_locked (policy, CS_POLICY_SERVER) ? cs_policy_get_server (policy, domain) : NULL;
  CsEndpoint *typed = ruled ? ruled : cs_account_get_server (account);
  gboolean lookup = cs_policy_is_locked (policy, CS_POLICY_ORGANISATION_LOOKUP) ? cs_policy_get_organisation_lookup (policy)
                                                                                : cs_account_get_organisation_lookup (account);
  g_autoptr (CsReferenceIdentity) identity = NULL;
  g_autoptr (CsKnownServer) known = NULL;
  g_autoptr (CsEndpoint) server = NULL;
  CsLink *link;

  if (typed)
    server = cs_endpoint_ref (typed);
  else if (cs_address_get_port (address) != 0)
    server = cs_endpoint_new (domain, cs_address_get_port (address));
  identity = cs_reference_identity_new (domain, typed ? cs_endpoint_get_host (typed) : NULL);
  if (cs_policy_get_certificate_memory (policy) == CS_CERTIFICATE_MEMORY_REFUSE)
    known = cs_server_memory_recall (self->memory, identity);

  link = cs_link_new (identity, server, self->anchors);
  cs_link_set_policy (link, policy, lookup);
  cs_link_set_known (link, known);

  return link;
}

/**
 * cs_profile_test_connection:
 * @self: a profile
 * @account: an account, of this profile or not; only where its server is counts
 * @error: return location for an error
 *
 * Makes a test of the way to a server: found, judged and compared with what is known as for signing in, but without a password.
 *
 * Returns: (transfer full) (nullable): a test that has not begun, or %NULL where the administrator's policy does not allow it
 */
CsConnectionTest *
cs_profile_test_connection (CsProfile  *self,
                            CsAccount  *account,
                            GError    **error)
{
  CsHost *domain = cs_address_get_host (cs_account_get_address (account));
  g_autoptr (CsLink) link = NULL;
  CsPolicy *policy;

  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  policy = get_policy (self, domain, error);
  if (!policy)
    return NULL;

  link = make_link (self, account, policy);

  return cs_connection_test_new (self->stack, link, domain);
}

/**
 * cs_profile_new_own_certificate:
 * @self: a profile
 * @session: an account of it
 *
 * Makes a certificate like that of an account at work, for a test: unlocking it signs nobody in.
 *
 * Returns: (transfer full): the account's certificate, not loaded
 */
CsOwnCertificate *
cs_profile_new_own_certificate (CsProfile *self,
                                CsSession *session)
{
  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);
  g_return_val_if_fail (CS_IS_SESSION (session), NULL);

  return cs_own_certificate_new (cs_session_get_account (session), self->use_secret_service);
}

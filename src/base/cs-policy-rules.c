/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-policy-private.h"

/* What the keys of a policy mean for those who ask. */

static int
get_choice (CsPolicy   *self,
            CsPolicyKey key)
{
  return self ? self->choices[key] : cs_policy_syntax[key].standard;
}

/**
 * cs_policy_get_revocation:
 * @self: (nullable): a policy
 *
 * Returns: what is asked of the proof that a certificate was not revoked
 */
CsRevocationPolicy
cs_policy_get_revocation (CsPolicy *self)
{
  return get_choice (self, CS_POLICY_REVOCATION);
}

/**
 * cs_policy_get_minimum_tls:
 * @self: (nullable): a policy
 *
 * Returns: the oldest version of TLS that is spoken
 */
CsMinimumTls
cs_policy_get_minimum_tls (CsPolicy *self)
{
  return get_choice (self, CS_POLICY_MINIMUM_TLS);
}

/**
 * cs_policy_get_import_allowed:
 * @self: (nullable): a policy
 *
 * Returns: whether a person may import authorities; those imported before stay until they are removed
 */
gboolean
cs_policy_get_import_allowed (CsPolicy *self)
{
  return get_choice (self, CS_POLICY_IMPORT_ALLOWED);
}

/**
 * cs_policy_get_certificate_memory:
 * @self: (nullable): a policy
 *
 * Returns: what happens when another authority than last time vouches for a server
 */
CsCertificateMemory
cs_policy_get_certificate_memory (CsPolicy *self)
{
  return get_choice (self, CS_POLICY_CERTIFICATE_MEMORY);
}

/**
 * cs_policy_get_wildcard_for_typed_hosts:
 * @self: (nullable): a policy
 *
 * Returns: whether `*` may stand for the left-most label of a host that was typed
 */
gboolean
cs_policy_get_wildcard_for_typed_hosts (CsPolicy *self)
{
  return get_choice (self, CS_POLICY_WILDCARD_FOR_TYPED_HOSTS);
}

/**
 * cs_policy_get_organisation_lookup:
 * @self: (nullable): a policy
 *
 * Returns: whether servers are also looked for under the names that enterprise servers go by: the rule where it is locked, else a
 *   proposal for new accounts
 */
gboolean
cs_policy_get_organisation_lookup (CsPolicy *self)
{
  return get_choice (self, CS_POLICY_ORGANISATION_LOOKUP);
}

/**
 * cs_policy_get_keep_history:
 * @self: (nullable): a policy
 *
 * Returns: how long messages are kept: the rule where it is locked, else a proposal for new accounts
 */
CsKeeping
cs_policy_get_keep_history (CsPolicy *self)
{
  return get_choice (self, CS_POLICY_KEEP_HISTORY);
}

/**
 * cs_policy_get_contacts_only:
 * @self: (nullable): a policy
 *
 * Returns: whether messages of strangers are refused: the rule where it is locked, else a proposal for new accounts
 */
gboolean
cs_policy_get_contacts_only (CsPolicy *self)
{
  return get_choice (self, CS_POLICY_CONTACTS_ONLY);
}

/**
 * cs_policy_get_notification_text:
 * @self: (nullable): a policy
 *
 * Returns: whether notifications tell who wrote and what, or only that something came: the rule where it is locked, else what holds
 *   until the person chooses
 */
gboolean
cs_policy_get_notification_text (CsPolicy *self)
{
  return get_choice (self, CS_POLICY_NOTIFICATION_TEXT);
}

/**
 * cs_policy_get_domain:
 * @self: (nullable): a policy
 *
 * Returns: (transfer none) (nullable): the SIP domain of the organisation
 */
CsHost *
cs_policy_get_domain (CsPolicy *self)
{
  return self ? self->domain : NULL;
}

static gboolean
is_about (CsPolicy *self,
          CsHost   *domain)
{
  return self && (!self->domain || !domain || cs_host_equal (self->domain, domain));
}

/**
 * cs_policy_get_server:
 * @self: (nullable): a policy
 * @domain: (nullable): the SIP domain of an account
 *
 * Gets the server for accounts of a domain: where the policy names a domain, its server is for that one only.
 *
 * Returns: (transfer none) (nullable): the server
 */
CsEndpoint *
cs_policy_get_server (CsPolicy *self,
                      CsHost   *domain)
{
  return is_about (self, domain) ? self->server : NULL;
}

/**
 * cs_policy_get_rules_server:
 * @self: (nullable): a policy
 * @domain: (nullable): the SIP domain of an account
 *
 * Gets the server for contact rules of accounts of a domain: where the policy names a domain, that server is for that one only.
 *
 * Returns: (transfer none) (nullable): where the rules are: the rule where it is locked, else a proposal for new accounts
 */
CsXcapRoot *
cs_policy_get_rules_server (CsPolicy *self,
                            CsHost   *domain)
{
  return is_about (self, domain) ? self->rules_server : NULL;
}

/**
 * cs_policy_get_room_manager:
 * @self: (nullable): a policy
 * @domain: (nullable): the SIP domain of an account
 *
 * Gets who makes rooms for accounts of a domain: where the policy names a domain, that address is for that one only.
 *
 * Returns: (transfer none) (nullable): their address: the rule where it is locked, else a proposal for new accounts
 */
CsAddress *
cs_policy_get_room_manager (CsPolicy *self,
                            CsHost   *domain)
{
  return is_about (self, domain) ? self->room_manager : NULL;
}

/**
 * cs_policy_allows_domain:
 * @self: (nullable): a policy
 * @domain: the SIP domain of an account
 *
 * Returns: whether accounts of that domain may sign in
 */
gboolean
cs_policy_allows_domain (CsPolicy *self,
                         CsHost   *domain)
{
  if (!cs_policy_is_locked (self, CS_POLICY_DOMAIN) || !self->domain)
    return TRUE;

  return cs_host_equal (self->domain, domain);
}

static CsTrustedServers *
find_trusted (CsPolicy   *self,
              const char *domain)
{
  for (guint i = 0; i < self->trusted->len; i++) {
    CsTrustedServers *trusted = g_ptr_array_index (self->trusted, i);

    if (g_str_equal (trusted->entry.key, domain))
      return trusted;
  }

  return NULL;
}

/**
 * cs_policy_allows_server:
 * @self: (nullable): a policy
 * @domain: (nullable): the SIP domain that somebody wants to reach
 * @host: the host that would be connected to for it
 * @port: its port
 *
 * Returns: whether that host is one of the trusted servers of the domain, or the policy names none
 */
gboolean
cs_policy_allows_server (CsPolicy *self,
                         CsHost   *domain,
                         CsHost   *host,
                         guint16   port)
{
  CsTrustedServers *trusted = NULL;

  if (!self)
    return TRUE;

  if (domain)
    trusted = find_trusted (self, cs_host_get_ascii (domain));
  if (!trusted)
    trusted = find_trusted (self, CS_POLICY_ANY_DOMAIN);
  if (!trusted)
    return TRUE;

  for (guint i = 0; i < trusted->servers->len; i++) {
    CsEndpoint *server = g_ptr_array_index (trusted->servers, i);

    if (cs_host_equal (cs_endpoint_get_host (server), host) &&
        (cs_endpoint_get_port (server) == 0 || cs_endpoint_get_port (server) == port))
      return TRUE;
  }

  return FALSE;
}

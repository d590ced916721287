/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

/* The part of a session that decides between what the administrator rules and what was chosen for the account. */

/**
 * cs_session_get_keep_history:
 * @self: a session
 *
 * Gets how long messages stay on this computer.
 *
 * Returns: what the administrator rules, else what was chosen for the account
 */
CsKeeping
cs_session_get_keep_history (CsSession *self)
{
  CsPolicy *policy;

  g_return_val_if_fail (CS_IS_SESSION (self), CS_KEEPING_FOREVER);

  policy = cs_policy_store_get_policy (self->policies);

  return cs_policy_is_locked (policy, CS_POLICY_KEEP_HISTORY) ? cs_policy_get_keep_history (policy)
                                                              : cs_account_get_keep_history (self->account);
}

/**
 * cs_session_get_xcap_root:
 * @self: a session
 *
 * Gets where the server keeps the rules about who may see the person's presence.
 *
 * Returns: (transfer none) (nullable): what the administrator rules, else what was chosen for the account; %NULL where there are none
 */
CsXcapRoot *
cs_session_get_xcap_root (CsSession *self)
{
  CsPolicy *policy;
  CsXcapRoot *ruled;

  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  policy = cs_policy_store_get_policy (self->policies);
  ruled = cs_policy_get_rules_server (policy, cs_address_get_host (cs_account_get_address (self->account)));

  return ruled && cs_policy_is_locked (policy, CS_POLICY_RULES_SERVER) ? ruled : cs_account_get_xcap_root (self->account);
}

/**
 * cs_session_is_contacts_only:
 * @self: a session
 *
 * Gets whether messages of strangers are refused.
 *
 * Returns: what the administrator rules, else what was chosen for the account
 */
gboolean
cs_session_is_contacts_only (CsSession *self)
{
  CsPolicy *policy;

  g_return_val_if_fail (CS_IS_SESSION (self), FALSE);

  policy = cs_policy_store_get_policy (self->policies);

  return cs_policy_is_locked (policy, CS_POLICY_CONTACTS_ONLY) ? cs_policy_get_contacts_only (policy)
                                                               : cs_account_get_contacts_only (self->account);
}

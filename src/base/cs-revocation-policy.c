/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-revocation-policy.h"

static const char * const nicks[] = {
  [CS_REVOCATION_PREFER] = "prefer",
  [CS_REVOCATION_REQUIRE] = "require",
  [CS_REVOCATION_OFF] = "off",
};

/**
 * cs_revocation_policy_from_nick:
 * @nick: "prefer", "require" or "off"
 * @policy: (out): the policy of that name
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
cs_revocation_policy_from_nick (const char         *nick,
                                CsRevocationPolicy *policy)
{
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_str_equal (nick, nicks[i])) {
      *policy = i;
      return TRUE;
    }
  }

  return FALSE;
}

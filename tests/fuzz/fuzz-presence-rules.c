/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who may see somebody's presence: what was read is written, and read again. */

#include "cs-fuzz.h"

#include "sip/cs-presence-rules.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (CsPresenceRules) rules = cs_presence_rules_parse (bytes);
  g_autoptr (GBytes) built = rules ? cs_presence_rules_build (rules) : NULL;
  g_autoptr (CsPresenceRules) again = built ? cs_presence_rules_parse (built) : NULL;

  if (!built)
    return 0;

  g_assert_nonnull (again);
  g_assert_cmpint (cs_presence_rules_has_foreign (again), ==, cs_presence_rules_has_foreign (rules));
  for (int permission = CS_PERMISSION_ALLOWED; permission <= CS_PERMISSION_BLOCKED; permission++) {
    g_autoptr (GPtrArray) before = cs_presence_rules_list (rules, permission);
    g_autoptr (GPtrArray) after = cs_presence_rules_list (again, permission);

    g_assert_cmpuint (before->len, ==, after->len);
  }

  return 0;
}

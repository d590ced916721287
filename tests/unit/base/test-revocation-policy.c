/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-revocation-policy.h"

static void
test_knows_its_names (void)
{
  static const struct {
    const char         *nick;
    CsRevocationPolicy  policy;
  } names[] = {
    { "prefer", CS_REVOCATION_PREFER },
    { "require", CS_REVOCATION_REQUIRE },
    { "off", CS_REVOCATION_OFF },
  };
  CsRevocationPolicy policy;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_assert_true (cs_revocation_policy_from_nick (names[i].nick, &policy));
    g_assert_cmpint (policy, ==, names[i].policy);
  }
}

static void
test_refuses_other_names (void)
{
  static const char * const names[] = { "", "Require", "require ", "on", "soft" };
  CsRevocationPolicy policy;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (cs_revocation_policy_from_nick (names[i], &policy));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/revocation-policy/knows-its-names", test_knows_its_names);
  g_test_add_func ("/revocation-policy/refuses-other-names", test_refuses_other_names);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-connection-state.h"

static void
test_nicks (void)
{
  static const char * const nicks[] = {
    "offline", "looking-up", "connecting", "checking", "signing-in", "online", "refused", "waiting",
  };
  GEnumClass *klass = g_type_class_ref (CS_TYPE_CONNECTION_STATE);

  g_assert_cmpuint (klass->n_values, ==, G_N_ELEMENTS (nicks));
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++) {
    g_assert_cmpstr (cs_connection_state_get_nick (i), ==, nicks[i]);
    g_assert_cmpstr (g_enum_get_value (klass, (int) i)->value_nick, ==, nicks[i]);
  }
  g_assert_cmpstr (cs_connection_state_get_nick (G_N_ELEMENTS (nicks)), ==, "unknown");

  g_type_class_unref (klass);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection-state/names-every-state", test_nicks);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>

#include "sip/cs-sip-stack.h"

static void
test_clears (void)
{
  static const char * const cleared[] = {
    "TPORT_LOG", "TPORT_DUMP", "TPORT_DUMP_BACKUP", "TPORT_CAPT", "TPORT_SSL", "TPORT_DEBUG", "MSG_DUMP", "MSG_STREAM_LOG",
    "STUN_SERVER", "SIPCOMPACT", "NUA_DEBUG", "NTA_DEBUG", "SU_DEBUG", "SOFIA_DEBUG", "SRESOLV_CONF", "SSLKEYLOGFILE",
    "GNUTLS_DEBUG_LEVEL", "GNUTLS_SYSTEM_PRIORITY_FILE",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cleared); i++)
    g_setenv (cleared[i], "/nowhere", TRUE);
  g_setenv ("COUNTERSIGN_TEST", "stays", TRUE);

  cs_sip_stack_clear_environment ();

  for (gsize i = 0; i < G_N_ELEMENTS (cleared); i++)
    g_assert_null (g_getenv (cleared[i]));
  g_assert_cmpstr (g_getenv ("COUNTERSIGN_TEST"), ==, "stays");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sip-environment/forgets-what-could-leak-secrets", test_clears);

  return g_test_run ();
}

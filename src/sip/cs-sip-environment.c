/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-sip-stack.h"

/* Sofia-SIP's variables: some write every message to a file, some raise the log level, some redirect it to other servers. */
static const char * const variables[] = {
  "GAI",
  "HOSTADDR6",
  "HOSTADDRESS",
  "IPTSEC_DEBUG",
  "MSG_DUMP",
  "MSG_STREAM_LOG",
  "NEA_DEBUG",
  "NTA_DEBUG",
  "NTH_DEBUG",
  "NUA_DEBUG",
  "PIMIW_HACK",
  "SHOW_DEBUG_LEVELS",
  "SIGCOMP_ALGORITHM",
  "SIPCOMPACT",
  "SIP_UDP_CONNECT",
  "SOA_DEBUG",
  "SOFIA_DEBUG",
  "SRESOLV_CONF",
  "SRESOLV_DEBUG",
  "SRES_OPTIONS",
  "SSLKEYLOGFILE",
  "STUN_DEBUG",
  "STUN_SERVER",
  "SU_DEBUG",
  "SU_PORT",
  "_NUA_HANDLE_DEBUG",
};

/* TPORT_LOG, TPORT_DUMP, TPORT_DUMP_BACKUP, TPORT_CAPT, TPORT_SSL, TPORT_DEBUG and whatever comes to it; GNUTLS_DEBUG_LEVEL,
 * GNUTLS_SYSTEM_PRIORITY_FILE, GNUTLS_FORCE_FIPS_MODE and more. */
static const char * const prefixes[] = { "GNUTLS_", "TPORT_" };

/**
 * cs_sip_stack_clear_environment:
 *
 * Unsets every variable through which the environment could make Sofia-SIP or GnuTLS write secrets to a file, or weaken
 * them. Belongs at the very start of a program, before there is a second thread.
 */
void
cs_sip_stack_clear_environment (void)
{
  g_auto (GStrv) names = g_listenv ();

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);

  for (gsize i = 0; names[i]; i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (prefixes); j++) {
      if (g_str_has_prefix (names[i], prefixes[j]))
        g_unsetenv (names[i]);
    }
  }
}

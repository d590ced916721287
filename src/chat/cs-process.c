/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile.h"

#include <locale.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>

#include "sip/cs-sip-stack.h"

/**
 * cs_profile_prepare_process:
 *
 * Makes the process fit to hold secrets: the first thing that a program of ours does. Variables that could make a library write
 * secrets or weaken it are unset, files are made for their owner alone, a crash leaves no core file with passwords in it. Also
 * chooses the language.
 */
void
cs_profile_prepare_process (void)
{
  struct rlimit none = { 0, 0 };

  cs_sip_stack_clear_environment ();
  umask (077);

  /* Not PR_SET_DUMPABLE: that would also hide the process from portals and from its owner's debugger. */
  setrlimit (RLIMIT_CORE, &none);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CS_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

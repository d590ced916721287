/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli.h"

#include <glib/gi18n-lib.h>

#include "chat/cs-profile.h"

static const struct {
  const char   *name;
  const char   *description;
  CsCliStatus (*run) (char **arguments);
} commands[] = {
  { "check", N_("judge the server of an address or a domain"), cs_cli_check },
  { "verify", N_("judge certificates from a file, without a network"), cs_cli_verify },
  { "send", N_("send lines of standard input as messages"), cs_cli_send },
  { "listen", N_("print messages that come in"), cs_cli_listen },
  { "rooms", N_("make, join and leave rooms for several people"), cs_cli_rooms },
  { "policy", N_("print what the administrator rules, and where that is written"), cs_cli_policy },
};

static void
print_help (gboolean as_error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append (text, _("Usage: countersign-cli COMMAND [OPTION…]\n\nCommands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-8s%s\n", commands[i].name, _(commands[i].description));
  g_string_append (text, _("\n“countersign-cli COMMAND --help” tells more about a command.\n"));

  if (as_error)
    g_printerr ("%s", text->str);
  else
    g_print ("%s", text->str);
}

int
main (int    argc,
      char **argv)
{
  g_auto (GStrv) arguments = NULL;

  cs_profile_prepare_process ();

  if (argc < 2) {
    print_help (TRUE);
    return CS_CLI_USAGE;
  }

  if (g_str_equal (argv[1], "--version")) {
    g_print ("countersign-cli %s\n", CS_VERSION);
    return CS_CLI_OK;
  }

  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help")) {
    print_help (FALSE);
    return CS_CLI_OK;
  }

  arguments = g_strdupv (argv + 1);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *full_name = NULL;
    CsCliStatus status;

    if (!g_str_equal (arguments[0], commands[i].name))
      continue;
    full_name = g_strconcat ("countersign-cli ", commands[i].name, NULL);
    g_set_prgname (full_name);
    status = commands[i].run (arguments);
    cs_profile_finish_process ();
    return status;
  }

  g_printerr (_("“%s” is no command.\n"), argv[1]);
  print_help (TRUE);

  return CS_CLI_USAGE;
}

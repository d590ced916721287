/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli.h"

#include <glib/gi18n-lib.h>

#include "chat/cs-check.h"

#include "cs-cli-anchors.h"
#include "cs-cli-identity.h"
#include "cs-cli-input.h"
#include "cs-cli-output.h"

typedef struct {
  gboolean      json;
  char         *server;
  char        **anchors;
  gboolean      no_system_anchors;
  gboolean      organisation_lookup;
  char         *administrator_folder;
  CsCliIdentity identity;
  char        **targets;
  CsHost       *domain;
  CsEndpoint   *endpoint;
  GMainLoop    *loop;
  CsCliStatus   status;
} Check;

static void
check_clear (Check *check)
{
  g_free (check->server);
  g_free (check->administrator_folder);
  g_strfreev (check->anchors);
  cs_cli_identity_clear (&check->identity);
  g_strfreev (check->targets);
  g_clear_pointer (&check->domain, cs_host_unref);
  g_clear_pointer (&check->endpoint, cs_endpoint_unref);
  g_clear_pointer (&check->loop, g_main_loop_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, check_clear)

static gboolean
parse (Check   *check,
       char  ***arguments)
{
  GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &check->json, N_("Print JSON"), NULL },
    { "server", 0, 0, G_OPTION_ARG_STRING, &check->server, N_("The server, where DNS should not be asked"), N_("HOST[:PORT]") },
    { "anchors", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &check->anchors, N_("Trust the authorities in FILE"), N_("FILE") },
    { "no-system-anchors", 0, 0, G_OPTION_ARG_NONE, &check->no_system_anchors, N_("Do not trust the system’s authorities"), NULL },
    { "organisation-lookup", 0, 0, G_OPTION_ARG_NONE, &check->organisation_lookup,
      N_("Look for the server in the way of organisations, too"), NULL },
    { "administrator-folder", 0, 0, G_OPTION_ARG_FILENAME, &check->administrator_folder,
      N_("Take policy and authorities from FOLDER instead of /etc/countersign"), N_("FOLDER") },
    { "client-certificate", 0, 0, G_OPTION_ARG_FILENAME, &check->identity.certificate, N_("Show the certificate in FILE to a server that asks"), N_("FILE") },
    { "client-key", 0, 0, G_OPTION_ARG_FILENAME, &check->identity.key, N_("The private key, where it is in a file of its own"), N_("FILE") },
    { "client-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &check->identity.passphrase, N_("Read the passphrase of the key from FILE"), N_("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &check->targets, NULL, NULL },
    { NULL }
  };

  const CsCliSyntax syntax = {
    _("ADDRESS-OR-DOMAIN"), _("Looks a server up, connects and judges it. Sends no SIP and no password."), entries, NULL
  };

  if (!cs_cli_parse (&syntax, arguments, &check->status))
    return FALSE;

  check->status = CS_CLI_USAGE;
  if (!check->targets || g_strv_length (check->targets) != 1) {
    g_printerr (_("countersign-cli: give one SIP address or domain\n"));
    return FALSE;
  }

  return cs_cli_identity_is_usable (&check->identity);
}

static gboolean
understand (Check   *check,
            GError **error)
{
  const char *target = check->targets[0];

  if (strchr (target, '@')) {
    g_autoptr (CsAddress) address = cs_address_parse (target, error);

    if (!address)
      return FALSE;
    check->domain = cs_host_ref (cs_address_get_host (address));
  } else {
    check->domain = cs_host_parse (target, error);
    if (!check->domain)
      return FALSE;
  }

  if (check->server) {
    check->endpoint = cs_endpoint_parse (check->server, error);
    return check->endpoint != NULL;
  }

  return TRUE;
}

/* It asked for a certificate, got none, and has not hung up. */
static gboolean
leaves_open (CsClientAnswer answer)
{
  return answer == CS_CLIENT_ANSWER_NONE || answer == CS_CLIENT_ANSWER_UNSUITABLE;
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Check *check = user_data;
  g_autoptr (CsConnectionFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsVerdict) verdict = cs_check_server_finish (result, &facts, &error);

  if (verdict) {
    check->status = cs_cli_print_verdict (verdict, facts, check->json);
    if (!check->json && facts && leaves_open (cs_connection_facts_get_client_answer (facts)))
      g_print ("%s\n", _("Whether the server insists on a certificate of yours shows with the first request, which was not sent."));
  } else {
    check->status = cs_cli_print_error (error, cs_host_get_display (check->domain), check->json);
  }
  g_main_loop_quit (check->loop);
}

/**
 * cs_cli_check:
 * @arguments: the command line from "check" on
 *
 * Judges a server.
 *
 * Returns: what to exit with
 */
CsCliStatus
cs_cli_check (char **arguments)
{
  g_auto (Check) check = { 0 };
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (CsPolicyStore) policies = NULL;
  g_autoptr (CsAnchorStore) anchors = NULL;
  CsPolicy *policy;
  gboolean lookup;
  g_autoptr (GError) error = NULL;

  if (!parse (&check, &rest))
    return check.status;
  if (!understand (&check, &error)) {
    g_printerr ("countersign-cli: %s\n", error->message);
    return CS_CLI_USAGE;
  }

  policies = cs_cli_load_policies (check.administrator_folder, check.json);
  if (!policies)
    return CS_CLI_UNREADABLE;
  anchors = cs_cli_load_anchors (policies, !check.no_system_anchors);
  if (!anchors || !cs_cli_give_anchors (anchors, check.anchors) || !cs_cli_identity_load (&check.identity))
    return CS_CLI_UNREADABLE;

  policy = cs_policy_store_get_policy (policies);
  lookup = cs_policy_get_organisation_lookup (policy) ||
           (check.organisation_lookup && !cs_policy_is_locked (policy, CS_POLICY_ORGANISATION_LOOKUP));
  check.loop = g_main_loop_new (NULL, FALSE);
  cs_check_server_async (check.domain, check.endpoint, anchors, policy, lookup, check.identity.identity, NULL, checked_cb, &check);
  g_main_loop_run (check.loop);

  return check.status;
}

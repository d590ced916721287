/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli.h"

#include <glib/gi18n-lib.h>

#include "trust/cs-crl.h"
#include "trust/cs-verifier.h"

#include "cs-cli-anchors.h"
#include "cs-cli-input.h"
#include "cs-cli-output.h"

typedef struct {
  gboolean             json;
  char                *name;
  char                *sip_domain;
  char               **anchors;
  gboolean             no_system_anchors;
  char               **crls;
  char               **responses;
  char                *revocation;
  CsRevocationPolicy   policy;
  gint64               at;
  char               **files;
  CsReferenceIdentity *identity;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->name);
  g_free (options->sip_domain);
  g_strfreev (options->anchors);
  g_strfreev (options->crls);
  g_strfreev (options->responses);
  g_free (options->revocation);
  g_strfreev (options->files);
  g_clear_pointer (&options->identity, cs_reference_identity_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options       *options,
       char        ***arguments,
       CsCliStatus   *status)
{
  GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print JSON"), NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_("The host or IP address that was typed as the server"), N_("NAME") },
    { "sip-domain", 0, 0, G_OPTION_ARG_STRING, &options->sip_domain, N_("The SIP domain to prove"), N_("DOMAIN") },
    { "anchors", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->anchors, N_("Trust the authorities in FILE"), N_("FILE") },
    { "no-system-anchors", 0, 0, G_OPTION_ARG_NONE, &options->no_system_anchors, N_("Do not trust the system’s authorities"), NULL },
    { "crls", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->crls, N_("Revocation lists"), N_("FILE") },
    { "ocsp", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->responses, N_("An OCSP response that came with the certificates"), N_("FILE") },
    { "revocation", 0, 0, G_OPTION_ARG_STRING, &options->revocation, N_("Whether proof is needed that none is revoked"),
      "require|prefer|off" },
    { "at", 0, 0, G_OPTION_ARG_INT64, &options->at, N_("Judge as of this time"), N_("UNIX-TIME") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, NULL },
    { NULL }
  };

  const CsCliSyntax syntax = {
    "CHAIN.pem", _("Judges certificates from a file, in the order of the wire, without a network."), entries, NULL
  };

  if (!cs_cli_parse (&syntax, arguments, status))
    return FALSE;

  *status = CS_CLI_USAGE;
  if (!options->files || g_strv_length (options->files) != 1) {
    g_printerr (_("countersign-cli: give one file with the certificates\n"));
    return FALSE;
  }
  if (options->name && options->sip_domain) {
    g_printerr (_("countersign-cli: give either --name or --sip-domain\n"));
    return FALSE;
  }

  if (options->revocation && !cs_revocation_policy_from_nick (options->revocation, &options->policy)) {
    g_printerr (_("countersign-cli: --revocation is one of require, prefer and off\n"));
    return FALSE;
  }

  return TRUE;
}

static gboolean
make_identity (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsHost) host = NULL;
  const char *text = options->name ? options->name : options->sip_domain;

  if (!text)
    return TRUE;

  host = cs_host_parse (text, &error);
  if (!host) {
    g_printerr ("countersign-cli: %s\n", error->message);
    return FALSE;
  }

  options->identity = cs_reference_identity_new (options->name ? NULL : host, options->name ? host : NULL);

  return TRUE;
}

static gboolean
read_crls (GPtrArray  *crls,
           char      **paths)
{
  for (guint i = 0; paths && paths[i]; i++) {
    g_autoptr (GBytes) bytes = cs_cli_read_file (paths[i]);
    g_autoptr (GPtrArray) lists = NULL;
    g_autoptr (GError) error = NULL;

    if (!bytes)
      return FALSE;
    lists = cs_crl_file_parse (bytes, &error);
    if (!lists) {
      g_autofree char *shown = g_filename_display_name (paths[i]);

      g_printerr ("countersign-cli: %s: %s\n", shown, error->message);
      return FALSE;
    }
    for (guint j = 0; j < lists->len; j++)
      g_ptr_array_add (crls, g_bytes_ref (lists->pdata[j]));
  }

  return TRUE;
}

static gboolean
read_responses (GPtrArray  *responses,
                char      **paths)
{
  for (guint i = 0; paths && paths[i]; i++) {
    GBytes *bytes = cs_cli_read_file (paths[i]);

    if (!bytes)
      return FALSE;
    g_ptr_array_add (responses, bytes);
  }

  return TRUE;
}

/**
 * cs_cli_verify:
 * @arguments: the command line from "verify" on
 *
 * Judges a chain from a file.
 *
 * Returns: what to exit with
 */
CsCliStatus
cs_cli_verify (char **arguments)
{
  g_auto (Options) options = { .at = G_MININT64 };
  g_autoptr (CsPolicyStore) policies = cs_policy_store_new (NULL);
  g_autoptr (CsAnchorStore) anchors = NULL;
  g_autoptr (GPtrArray) crls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (CsVerdict) verdict = NULL;
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (GPtrArray) responses = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  CsRevocationEvidence evidence = { .crls = crls, .staples = responses };
  CsCliStatus status;

  if (!parse (&options, &rest, &status))
    return status;
  if (!make_identity (&options))
    return CS_CLI_USAGE;

  chain = cs_cli_read_certificates (options.files[0]);
  if (!chain || !read_crls (crls, options.crls) || !read_responses (responses, options.responses))
    return CS_CLI_UNREADABLE;

  anchors = cs_cli_load_anchors (policies, !options.no_system_anchors);
  if (!anchors || !cs_cli_give_anchors (anchors, options.anchors))
    return CS_CLI_UNREADABLE;

  if (options.at == G_MININT64)
    options.at = g_get_real_time () / G_USEC_PER_SEC;
  evidence.policy = options.policy;
  verdict = cs_verifier_judge (cs_anchor_store_get_anchors (anchors), chain, options.identity, options.at, &evidence);

  return cs_cli_print_verdict (verdict, NULL, options.json);
}

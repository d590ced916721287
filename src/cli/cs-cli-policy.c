/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli.h"

#include <glib/gi18n-lib.h>

#include "cs-cli-anchors.h"
#include "cs-cli-input.h"
#include "cs-cli-output.h"

typedef struct {
  gboolean  json;
  char     *folder;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* What holds, be it set or not. The words are those of the files. */
static GPtrArray *
list_lines (CsPolicy *policy)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) entries = cs_policy_list_entries (policy);

  for (guint i = 0; i < CS_POLICY_N_KEYS; i++) {
    const CsPolicyEntry *set = cs_policy_get_entry (policy, i);
    CsPolicyEntry *line = g_new0 (CsPolicyEntry, 1);

    line->group = (char *) cs_policy_key_get_group (i);
    line->key = (char *) cs_policy_key_get_name (i);
    line->value = (char *) cs_policy_get_word (policy, i);
    line->path = set ? set->path : NULL;
    line->locked = set && set->locked;
    g_ptr_array_add (lines, line);
  }

  for (guint i = 0; i < entries->len; i++) {
    const CsPolicyEntry *entry = g_ptr_array_index (entries, i);

    if (g_str_equal (entry->group, "trusted-servers"))
      g_ptr_array_add (lines, g_memdup2 (entry, sizeof *entry));
  }

  return lines;
}

static void
print_json (GPtrArray *lines)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++) {
    const CsPolicyEntry *line = g_ptr_array_index (lines, i);

    json_builder_begin_object (builder);
    cs_cli_add_string (builder, "group", line->group);
    cs_cli_add_string (builder, "key", line->key);
    cs_cli_add_string (builder, "value", line->value);
    cs_cli_add_string (builder, "file", line->path);
    json_builder_set_member_name (builder, "locked");
    json_builder_add_boolean_value (builder, line->locked);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  cs_cli_print_json (builder);
}

static void
print_text (GPtrArray *lines)
{
  const char *group = NULL;

  for (guint i = 0; i < lines->len; i++) {
    const CsPolicyEntry *line = g_ptr_array_index (lines, i);

    if (g_strcmp0 (group, line->group) != 0)
      g_print ("[%s]\n", line->group);
    group = line->group;

    if (!line->path)
      /* Translators: where a setting comes from that nobody made */
      g_print ("%s=%s  # %s\n", line->key, line->value ? line->value : "", _("default"));
    else if (line->locked)
      g_print ("%s=%s  # %s, %s\n", line->key, line->value ? line->value : "", line->path, _("locked"));
    else
      g_print ("%s=%s  # %s\n", line->key, line->value ? line->value : "", line->path);
  }
}

/**
 * cs_cli_policy:
 * @arguments: the command line from the command on
 *
 * Prints what the administrator rules, and where that is written.
 *
 * Returns: what to exit with
 */
CsCliStatus
cs_cli_policy (char **arguments)
{
  g_auto (Options) options = { FALSE, NULL };
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (CsPolicyStore) policies = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  CsCliStatus status;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print JSON"), NULL },
    { "administrator-folder", 0, 0, G_OPTION_ARG_FILENAME, &options.folder,
      N_("Take policy and authorities from FOLDER instead of /etc/countersign"), N_("FOLDER") },
    { NULL }
  };
  const CsCliSyntax syntax = { NULL, _("Prints what holds on this computer, and which file says so."), entries, NULL };

  if (!cs_cli_parse (&syntax, &rest, &status))
    return status;
  if (g_strv_length (rest) > 1) {
    g_printerr (_("countersign-cli: “%s” was not expected\n"), rest[1]);
    return CS_CLI_USAGE;
  }

  policies = cs_cli_load_policies (options.folder, options.json);
  if (!policies)
    return CS_CLI_UNREADABLE;

  lines = list_lines (cs_policy_store_get_policy (policies));
  if (options.json)
    print_json (lines);
  else
    print_text (lines);

  return CS_CLI_OK;
}

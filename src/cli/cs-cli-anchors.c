/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-anchors.h"

#include "cs-cli-output.h"

typedef struct {
  GMainLoop *loop;
  GError    *error;
} Load;

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Load *load = user_data;

  cs_anchor_store_load_finish (CS_ANCHOR_STORE (object), result, &load->error);
  g_main_loop_quit (load->loop);
}

static void
policies_loaded_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Load *load = user_data;

  cs_policy_store_load_finish (CS_POLICY_STORE (object), result, &load->error);
  g_main_loop_quit (load->loop);
}

/**
 * cs_cli_load_policies:
 * @folder: (nullable): the administrator's folder
 * @json: whether to print JSON where it goes wrong
 *
 * Reads what the administrator of this computer rules. Says on standard error what is wrong with it.
 *
 * Returns: (transfer full) (nullable): the policy
 */
CsPolicyStore *
cs_cli_load_policies (const char *folder,
                      gboolean    json)
{
  g_autoptr (CsPolicyStore) policies = cs_policy_store_new (folder);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  Load load = { loop, NULL };

  cs_policy_store_load_async (policies, NULL, policies_loaded_cb, &load);
  g_main_loop_run (loop);

  error = load.error;
  if (error) {
    cs_cli_print_error (error, NULL, json);
    return NULL;
  }

  return g_steal_pointer (&policies);
}

/**
 * cs_cli_load_anchors:
 * @policies: where the administrator's folder is
 * @use_system: whether to trust what the system trusts
 *
 * Loads the trust anchors of this computer; nobody's imported ones. Says on standard error what went wrong.
 *
 * Returns: (transfer full) (nullable): the anchors
 */
CsAnchorStore *
cs_cli_load_anchors (CsPolicyStore *policies,
                     gboolean       use_system)
{
  g_autofree char *folder = cs_policy_store_dup_anchors_folder (policies);
  g_autoptr (CsAnchorStore) anchors = cs_anchor_store_new (NULL, folder, use_system);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  Load load = { loop, NULL };

  cs_anchor_store_load_async (anchors, NULL, loaded_cb, &load);
  g_main_loop_run (loop);

  error = load.error;
  if (error) {
    g_printerr ("countersign-cli: %s\n", error->message);
    return NULL;
  }

  return g_steal_pointer (&anchors);
}

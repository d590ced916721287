/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-anchors.h"

#define ADMINISTRATOR_FOLDER "/etc/countersign/anchors"

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

/**
 * cs_cli_load_anchors:
 * @use_system: whether to trust what the system trusts
 *
 * Loads the trust anchors of this computer; nobody's imported ones. Says on standard error what went wrong.
 *
 * Returns: (transfer full) (nullable): the anchors
 */
CsAnchorStore *
cs_cli_load_anchors (gboolean use_system)
{
  g_autoptr (CsAnchorStore) anchors = cs_anchor_store_new (NULL, ADMINISTRATOR_FOLDER, use_system);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-bad-files.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-toast.h"

/* Long enough to read a path. */
#define SECONDS 15

static void
say (GtkWidget *widget,
     GFile     *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = cs_text_embed (name ? name : "");
  g_autofree char *title = NULL;
  AdwToast *toast;

  /* Translators: %s is the name of a file */
  title = g_strdup_printf (_("An authority’s file is broken and not trusted: %s"), shown);
  toast = cs_toast_new (title);
  adw_toast_set_button_label (toast, _("Show"));
  adw_toast_set_action_name (toast, "app.preferences");
  adw_toast_set_timeout (toast, SECONDS);
  cs_toast_add (widget, toast);
}

static void
items_changed_cb (GListModel *files,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GtkWidget  *widget)
{
  g_autoptr (GFile) last = NULL;

  /* The list is read anew whenever an authority comes or goes: what was there before has been told. The preferences list all. */
  if (added <= removed)
    return;

  last = g_list_model_get_item (files, position + added - 1);
  say (widget, last);
}

/**
 * cs_bad_files_report:
 * @widget: a widget in the main window
 * @profile: the profile
 *
 * Tells the person, now or as soon as it is known, that a file that should hold an authority holds none.
 */
void
cs_bad_files_report (GtkWidget *widget,
                     CsProfile *profile)
{
  GListModel *files = cs_anchor_store_list_bad_files (cs_profile_get_anchors (profile));

  g_signal_connect_object (files, "items-changed", G_CALLBACK (items_changed_cb), widget, 0);
  items_changed_cb (files, 0, 0, g_list_model_get_n_items (files), widget);
}

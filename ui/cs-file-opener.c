/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-file-opener.h"

#include <adwaita.h>

#include "cs-anchor-toast.h"
#include "cs-import-dialog.h"
#include "cs-toast.h"

/* Where there is one account, an authority is most likely for that. */
static const char *
find_only_domain (CsProfile *profile)
{
  GListModel *sessions = cs_profile_get_sessions (profile);
  g_autoptr (CsSession) session = NULL;

  if (g_list_model_get_n_items (sessions) != 1)
    return NULL;
  session = g_list_model_get_item (sessions, 0);

  /* The profile keeps it alive. */
  return cs_host_get_ascii (cs_address_get_host (cs_account_get_address (cs_session_get_account (session))));
}

static void
forget_profile (gpointer  data,
                GClosure *closure)
{
  g_object_unref (data);
}

static void
imported_cb (CsImportDialog *dialog,
             CsAnchor       *anchor,
             gpointer        user_data)
{
  CsProfile *profile = user_data;
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (window)
    cs_toast_add (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
                  cs_anchor_toast_new_imported (cs_profile_get_anchors (profile), anchor,
                                                cs_import_dialog_get_previous (dialog)));
}

/**
 * cs_file_opener_open:
 * @window: the main window
 * @profile: the profile
 * @file: what was opened with the program
 *
 * Shows what an opened file holds: an authority, to be imported when the person says so.
 */
void
cs_file_opener_open (GtkApplicationWindow *window,
                     CsProfile            *profile,
                     GFile                *file)
{
  CsImportDialog *dialog = cs_import_dialog_present (GTK_WINDOW (window), profile, find_only_domain (profile), file);

  g_signal_connect_data (dialog, "imported", G_CALLBACK (imported_cb),
                         g_object_ref (profile), forget_profile, 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-file-opener.h"

#include <adwaita.h>

#include "cs-import-opener.h"

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
  cs_import_opener_open (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)), profile,
                         find_only_domain (profile), file);
}

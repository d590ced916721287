/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-account-choice.h"

#include "cs-settings.h"

/**
 * cs_account_choice_fill:
 * @row: an empty row
 * @profile: whose accounts to choose from
 *
 * Fills a row with the addresses of the accounts, the likely one chosen. It is shown only where there is a choice.
 */
void
cs_account_choice_fill (AdwComboRow *row,
                        CsProfile   *profile)
{
  GListModel *sessions = cs_profile_get_sessions (profile);
  g_autoptr (GtkStringList) addresses = gtk_string_list_new (NULL);
  g_autoptr (CsSession) recalled = cs_account_choice_recall (profile);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    gtk_string_list_append (addresses, cs_address_get_display (cs_account_get_address (cs_session_get_account (session))));
  }
  adw_combo_row_set_model (row, G_LIST_MODEL (addresses));
  gtk_widget_set_visible (GTK_WIDGET (row), g_list_model_get_n_items (sessions) > 1);
  if (recalled)
    cs_account_choice_select (row, profile, recalled);
}

/**
 * cs_account_choice_select:
 * @row: a row that was filled
 * @profile: whose accounts it offers
 * @session: one of them
 *
 * Chooses an account.
 */
void
cs_account_choice_select (AdwComboRow *row,
                          CsProfile   *profile,
                          CsSession   *session)
{
  GListModel *sessions = cs_profile_get_sessions (profile);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) item = g_list_model_get_item (sessions, i);

    if (item == session)
      adw_combo_row_set_selected (row, i);
  }
}

/**
 * cs_account_choice_get:
 * @row: a row that was filled
 * @profile: whose accounts it offers
 *
 * Returns: (transfer full) (nullable): the account that is chosen; %NULL if there is none
 */
CsSession *
cs_account_choice_get (AdwComboRow *row,
                       CsProfile   *profile)
{
  guint chosen = adw_combo_row_get_selected (row);

  return g_list_model_get_item (cs_profile_get_sessions (profile), chosen == GTK_INVALID_LIST_POSITION ? 0 : chosen);
}

/**
 * cs_account_choice_recall:
 * @profile: whose accounts to choose from
 *
 * Finds the account that is meant where nothing else tells: the one whose conversations are shown, else the one that was used last,
 * also before the program was started anew, else one that is not signed out.
 *
 * Returns: (transfer full) (nullable): its session
 */
CsSession *
cs_account_choice_recall (CsProfile *profile)
{
  static const char * const keys[] = { "shown-account", "used-account" };
  g_autoptr (GSettings) settings = cs_settings_open ();

  for (guint i = 0; settings && i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *id = g_settings_get_string (settings, keys[i]);
    CsSession *session = cs_profile_find_session_by_id (profile, id);

    if (session)
      return session;
  }

  return cs_profile_suggest_session (profile, NULL, NULL);
}

/**
 * cs_account_choice_remember:
 * @session: an account that was used
 *
 * Remembers which account was used last.
 */
void
cs_account_choice_remember (CsSession *session)
{
  g_autoptr (GSettings) settings = cs_settings_open ();

  if (settings)
    g_settings_set_string (settings, "used-account", cs_account_get_id (cs_session_get_account (session)));
}

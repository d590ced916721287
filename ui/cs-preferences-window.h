/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* The preferences: accounts, notifications, trusted authorities, what the organisation rules.
 * Signal: "add-account" () when the person wants to sign in with one more. */
#define CS_TYPE_PREFERENCES_WINDOW (cs_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (CsPreferencesWindow, cs_preferences_window, CS, PREFERENCES_WINDOW, AdwPreferencesWindow)

CsPreferencesWindow *cs_preferences_window_new (GtkWindow *parent,
                                                CsProfile *profile,
                                                GSettings *settings);

G_END_DECLS

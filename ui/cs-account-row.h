/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* An account in the preferences: how it stands, its server and sign-in name, signing out and in, removing it. */
#define CS_TYPE_ACCOUNT_ROW (cs_account_row_get_type ())
G_DECLARE_FINAL_TYPE (CsAccountRow, cs_account_row, CS, ACCOUNT_ROW, AdwExpanderRow)

GtkWidget *cs_account_row_new (CsProfile *profile,
                               CsSession *session);

G_END_DECLS

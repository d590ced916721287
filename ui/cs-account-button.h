/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* An account and how it stands, under the list of conversations. A click leads to what needs doing. */
#define CS_TYPE_ACCOUNT_BUTTON (cs_account_button_get_type ())
G_DECLARE_FINAL_TYPE (CsAccountButton, cs_account_button, CS, ACCOUNT_BUTTON, AdwBin)

GtkWidget *cs_account_button_new (CsSession *session);

G_END_DECLS

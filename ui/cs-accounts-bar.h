/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* All accounts and how they stand, under the list of conversations, and a menu: whose conversations to show, and one more account.
 * The menu's action "accounts.show" is for whoever owns the list: its target is the id of an account, empty for all. */
#define CS_TYPE_ACCOUNTS_BAR (cs_accounts_bar_get_type ())
G_DECLARE_FINAL_TYPE (CsAccountsBar, cs_accounts_bar, CS, ACCOUNTS_BAR, AdwBin)

void cs_accounts_bar_set_sessions (CsAccountsBar *self,
                                   GListModel    *sessions);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-account.h"

G_BEGIN_DECLS

/* The accounts of a profile and the file they are kept in. */
#define CS_TYPE_ACCOUNTS (cs_accounts_get_type ())
G_DECLARE_FINAL_TYPE (CsAccounts, cs_accounts, CS, ACCOUNTS, GObject)

CsAccounts *cs_accounts_new          (const char           *path);
void        cs_accounts_load_async   (CsAccounts           *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    cs_accounts_load_finish  (CsAccounts           *self,
                                      GAsyncResult         *result,
                                      char                **aside,
                                      GError              **error);
GListModel *cs_accounts_get_list     (CsAccounts           *self);
void        cs_accounts_add          (CsAccounts           *self,
                                      CsAccount            *account);
void        cs_accounts_remove       (CsAccounts           *self,
                                      CsAccount            *account,
                                      gboolean              keep_history);
void        cs_accounts_claim        (CsAccounts           *self,
                                      CsAccount            *account);
void        cs_accounts_flush_async  (CsAccounts           *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    cs_accounts_flush_finish (CsAccounts           *self,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS

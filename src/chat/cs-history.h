/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/cs-store.h"

#include "cs-conversations.h"

G_BEGIN_DECLS

/* What takes out of the store what is not kept: at the start, once a day, and at the end. */
#define CS_TYPE_HISTORY (cs_history_get_type ())
G_DECLARE_FINAL_TYPE (CsHistory, cs_history, CS, HISTORY, GObject)

CsHistory *cs_history_new        (CsStore              *store,
                                  GListModel           *sessions,
                                  CsConversations      *shown);
void       cs_history_prepare    (CsHistory            *self,
                                  gint64                last_message);
void       cs_history_start      (CsHistory            *self);
void       cs_history_apply      (CsHistory            *self);
void       cs_history_end_async  (CsHistory            *self,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean   cs_history_end_finish (CsHistory            *self,
                                  GAsyncResult         *result,
                                  GError              **error);
void       cs_history_forget     (CsStore              *store,
                                  gint64                conversation);
void       cs_history_tidy       (CsStore              *store);

G_END_DECLS

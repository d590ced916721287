/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-record.h"
#include "cs-store-db.h"
#include "cs-store-removal.h"

G_BEGIN_DECLS

/* Each of these wants to be inside of a transaction. */
gboolean              cs_store_hide           (CsStoreDb      *db,
                                               gint64          conversation,
                                               GError        **error);
CsConversationRecord *cs_store_unhide         (CsStoreDb      *db,
                                               gint64          conversation,
                                               GError        **error);
GPtrArray            *cs_store_list_hidden    (CsStoreDb      *db,
                                               gboolean       *untidy,
                                               GError        **error);
CsSwept              *cs_store_sweep          (CsStoreDb      *db,
                                               const CsSweep  *sweep,
                                               GError        **error);
CsConversationRecord *cs_store_hide_message   (CsStoreDb      *db,
                                               gint64          conversation,
                                               gint64          message,
                                               GError        **error);
CsConversationRecord *cs_store_unhide_message (CsStoreDb      *db,
                                               gint64          conversation,
                                               gint64          message,
                                               GError        **error);
CsConversationRecord *cs_store_forget_message (CsStoreDb      *db,
                                               gint64          conversation,
                                               gint64          message,
                                               GError        **error);
gboolean              cs_store_remove_empty   (CsStoreDb      *db,
                                               const char     *account,
                                               GError        **error);
gboolean              cs_store_tidy           (CsStoreDb      *db,
                                               gboolean       *more,
                                               GError        **error);

G_END_DECLS

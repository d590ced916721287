/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-record.h"
#include "cs-store-db.h"

G_BEGIN_DECLS

GPtrArray            *cs_store_read_messages      (CsStoreDb              *db,
                                                   sqlite3_stmt           *statement,
                                                   GError                **error);
CsMessageRecord      *cs_store_find_message       (CsStoreDb              *db,
                                                   const CsMessageRecord  *like,
                                                   GError                **error);
CsConversationRecord *cs_store_find_conversation_by_id (CsStoreDb            *db,
                                                        gint64                conversation,
                                                        GError              **error);
CsConversationRecord *cs_store_find_conversation  (CsStoreDb              *db,
                                                   const char             *account,
                                                   const char             *peer,
                                                   GError                **error);
GPtrArray            *cs_store_list_conversations (CsStoreDb              *db,
                                                   GError                **error);
GPtrArray            *cs_store_list_before        (CsStoreDb              *db,
                                                   gint64                  conversation,
                                                   gint64                  message,
                                                   guint                   limit,
                                                   GError                **error);
GPtrArray            *cs_store_list_after         (CsStoreDb              *db,
                                                   gint64                  conversation,
                                                   gint64                  message,
                                                   guint                   limit,
                                                   GError                **error);
GPtrArray            *cs_store_list_owed          (CsStoreDb              *db,
                                                   const char             *account,
                                                   gint64                  after,
                                                   guint                   limit,
                                                   GError                **error);
GPtrArray            *cs_store_list_unsent        (CsStoreDb              *db,
                                                   const char             *account,
                                                   GError                **error);

G_END_DECLS

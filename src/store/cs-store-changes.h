/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-record.h"
#include "cs-store-db.h"

G_BEGIN_DECLS

/* Each of these wants to be inside of a transaction. */
CsConversationRecord *cs_store_open_conversation (CsStoreDb              *db,
                                                  const char             *account,
                                                  const char             *peer,
                                                  GError                **error);
CsMessageRecord      *cs_store_add_message       (CsStoreDb              *db,
                                                  const CsMessageRecord  *record,
                                                  gboolean               *already_there,
                                                  GError                **error);
gboolean              cs_store_set_message_state (CsStoreDb              *db,
                                                  gint64                  message,
                                                  CsMessageState          state,
                                                  const char             *reason,
                                                  GError                **error);
gboolean              cs_store_set_read          (CsStoreDb              *db,
                                                  gint64                  conversation,
                                                  gint64                  up_to_message,
                                                  gboolean                owe_receipts,
                                                  GError                **error);
CsMessageRecord      *cs_store_take_receipt      (CsStoreDb              *db,
                                                  const CsMessageRecord  *about,
                                                  GError                **error);
gboolean              cs_store_set_peer          (CsStoreDb              *db,
                                                  gint64                  conversation,
                                                  const CsPeerFacts      *about,
                                                  GError                **error);
gboolean              cs_store_remove_owed       (CsStoreDb              *db,
                                                  gint64                  receipt,
                                                  GError                **error);
gboolean              cs_store_set_draft         (CsStoreDb              *db,
                                                  gint64                  conversation,
                                                  const char             *draft,
                                                  GError                **error);
gboolean              cs_store_set_name          (CsStoreDb              *db,
                                                  gint64                  conversation,
                                                  const char             *name,
                                                  GError                **error);
gboolean              cs_store_set_marks         (CsStoreDb              *db,
                                                  gint64                  conversation,
                                                  CsMarks                 mask,
                                                  CsMarks                 marks,
                                                  GError                **error);
gboolean              cs_store_remove_contacts   (CsStoreDb              *db,
                                                  const char             *account,
                                                  GError                **error);
gboolean              cs_store_remove_account    (CsStoreDb              *db,
                                                  const char             *account,
                                                  GError                **error);

G_END_DECLS

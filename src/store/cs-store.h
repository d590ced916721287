/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cs-record.h"

G_BEGIN_DECLS

/* The message store: one SQLite file behind a thread of its own. Calls are carried out in order; those that wait at the same
 * time and only add are committed together. A NULL path keeps everything in memory. */
#define CS_TYPE_STORE (cs_store_get_type ())
G_DECLARE_FINAL_TYPE (CsStore, cs_store, CS, STORE, GObject)

CsStore              *cs_store_new                         (const char           *path);
void                  cs_store_open_async                  (CsStore              *self,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean              cs_store_open_finish                 (CsStore              *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);
void                  cs_store_close_async                 (CsStore              *self,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean              cs_store_close_finish                (CsStore              *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

void                  cs_store_open_conversation_async     (CsStore              *self,
                                                            const char           *account,
                                                            const char           *peer,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
CsConversationRecord *cs_store_open_conversation_finish    (CsStore              *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);
void                  cs_store_list_conversations_async    (CsStore              *self,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
GPtrArray            *cs_store_list_conversations_finish   (CsStore              *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

/* Adds a message; record->id is ignored. Finish returns the stored record; already_there says that the same message_id of
 * the same conversation and direction was stored before, in which case that one is returned. */
void                  cs_store_add_message_async           (CsStore               *self,
                                                            const CsMessageRecord *record,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
CsMessageRecord      *cs_store_add_message_finish          (CsStore               *self,
                                                            GAsyncResult          *result,
                                                            gboolean              *already_there,
                                                            GError               **error);
void                  cs_store_set_message_state_async     (CsStore               *self,
                                                            gint64                 message,
                                                            CsMessageState         state,
                                                            const char            *reason,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
gboolean              cs_store_set_message_state_finish    (CsStore               *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);

/* Up to limit messages, oldest first: those before the given message, or after it; 0 stands for the end, or the beginning. */
void                  cs_store_list_messages_before_async  (CsStore               *self,
                                                            gint64                 conversation,
                                                            gint64                 message,
                                                            guint                  limit,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
void                  cs_store_list_messages_after_async   (CsStore               *self,
                                                            gint64                 conversation,
                                                            gint64                 message,
                                                            guint                  limit,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
/* Messages of an account that are queued or were being sent, oldest first. */
void                  cs_store_list_unsent_async           (CsStore               *self,
                                                            const char            *account,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
GPtrArray            *cs_store_list_messages_finish        (CsStore               *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);


/* What is kept of a message besides what the lists say. */
void                  cs_store_find_details_async          (CsStore              *self,
                                                            gint64                message,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
CsDetailsRecord      *cs_store_find_details_finish         (CsStore              *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

/* The first message of a conversation since a time. Finish returns NULL without an error where there is none. */
void                  cs_store_find_since_async            (CsStore              *self,
                                                            gint64                conversation,
                                                            gint64                time,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
CsMessageRecord      *cs_store_find_since_finish           (CsStore              *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

void                  cs_store_set_read_async              (CsStore               *self,
                                                            gint64                 conversation,
                                                            gint64                 up_to_message,
                                                            gboolean               owe_receipts,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
void                  cs_store_set_draft_async             (CsStore               *self,
                                                            gint64                 conversation,
                                                            const char            *draft,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
void                  cs_store_set_name_async              (CsStore               *self,
                                                            gint64                 conversation,
                                                            const char            *name,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
void                  cs_store_set_marks_async             (CsStore              *self,
                                                            gint64                conversation,
                                                            CsMarks               mask,
                                                            CsMarks               marks,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
void                  cs_store_set_peer_async              (CsStore               *self,
                                                            gint64                 conversation,
                                                            const CsPeerFacts     *about,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);

/* Takes what a peer says of a message of ours: its conversation, message_id, state and reason. Finish returns the message as it is
 * now, NULL without an error where there is no such one. */
void                  cs_store_take_receipt_async          (CsStore               *self,
                                                            const CsMessageRecord *about,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
CsMessageRecord      *cs_store_take_receipt_finish         (CsStore               *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);
void                  cs_store_list_owed_async             (CsStore               *self,
                                                            const char            *account,
                                                            gint64                 after,
                                                            guint                  limit,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
GPtrArray            *cs_store_list_owed_finish            (CsStore               *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);
void                  cs_store_remove_owed_async           (CsStore               *self,
                                                            gint64                 receipt,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);

/* Everybody whom the accounts have to do with. Setting writes the whole record; a stranger who isn't blocked is let go of. */
void                  cs_store_list_contacts_async         (CsStore               *self,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
GPtrArray            *cs_store_list_contacts_finish        (CsStore               *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);
void                  cs_store_set_contact_async           (CsStore               *self,
                                                            const CsContactRecord *record,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);

void                  cs_store_search_async                (CsStore              *self,
                                                            const CsSearchQuery  *query,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
CsSearchPage         *cs_store_search_finish               (CsStore              *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);
void                  cs_store_remove_account_async        (CsStore               *self,
                                                            const char            *account,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
gboolean              cs_store_change_finish               (CsStore               *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);

G_END_DECLS

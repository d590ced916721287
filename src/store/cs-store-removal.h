/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-store.h"

G_BEGIN_DECLS

/* What goes, piece by piece: what a person removed of a conversation; or, where that is 0, what an account does not keep. */
typedef struct {
  gint64      conversation;
  const char *account;
  gint64      before;         /* messages older than this, UTC microseconds */
  gint64      up_to;          /* and among the first ones, up to this number; 0 for all */
  gboolean    unread_too;
  gint64      after;          /* where an earlier piece ended */
} CsSweep;

/* A message that is gone: a plain value. */
typedef struct {
  gint64 conversation;
  gint64 message;
} CsGone;

/* What one piece did, and where to go on: 0 at the end. */
typedef struct {
  GArray *gone;               /* of CsGone */
  gint64  next;
} CsSwept;

void                  cs_swept_free                      (CsSwept              *self);
void                  cs_store_hide_conversation_async   (CsStore              *self,
                                                          gint64                conversation,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
void                  cs_store_unhide_conversation_async (CsStore              *self,
                                                          gint64                conversation,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
CsConversationRecord *cs_store_unhide_conversation_finish (CsStore             *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);
void                  cs_store_list_hidden_async         (CsStore              *self,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
GPtrArray            *cs_store_list_hidden_finish        (CsStore              *self,
                                                          GAsyncResult         *result,
                                                          gboolean             *untidy,
                                                          GError              **error);
void                  cs_store_sweep_async               (CsStore              *self,
                                                          const CsSweep        *sweep,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
CsSwept              *cs_store_sweep_finish              (CsStore              *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);
void                  cs_store_hide_message_async        (CsStore              *self,
                                                          gint64                conversation,
                                                          gint64                message,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
void                  cs_store_unhide_message_async      (CsStore              *self,
                                                          gint64                conversation,
                                                          gint64                message,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
void                  cs_store_remove_message_async      (CsStore              *self,
                                                          gint64                conversation,
                                                          gint64                message,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
CsConversationRecord *cs_store_change_message_finish     (CsStore              *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);
void                  cs_store_remove_empty_async        (CsStore              *self,
                                                          const char           *account,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
void                  cs_store_tidy_async                (CsStore              *self,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean              cs_store_tidy_finish               (CsStore              *self,
                                                          GAsyncResult         *result,
                                                          gboolean             *more,
                                                          GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSwept, cs_swept_free)

G_END_DECLS

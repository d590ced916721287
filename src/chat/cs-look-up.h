/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-conversation.h"

G_BEGIN_DECLS

/* What is known of a message besides: a plain value. Times are UTC microseconds at which we heard of it, 0 where we did not. */
typedef struct {
  char   *message_id;
  gint64  delivered_at;     /* of one that came in: when it did */
  gint64  read_at;
} CsMessageDetails;

void              cs_message_details_free            (CsMessageDetails     *self);
void              cs_conversation_get_details_async  (CsConversation       *self,
                                                      CsMessage            *message,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
CsMessageDetails *cs_conversation_get_details_finish (CsConversation       *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void              cs_conversation_find_since_async   (CsConversation       *self,
                                                      gint64                time,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
CsMessage        *cs_conversation_find_since_finish  (CsConversation       *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMessageDetails, cs_message_details_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-conversation-private.h"

#include "cs-test-store.h"

G_BEGIN_DECLS

/* A fixture: a conversation without a session, whose messages stay in the outbox. */
typedef struct {
  CsStore        *store;
  CsOutbox       *outbox;
  CsConversation *conversation;
  guint           stored;        /* messages */
} CsTestChat;

void                  cs_test_chat_set_up    (CsTestChat    *self,
                                              gconstpointer  data);
void                  cs_test_chat_tear_down (CsTestChat    *self,
                                              gconstpointer  data);
void                  cs_test_chat_add       (const char    *path,
                                              void         (*test) (CsTestChat    *self,
                                                                    gconstpointer  data));
CsMessageRecord      *cs_test_chat_store     (CsTestChat    *self,
                                              gboolean       outgoing,
                                              const char    *message_id);
CsConversationRecord *cs_test_chat_read      (CsTestChat    *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"

#include "cs-exchange.h"
#include "cs-user-agent.h"

G_BEGIN_DECLS

/* What is sent. Strings are copied. */
typedef struct {
  const char *from;
  CsAddress  *to;
  const char *call_id;
  const char *headers;
  const char *body;
} CsOutgoingMessage;

/* Sends an account's messages. */
typedef struct _CsMessageSender CsMessageSender;

CsMessageSender *cs_message_sender_new  (CsFlow                  *flow,
                                         CsCredentials           *credentials);
void             cs_message_sender_free (CsMessageSender         *self);
void             cs_message_sender_send (CsMessageSender         *self,
                                         const CsOutgoingMessage *message,
                                         GTask                   *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMessageSender, cs_message_sender_free)

G_END_DECLS

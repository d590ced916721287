/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sip/cs-sip-stack.h"
#include "store/cs-store.h"
#include "trust/cs-anchor-store.h"

#include "cs-conversations.h"
#include "cs-session.h"

G_BEGIN_DECLS

/* What a session works with; the profile has made it. */
typedef struct {
  CsStore         *store;
  CsAnchorStore   *anchors;
  CsSipStack      *stack;
  CsConversations *conversations;
  gboolean         use_secret_service;
} CsSessionParts;

CsSession      *cs_session_new                (CsAccount                  *account,
                                               const CsSessionParts       *parts,
                                               gboolean                    adopted);
CsConversation *cs_session_take_conversation  (CsSession                  *self,
                                               const CsConversationRecord *record);
void            cs_session_resume             (CsSession                  *self);
void            cs_session_flush              (CsSession                  *self);
void            cs_session_clear              (CsSession                  *self);
void            cs_session_restart            (CsSession                  *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-account.h"
#include "cs-carrier.h"
#include "cs-conversation.h"

G_BEGIN_DECLS

/* Tells an account's peers that somebody is writing to them (RFC 3994). Nothing of that is kept: who is not there now need not know. */
#define CS_TYPE_TYPING (cs_typing_get_type ())
G_DECLARE_FINAL_TYPE (CsTyping, cs_typing, CS, TYPING, GObject)

CsTyping *cs_typing_new          (CsAccount            *account);
void      cs_typing_set_carrier  (CsTyping             *self,
                                  const CsCarrierFuncs *carrier,
                                  GObject              *object);
void      cs_typing_set_patience (CsTyping             *self,
                                  guint                 quiet,
                                  guint                 refresh);
void      cs_typing_write        (CsTyping             *self,
                                  CsConversation       *conversation);
void      cs_typing_pause        (CsTyping             *self,
                                  CsConversation       *conversation);
void      cs_typing_finish       (CsTyping             *self,
                                  CsConversation       *conversation);

G_END_DECLS

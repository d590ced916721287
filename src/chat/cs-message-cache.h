/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-message-private.h"

G_BEGIN_DECLS

/* The messages of a conversation that somebody holds. */
typedef struct _CsMessageCache CsMessageCache;

CsMessageCache *cs_message_cache_new      (void);
void            cs_message_cache_free     (CsMessageCache        *self);
CsMessage      *cs_message_cache_ensure   (CsMessageCache        *self,
                                           const CsMessageRecord *record);
guint           cs_message_cache_get_size (CsMessageCache        *self);

G_END_DECLS

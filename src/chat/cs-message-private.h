/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/cs-record.h"

#include "cs-message.h"

G_BEGIN_DECLS

CsMessage  *cs_message_new            (const CsMessageRecord *record);
const char *cs_message_get_message_id (CsMessage             *self);
void        cs_message_set_state      (CsMessage             *self,
                                       CsMessageState         state,
                                       const char            *reason);
gboolean    cs_message_is_removed     (CsMessage             *self);
void        cs_message_set_removed    (CsMessage             *self,
                                       gboolean               removed);

G_END_DECLS

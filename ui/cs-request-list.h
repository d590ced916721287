/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-conversation.h"

#include "cs-account-filter.h"

G_BEGIN_DECLS

/* Those who wrote and wait to be let in, in a place of their own that is closed at first. */
#define CS_TYPE_REQUEST_LIST (cs_request_list_get_type ())
G_DECLARE_FINAL_TYPE (CsRequestList, cs_request_list, CS, REQUEST_LIST, AdwBin)

GListModel *cs_request_list_leave_out         (GListModel      *conversations);
void        cs_request_list_set_conversations (CsRequestList   *self,
                                               GListModel      *conversations,
                                               CsAccountFilter *accounts);
void        cs_request_list_select            (CsRequestList   *self,
                                               CsConversation  *conversation);
void        cs_request_list_update_times      (CsRequestList   *self);

G_END_DECLS

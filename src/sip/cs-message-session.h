/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-sofia.h"

G_BEGIN_DECLS

#define CS_MESSAGE_SESSION_METHODS "INVITE, ACK, BYE"

int         cs_message_session_take       (nta_incoming_t *transaction,
                                           const sip_t    *request,
                                           const char     *contact);
const char *cs_message_session_read_offer (const char     *data,
                                           gsize           length);

G_END_DECLS

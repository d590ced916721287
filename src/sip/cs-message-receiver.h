/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-incoming-message-private.h"

G_BEGIN_DECLS

int cs_message_receiver_take (CsFlow             *flow,
                              nta_incoming_t     *transaction,
                              const sip_t        *request,
                              CsIncomingMessage **message);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-mailbox.h"

G_BEGIN_DECLS

/* Between the outbox and who carries its messages: wraps them, so that receipts can be asked for, and sends them again as plain text
 * where a peer does not take that. */
#define CS_TYPE_WRAPPER (cs_wrapper_get_type ())
G_DECLARE_FINAL_TYPE (CsWrapper, cs_wrapper, CS, WRAPPER, GObject)

extern const CsCarrierFuncs cs_wrapper_carrier;

CsWrapper *cs_wrapper_new (CsMailbox            *mailbox,
                           const CsCarrierFuncs *carrier,
                           GObject              *object);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/cs-store.h"

#include "cs-carrier.h"

G_BEGIN_DECLS

/* Tells an account's peers what they asked to be told of their messages. What is owed is in the store, so it waits while offline and
 * outlives the program. */
#define CS_TYPE_RECEIPTS (cs_receipts_get_type ())
G_DECLARE_FINAL_TYPE (CsReceipts, cs_receipts, CS, RECEIPTS, GObject)

CsReceipts *cs_receipts_new         (CsStore              *store,
                                     const char           *account);
void        cs_receipts_set_carrier (CsReceipts           *self,
                                     const CsCarrierFuncs *carrier,
                                     GObject              *object);
void        cs_receipts_wake        (CsReceipts           *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"
#include "store/cs-store.h"

#include "cs-carrier.h"
#include "cs-message.h"

G_BEGIN_DECLS

/* The messages of an account that are not sent yet. Property: queued (guint). */
#define CS_TYPE_OUTBOX (cs_outbox_get_type ())
G_DECLARE_FINAL_TYPE (CsOutbox, cs_outbox, CS, OUTBOX, GObject)

CsOutbox *cs_outbox_new         (CsStore              *store);
void      cs_outbox_set_carrier (CsOutbox             *self,
                                 const CsCarrierFuncs *carrier,
                                 GObject              *object);
void      cs_outbox_add         (CsOutbox             *self,
                                 gint64                conversation,
                                 CsAddress            *peer,
                                 CsMessage            *message);
void      cs_outbox_add_again   (CsOutbox             *self,
                                 gint64                conversation,
                                 CsAddress            *peer,
                                 CsMessage            *message);
void      cs_outbox_remove      (CsOutbox              *self,
                                 gint64                 conversation,
                                 CsMessage             *message);
guint     cs_outbox_get_queued  (CsOutbox             *self);

G_END_DECLS

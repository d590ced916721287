/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"
#include "sip/cs-user-agent.h"
#include "store/cs-store.h"

#include "cs-message.h"

G_BEGIN_DECLS

/* Who carries the messages: the user agent, in a shape of which a test can make its own. */
typedef struct {
  void     (*send_async)  (gpointer              carrier,
                           const CsOutgoing     *outgoing,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
  gboolean (*send_finish) (gpointer              carrier,
                           GAsyncResult         *result,
                           CsSendOutcome        *outcome,
                           guint                *status,
                           char                **phrase,
                           guint                *retry_after,
                           GError              **error);
} CsOutboxCarrier;

/* The messages of an account that are not sent yet. Property: queued (guint). */
#define CS_TYPE_OUTBOX (cs_outbox_get_type ())
G_DECLARE_FINAL_TYPE (CsOutbox, cs_outbox, CS, OUTBOX, GObject)

CsOutbox *cs_outbox_new         (CsStore               *store);
void      cs_outbox_set_carrier (CsOutbox              *self,
                                 const CsOutboxCarrier *carrier,
                                 GObject               *object);
void      cs_outbox_add         (CsOutbox              *self,
                                 gint64                 conversation,
                                 CsAddress             *peer,
                                 CsMessage             *message);
void      cs_outbox_add_again   (CsOutbox              *self,
                                 gint64                 conversation,
                                 CsAddress             *peer,
                                 CsMessage             *message);
guint     cs_outbox_get_queued  (CsOutbox              *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sip/cs-user-agent.h"

G_BEGIN_DECLS

/* Who carries what is sent: the user agent, in a shape of which a test can make its own. */
typedef struct {
  void          (*send_async)  (gpointer              object,
                                const CsOutgoing     *outgoing,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
  CsSendResult *(*send_finish) (gpointer              object,
                                GAsyncResult         *result,
                                GError              **error);
} CsCarrierFuncs;

/* A carrier that comes and goes with the connection. All zeros is one that is not there. */
typedef struct {
  const CsCarrierFuncs *funcs;
  GObject              *object;
  GCancellable         *cancellable;
} CsCarrier;

/* @result is NULL where @error is set; both are borrowed. */
typedef void (*CsCarried) (const CsSendResult *result,
                           const GError       *error,
                           gpointer            user_data);

gboolean cs_carrier_refuses_form (const CsSendResult   *result);
gboolean cs_carrier_set          (CsCarrier            *self,
                                  const CsCarrierFuncs *funcs,
                                  GObject              *object);
gboolean cs_carrier_is_here      (const CsCarrier      *self);
void     cs_carrier_send         (const CsCarrier      *self,
                                  const CsOutgoing     *outgoing,
                                  CsCarried             done,
                                  gpointer              user_data);

G_END_DECLS

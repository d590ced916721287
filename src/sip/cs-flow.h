/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "link/cs-link.h"

#include "cs-sip-stack-private.h"

G_BEGIN_DECLS

/* One account's transactions over the present connection of its link (RFC 5626 calls that a flow). */
typedef struct _CsFlow CsFlow;

typedef struct {
  /* A request came in. Returns the status to answer it with, or 0 when it will be answered later. */
  int  (*request) (nta_incoming_t *transaction,
                   const sip_t    *request,
                   gpointer        user_data);
  /* The server does not answer pings. */
  void (*silent)  (gpointer        user_data);
} CsFlowHooks;

CsFlow     *cs_flow_new            (CsSipStack        *stack,
                                    CsLink            *link,
                                    const CsFlowHooks *hooks,
                                    gpointer           user_data);
void        cs_flow_free           (CsFlow            *self);
void        cs_flow_open           (CsFlow            *self);
void        cs_flow_close          (CsFlow            *self);
gboolean    cs_flow_is_open        (CsFlow            *self);
gboolean    cs_flow_has_pong       (CsFlow            *self);
void        cs_flow_doubt          (CsFlow            *self);
void        cs_flow_set_keep_alive (CsFlow            *self,
                                    guint              interval,
                                    guint              patience);
nta_leg_t  *cs_flow_get_leg        (CsFlow            *self);
const char *cs_flow_get_route      (CsFlow            *self);
void        cs_flow_enter          (CsFlow            *self);
void        cs_flow_leave          (CsFlow            *self);
void        cs_flow_add            (CsFlow            *self,
                                    gpointer           object,
                                    GDestroyNotify     lost);
void        cs_flow_remove         (CsFlow            *self,
                                    gpointer           object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsFlow, cs_flow_free)

G_END_DECLS

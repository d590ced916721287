/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-exchange.h"
#include "cs-presence-client.h"

G_BEGIN_DECLS

/* Who is at work. Strings are copied. */
typedef struct {
  CsAddress  *address;
  const char *display_name;
  const char *contact;       /* a Contact header without parameters of its own */
} CsPresenceIdentity;

CsPresenceClient *cs_presence_client_new         (CsFlow                    *flow,
                                                  CsCredentials             *credentials,
                                                  const CsPresenceIdentity  *identity);
void              cs_presence_client_start       (CsPresenceClient          *self);
void              cs_presence_client_stop        (CsPresenceClient          *self);
void              cs_presence_client_finish      (CsPresenceClient          *self,
                                                  void                     (*finished) (gpointer user_data),
                                                  gpointer                   user_data);
int               cs_presence_client_take_notify (CsPresenceClient          *self,
                                                  nta_incoming_t            *transaction,
                                                  const sip_t               *request);

G_END_DECLS

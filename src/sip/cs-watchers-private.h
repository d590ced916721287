/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-presence-client-private.h"
#include "cs-watchers.h"

G_BEGIN_DECLS

CsWatchers *cs_watchers_new         (CsFlow                    *flow,
                                     CsCredentials             *credentials,
                                     const CsPresenceIdentity  *identity);
void        cs_watchers_start       (CsWatchers                *self);
void        cs_watchers_stop        (CsWatchers                *self);
void        cs_watchers_end         (CsWatchers                *self);
gboolean    cs_watchers_has         (CsWatchers                *self,
                                     const sip_t               *request);
int         cs_watchers_take_notify (CsWatchers                *self,
                                     nta_incoming_t            *transaction,
                                     const sip_t               *request);

G_END_DECLS

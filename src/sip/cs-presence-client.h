/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"
#include "base/cs-permission.h"
#include "base/cs-presence.h"

G_BEGIN_DECLS

/* An account's own presence at its server, and that of those whom it watches (RFC 3856, RFC 3903). The user agent has one, and makes
 * it work while it is registered.
 * Property: lacking (gboolean: the server has no presence).
 * Signals: "presence" (CsAddress, CsPresence: nullable) when something else is known of somebody; "answer" (CsAddress, CsWatchAnswer, as
 * int) when it stands otherwise with the wish to watch them. */
#define CS_TYPE_PRESENCE_CLIENT (cs_presence_client_get_type ())
G_DECLARE_FINAL_TYPE (CsPresenceClient, cs_presence_client, CS, PRESENCE_CLIENT, GObject)

void        cs_presence_client_publish    (CsPresenceClient *self,
                                           CsPresence       *presence);
void        cs_presence_client_watch      (CsPresenceClient *self,
                                           CsAddress        *address);
void        cs_presence_client_unwatch    (CsPresenceClient *self,
                                           CsAddress        *address);
CsPresence *cs_presence_client_get        (CsPresenceClient *self,
                                           CsAddress        *address);
gboolean    cs_presence_client_is_lacking (CsPresenceClient *self);

G_END_DECLS

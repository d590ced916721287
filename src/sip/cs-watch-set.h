/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-permission.h"
#include "base/cs-presence.h"

#include "cs-presence-client-private.h"

G_BEGIN_DECLS

/* Who is told; they may be through with the set then. */
typedef struct {
  /* Something else is known of somebody: nothing where @presence is NULL. */
  void (*presence) (CsAddress  *address,
                    CsPresence *presence,
                    gpointer    user_data);
  /* Somebody's wish stands otherwise. */
  void (*answered) (CsAddress     *address,
                    CsWatchAnswer  answer,
                    gpointer       user_data);
  /* None of those who were asked for can be watched. */
  void (*lacking)  (gpointer    user_data);
} CsWatchSetHooks;

/* Those whom an account watches. They are asked for a few at a time. */
typedef struct _CsWatchSet CsWatchSet;

CsWatchSet *cs_watch_set_new         (CsFlow                    *flow,
                                      CsCredentials             *credentials,
                                      const CsPresenceIdentity  *identity,
                                      const CsWatchSetHooks     *hooks,
                                      gpointer                   user_data);
void        cs_watch_set_free        (CsWatchSet                *self);
void        cs_watch_set_start       (CsWatchSet                *self);
void        cs_watch_set_stop        (CsWatchSet                *self);
void        cs_watch_set_end         (CsWatchSet                *self);
void        cs_watch_set_set_worked  (CsWatchSet                *self);
void        cs_watch_set_stay_home   (CsWatchSet                *self);
void        cs_watch_set_add         (CsWatchSet                *self,
                                      CsAddress                 *address);
void        cs_watch_set_remove      (CsWatchSet                *self,
                                      CsAddress                 *address);
CsPresence *cs_watch_set_get         (CsWatchSet                *self,
                                      CsAddress                 *address);
int         cs_watch_set_take_notify (CsWatchSet                *self,
                                      nta_incoming_t            *transaction,
                                      const sip_t               *request);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-alarms.h"

#include "cs-exchange.h"

G_BEGIN_DECLS

/* How it stands. */
typedef enum {
  CS_SUBSCRIPTION_WAITING,      /* to be asked (again) when it is due */
  CS_SUBSCRIPTION_ASKED,
  CS_SUBSCRIPTION_PENDING,      /* somebody has to allow it first */
  CS_SUBSCRIPTION_ACTIVE,
  CS_SUBSCRIPTION_REFUSED,
  CS_SUBSCRIPTION_NOBODY,
  CS_SUBSCRIPTION_UNSUPPORTED,
} CsSubscriptionState;

/* One subscription to an event package (RFC 6665), kept up over the present connection. */
typedef struct _CsSubscription CsSubscription;

/* Who subscribes to what, and whose alarms tell when it is due. Strings are copied. */
typedef struct {
  const char *display_name;
  const char *own_uri;
  const char *contact;
  const char *peer_uri;
  const char *event;
  const char *type;       /* of the bodies */
  guint       expires;    /* in seconds */
  CsAlarms   *alarms;
} CsSubscriptionSpec;

typedef struct {
  /* It wants to be started: not at once, since many may. */
  void (*due)      (CsSubscription *self,
                    gpointer        user_data);
  /* What was started is answered, or never will be. The subscription must stay. */
  void (*settled)  (CsSubscription *self,
                    gpointer        user_data);
  /* The state is another one. The subscription may be freed. */
  void (*changed)  (CsSubscription *self,
                    gpointer        user_data);
  /* There is news; @body is NULL where it says nothing. The subscription may be freed. */
  void (*notified) (CsSubscription *self,
                    GBytes         *body,
                    gpointer        user_data);
} CsSubscriptionHooks;

CsSubscription      *cs_subscription_new         (CsFlow                    *flow,
                                                  CsCredentials             *credentials,
                                                  const CsSubscriptionSpec  *spec,
                                                  const CsSubscriptionHooks *hooks,
                                                  gpointer                   user_data);
void                 cs_subscription_free        (CsSubscription            *self);
gboolean             cs_subscription_start       (CsSubscription            *self);
void                 cs_subscription_stop        (CsSubscription            *self);
void                 cs_subscription_end         (CsSubscription            *self);
CsSubscriptionState  cs_subscription_get_state   (CsSubscription            *self);
const char          *cs_subscription_get_call_id (CsSubscription            *self);
gboolean             cs_subscription_has         (CsSubscription            *self,
                                                  const sip_t               *request);
int                  cs_subscription_take_notify (CsSubscription            *self,
                                                  nta_incoming_t            *transaction,
                                                  const sip_t               *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSubscription, cs_subscription_free)

G_END_DECLS

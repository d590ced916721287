/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-attempt.h"

G_BEGIN_DECLS

/* One connection to a server, from the attempt to its end; it is never used twice.
 *
 * Signals: "progress" (CsConnectionState), "accepted" (), "received" (GBytes), "drained" (), "rejudged" () when there is a new
 * verdict on a server that was accepted, "failed" (GError): the last one, once; the error is CS_ERROR_REFUSED where the verdict says why. */
#define CS_TYPE_CONNECTION (cs_connection_get_type ())
G_DECLARE_FINAL_TYPE (CsConnection, cs_connection, CS, CONNECTION, GObject)

CsConnection      *cs_connection_new         (void);
void               cs_connection_begin       (CsConnection        *self,
                                              const CsAttemptPlan *plan);
void               cs_connection_close       (CsConnection        *self);
void               cs_connection_settle      (CsConnection        *self);
void               cs_connection_rejudge     (CsConnection        *self);
CsVerdict         *cs_connection_get_verdict (CsConnection        *self);
CsConnectionFacts *cs_connection_get_facts   (CsConnection        *self);
void               cs_connection_send        (CsConnection        *self,
                                              GBytes              *bytes);
gsize              cs_connection_get_unsent  (CsConnection        *self);
void               cs_connection_set_paused  (CsConnection        *self,
                                              gboolean             paused);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-attempt.h"

G_BEGIN_DECLS

/* Keeps the verdict on a server true for as long as a connection to it stands. */
typedef struct _CsStanding CsStanding;

typedef void (*CsStandingFunc) (CsVerdict *verdict,
                                gpointer   user_data);

CsStanding *cs_standing_new     (const CsAttemptPlan *plan,
                                 CsVerdict           *verdict,
                                 CsStandingFunc       func,
                                 gpointer             user_data);
void        cs_standing_free    (CsStanding          *self);
void        cs_standing_rejudge (CsStanding          *self);

G_END_DECLS

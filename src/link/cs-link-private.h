/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-attempt-plan.h"
#include "cs-link-status.h"
#include "cs-link.h"

G_BEGIN_DECLS

CsAttemptPlan      *cs_link_get_plan   (CsLink *self);
const CsLinkStatus *cs_link_get_status (CsLink *self);

G_END_DECLS

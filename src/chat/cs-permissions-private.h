/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sip/cs-watch-rules.h"
#include "sip/cs-watchers.h"

#include "cs-contacts-private.h"
#include "cs-decisions.h"
#include "cs-permissions.h"

G_BEGIN_DECLS

CsPermissions *cs_permissions_new         (CsContacts     *contacts,
                                           CsDecisions    *decisions,
                                           const char     *account);
void           cs_permissions_set_offered (CsPermissions  *self,
                                           gboolean        offered);
void           cs_permissions_set_work    (CsPermissions  *self,
                                           CsWatchRules   *rules,
                                           CsWatchers     *watchers);

G_END_DECLS

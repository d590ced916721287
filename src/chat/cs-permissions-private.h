/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sip/cs-watch-rules.h"
#include "sip/cs-watchers.h"

#include "cs-permissions.h"

G_BEGIN_DECLS

CsPermissions *cs_permissions_new      (CsContacts     *contacts,
                                        const char     *account);
void           cs_permissions_set_work (CsPermissions  *self,
                                        CsWatchRules   *rules,
                                        CsWatchers     *watchers);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/cs-host.h"

G_BEGIN_DECLS

/* Which servers an authority may vouch for: this domain, these domains, any. Signal: "changed" (). */
#define CS_TYPE_SCOPE_GROUP (cs_scope_group_get_type ())
G_DECLARE_FINAL_TYPE (CsScopeGroup, cs_scope_group, CS, SCOPE_GROUP, AdwPreferencesGroup)

void       cs_scope_group_set_domain   (CsScopeGroup *self,
                                        CsHost       *domain);
gboolean   cs_scope_group_is_valid     (CsScopeGroup *self);
gboolean   cs_scope_group_is_unlimited (CsScopeGroup *self);
GPtrArray *cs_scope_group_get_domains  (CsScopeGroup *self);

G_END_DECLS

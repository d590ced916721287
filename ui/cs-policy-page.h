/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-policy-store.h"

G_BEGIN_DECLS

/* What the administrator set, and in which file. */
#define CS_TYPE_POLICY_PAGE (cs_policy_page_get_type ())
G_DECLARE_FINAL_TYPE (CsPolicyPage, cs_policy_page, CS, POLICY_PAGE, AdwPreferencesPage)

CsPolicyPage *cs_policy_page_new       (CsPolicyStore *policies);
gboolean      cs_policy_page_is_needed (CsPolicyStore *policies);

G_END_DECLS

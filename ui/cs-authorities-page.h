/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* The page "Trusted authorities" of the preferences. */
#define CS_TYPE_AUTHORITIES_PAGE (cs_authorities_page_get_type ())
G_DECLARE_FINAL_TYPE (CsAuthoritiesPage, cs_authorities_page, CS, AUTHORITIES_PAGE, AdwPreferencesPage)

CsAuthoritiesPage *cs_authorities_page_new (CsProfile *profile);

G_END_DECLS

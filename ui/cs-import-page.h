/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/cs-host.h"
#include "trust/cs-anchor.h"
#include "trust/cs-certificate.h"

G_BEGIN_DECLS

/* Everything a person should see before trusting an authority, and the choice of what it may vouch for. Signal: "changed" (). */
#define CS_TYPE_IMPORT_PAGE (cs_import_page_get_type ())
G_DECLARE_FINAL_TYPE (CsImportPage, cs_import_page, CS, IMPORT_PAGE, AdwBin)

void           cs_import_page_set_domain       (CsImportPage  *self,
                                                CsHost        *domain);
void           cs_import_page_set_sessions     (CsImportPage  *self,
                                                GListModel    *sessions);
void           cs_import_page_set_certificate  (CsImportPage  *self,
                                                CsCertificate *certificate,
                                                CsAnchor      *known);
CsCertificate *cs_import_page_get_certificate  (CsImportPage  *self);
GStrv          cs_import_page_get_domains      (CsImportPage  *self);
gboolean       cs_import_page_is_ready         (CsImportPage  *self);
const char    *cs_import_page_get_button_class (CsImportPage  *self);
char          *cs_import_page_get_button_label (CsImportPage  *self);

G_END_DECLS

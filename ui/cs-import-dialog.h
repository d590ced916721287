/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Imports a root CA. domain is the SIP domain it may vouch for by default (nullable); file is what to start with (nullable).
 * Signal: "imported" (CsAnchor). */
#define CS_TYPE_IMPORT_DIALOG (cs_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsImportDialog, cs_import_dialog, CS, IMPORT_DIALOG, AdwWindow)

CsImportDialog *cs_import_dialog_present      (GtkWindow      *parent,
                                               CsProfile      *profile,
                                               const char     *domain,
                                               GFile          *file);
CsAnchor       *cs_import_dialog_get_previous (CsImportDialog *self);
CsAnchorStore  *cs_import_dialog_get_anchors  (CsImportDialog *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "trust/cs-anchor.h"

G_BEGIN_DECLS

/* A trusted authority in a list. Activating it opens its certificate. Signal: "remove" () when the person wants it gone. */
#define CS_TYPE_AUTHORITY_ROW (cs_authority_row_get_type ())
G_DECLARE_FINAL_TYPE (CsAuthorityRow, cs_authority_row, CS, AUTHORITY_ROW, AdwActionRow)

GtkWidget *cs_authority_row_new        (CsAnchor       *anchor);
CsAnchor  *cs_authority_row_get_anchor (CsAuthorityRow *self);

G_END_DECLS

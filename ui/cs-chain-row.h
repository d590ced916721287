/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "trust/cs-verdict.h"

G_BEGIN_DECLS

/* One certificate of a chain with its shield. */
#define CS_TYPE_CHAIN_ROW (cs_chain_row_get_type ())
G_DECLARE_FINAL_TYPE (CsChainRow, cs_chain_row, CS, CHAIN_ROW, GtkListBoxRow)

GtkWidget     *cs_chain_row_new             (CsCertificate *certificate,
                                             CsVerdict     *verdict);
CsCertificate *cs_chain_row_get_certificate (CsChainRow    *self);

G_END_DECLS

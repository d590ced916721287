/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* How long an account keeps its messages, to be chosen. */
#define CS_TYPE_KEEPING_ROW (cs_keeping_row_get_type ())
G_DECLARE_FINAL_TYPE (CsKeepingRow, cs_keeping_row, CS, KEEPING_ROW, AdwComboRow)

void cs_keeping_row_set_session (CsKeepingRow *self,
                                 CsProfile    *profile,
                                 CsSession    *session);

G_END_DECLS

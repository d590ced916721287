/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is wrong with the row above it, or to be known of it, or nothing. Stands in a list right after the field that it is about. */
#define CS_TYPE_ERROR_ROW (cs_error_row_get_type ())
G_DECLARE_FINAL_TYPE (CsErrorRow, cs_error_row, CS, ERROR_ROW, GtkListBoxRow)

void cs_error_row_set_words (CsErrorRow *self,
                             GtkWidget  *field,
                             const char *words);
void cs_error_row_set_note  (CsErrorRow *self,
                             GtkWidget  *field,
                             const char *words);

G_END_DECLS

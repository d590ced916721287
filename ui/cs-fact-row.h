/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "trust/cs-fact.h"

G_BEGIN_DECLS

/* A label and a value that can be selected. The value is shown as plain text whatever it holds.
 * Properties: label, value, note (below the value, nullable), hint (the value's tooltip, nullable), monospace, copyable. */
#define CS_TYPE_FACT_ROW (cs_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (CsFactRow, cs_fact_row, CS, FACT_ROW, AdwPreferencesRow)

GtkWidget  *cs_fact_row_new       (const char *label,
                                   const char *value);
GtkWidget  *cs_fact_row_new_fact  (CsFact     *fact,
                                   gint64      now);
const char *cs_fact_row_get_label (CsFactRow  *self);
void        cs_fact_row_set_label (CsFactRow  *self,
                                   const char *label);
const char *cs_fact_row_get_value (CsFactRow  *self);
void        cs_fact_row_set_value (CsFactRow  *self,
                                   const char *value);
const char *cs_fact_row_get_note  (CsFactRow  *self);
void        cs_fact_row_set_note  (CsFactRow  *self,
                                   const char *note);
const char *cs_fact_row_get_hint  (CsFactRow  *self);
void        cs_fact_row_set_hint  (CsFactRow  *self,
                                   const char *hint);

G_END_DECLS

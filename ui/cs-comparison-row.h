/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What was expected beside what was presented, and whether the two fit. */
#define CS_TYPE_COMPARISON_ROW (cs_comparison_row_get_type ())
G_DECLARE_FINAL_TYPE (CsComparisonRow, cs_comparison_row, CS, COMPARISON_ROW, GtkListBoxRow)

GtkWidget *cs_comparison_row_new (const char *expected,
                                  const char *presented,
                                  gboolean    fits);

G_END_DECLS

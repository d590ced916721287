/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two children: the second beside the first where there is room for both, else below it. */
#define CS_TYPE_SIDE_BY_SIDE (cs_side_by_side_get_type ())
G_DECLARE_FINAL_TYPE (CsSideBySide, cs_side_by_side, CS, SIDE_BY_SIDE, GtkWidget)

G_END_DECLS

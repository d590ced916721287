/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The layout of a pane: one child that fills it, of one size whatever the other direction is. */
#define CS_TYPE_PANE_LAYOUT (cs_pane_layout_get_type ())
G_DECLARE_FINAL_TYPE (CsPaneLayout, cs_pane_layout, CS, PANE_LAYOUT, GtkLayoutManager)

G_END_DECLS

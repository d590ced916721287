/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The menu of a row in a list: by a right click, a long press, the menu key and Shift+F10. */
typedef GMenuModel *(*CsRowMenuFunc) (GtkWidget *row);

void cs_row_menu_offer (GtkWidget     *row,
                        CsRowMenuFunc  func);

G_END_DECLS

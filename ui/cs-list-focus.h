/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Keeps the keyboard at what it was at, where a list makes new rows for what moves in it. */
typedef struct _CsListFocus CsListFocus;

/* What a row shows, borrowed. */
typedef gpointer (*CsListFocusFunc) (GtkListBoxRow *row);

CsListFocus *cs_list_focus_new  (GtkListBox      *list,
                                 GListModel      *model,
                                 CsListFocusFunc  func);
void         cs_list_focus_free (CsListFocus     *self);

G_END_DECLS

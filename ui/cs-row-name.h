/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is heard of a row of libadwaita, which by itself is named by its title alone. */
void cs_row_name_set  (GtkWidget    *row,
                       const char   *name);
void cs_row_name_make (AdwActionRow *row,
                       const char   *more);

G_END_DECLS

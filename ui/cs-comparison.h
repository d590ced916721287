/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "trust/cs-verdict.h"

G_BEGIN_DECLS

void cs_comparison_fill (GtkListBox *list,
                         CsVerdict  *verdict);

G_END_DECLS

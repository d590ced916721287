/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "trust/cs-verdict.h"

G_BEGIN_DECLS

char *cs_comparison_list_names (CsCertificate *certificate);
void  cs_comparison_fill       (GtkListBox    *list,
                                CsVerdict     *verdict);

G_END_DECLS

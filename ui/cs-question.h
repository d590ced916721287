/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A question whose answer may cost something. */
void cs_question_present (GtkWidget  *dialog,
                          const char *safe);

G_END_DECLS

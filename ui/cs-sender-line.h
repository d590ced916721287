/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *cs_sender_line_new      (void);
void       cs_sender_line_set_name (GtkWidget  *self,
                                    const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How long the main thread works at a stretch at most. */
void bench_stretch_begin (void);
void bench_stretch_print (GtkWidget  *widget,
                          const char *name);
void bench_stretch_end   (void);

G_END_DECLS

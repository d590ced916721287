/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long the main thread works at a stretch at most. */
void   bench_stretch_begin (void);
double bench_stretch_take  (void);
void   bench_stretch_end   (void);

G_END_DECLS

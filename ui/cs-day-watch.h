/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells whoever words days, as "today" and "yesterday" are words of, that midnight has passed. */
typedef struct _CsDayWatch CsDayWatch;

typedef void (*CsDayWatchFunc) (gpointer user_data);

CsDayWatch *cs_day_watch_new  (CsDayWatchFunc  func,
                               gpointer        user_data);
void        cs_day_watch_free (CsDayWatch     *self);

G_END_DECLS

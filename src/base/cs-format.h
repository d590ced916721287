/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times as a conversation shows them. All are UTC microseconds, shown in local time. */
char     *cs_format_clock     (gint64 time);
char     *cs_format_list_time (gint64 time,
                               gint64 now);
char     *cs_format_day       (gint64 time,
                               gint64 now);
gboolean  cs_format_same_day  (gint64 a,
                               gint64 b);
gint64    cs_format_next_day  (gint64 time);

G_END_DECLS

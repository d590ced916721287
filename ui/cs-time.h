/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Points in time, given in UTC seconds, for people. */
char *cs_time_describe_start (gint64 time,
                              gint64 now);
char *cs_time_describe_end   (gint64 time,
                              gint64 now);

G_END_DECLS

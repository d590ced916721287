/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 cs_backoff_get_delay (guint   failures,
                             double  random);

G_END_DECLS

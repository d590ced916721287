/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint  cs_message_content_read (const char  *type,
                                const char  *charset,
                                const char  *encoding,
                                GBytes      *body,
                                char       **text);
gint64 cs_message_content_time (gint64       date,
                                gint64       now);

G_END_DECLS

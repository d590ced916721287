/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_CONTENT_CODINGS "identity, gzip, deflate"

guint cs_content_coding_decode (const char  *coding,
                                GBytes      *body,
                                gsize        max_size,
                                GBytes     **decoded);

G_END_DECLS

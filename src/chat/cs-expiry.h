/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whose certificate it is that ends. */
typedef enum {
  CS_EXPIRY_OF_SERVER,
  CS_EXPIRY_OF_AUTHORITY,
  CS_EXPIRY_OF_CLIENT,
} CsExpiryKind;

/* When to say that something ends: times in Unix time. */
guint  cs_expiry_get_threshold (gint64 begin,
                                gint64 end,
                                gint64 now);
gint64 cs_expiry_get_next      (gint64 begin,
                                gint64 end,
                                gint64 now);
guint  cs_expiry_count_days    (gint64 end,
                                gint64 now);

G_END_DECLS

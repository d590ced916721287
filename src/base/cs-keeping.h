/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How long messages are kept. The nicks are what stands in files: "forever", "year", "month", "none". */
#define CS_TYPE_KEEPING (cs_keeping_get_type ())

typedef enum {
  CS_KEEPING_FOREVER,
  CS_KEEPING_YEAR,
  CS_KEEPING_MONTH,
  CS_KEEPING_NONE,
} CsKeeping;

GType  cs_keeping_get_type  (void);
gint64 cs_keeping_get_limit (CsKeeping keeping,
                             gint64    now);

G_END_DECLS

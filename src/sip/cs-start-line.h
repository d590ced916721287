/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CS_START_LINE_GOOD,
  CS_START_LINE_STRANGE,
  CS_START_LINE_BAD,
} CsStartLine;

CsStartLine cs_start_line_judge (const char *message,
                                 gsize       length);

G_END_DECLS

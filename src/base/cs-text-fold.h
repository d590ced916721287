/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much of a long text is shown at first, and how much less than this is not worth hiding. */
#define CS_TEXT_FOLD_LINES 20
#define CS_TEXT_FOLD_CHARACTERS 2000
#define CS_TEXT_FOLD_SPARE_LINES 4
#define CS_TEXT_FOLD_SPARE_CHARACTERS 300

gboolean cs_text_fold (const char *text,
                       gsize      *length);

G_END_DECLS

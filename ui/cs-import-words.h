/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sentences about files that hold no authority. */
char *cs_import_words_for_error (const GError *error,
                                 const char   *file_name,
                                 const char   *title);

G_END_DECLS

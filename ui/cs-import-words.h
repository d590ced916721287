/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "trust/cs-anchor.h"

G_BEGIN_DECLS

/* Words about importing authorities. */
char *cs_import_words_for_error (const GError *error,
                                 const char   *file_name,
                                 const char   *title);
char *cs_import_words_for_scope (CsAnchor     *anchor);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-refusal.h"

G_BEGIN_DECLS

GPtrArray *cs_refusal_rows_new         (void);
void       cs_refusal_rows_add         (GPtrArray  *rows,
                                        const char *expected,
                                        const char *presented,
                                        gboolean    fits);
void       cs_refusal_rows_add_verdict (GPtrArray  *rows,
                                        CsVerdict  *verdict);

G_END_DECLS

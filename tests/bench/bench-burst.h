/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/cs-store.h"

G_BEGIN_DECLS

/* Additions to a store of which many may be on their way. */
void bench_burst_add  (CsStore               *store,
                       const CsMessageRecord *record);
void bench_burst_wait (guint                  at_most);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-record.h"
#include "cs-store-db.h"

G_BEGIN_DECLS

gboolean cs_store_find_place (CsStoreDb              *db,
                              const CsMessageRecord  *record,
                              gint64                 *place,
                              GError                **error);

G_END_DECLS

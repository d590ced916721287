/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-import-dialog.h"

G_BEGIN_DECLS

/* The import dialog as every page opens it, and files as every page takes them when they are dropped. */
CsImportDialog *cs_import_opener_open      (GtkWidget    *widget,
                                            CsProfile    *profile,
                                            const char   *domain,
                                            GFile        *file);
GFile          *cs_import_opener_take_drop (const GValue *value);

G_END_DECLS

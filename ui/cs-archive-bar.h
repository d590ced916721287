/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Leads to the archived conversations and back. Hidden where there are none. */
#define CS_TYPE_ARCHIVE_BAR (cs_archive_bar_get_type ())
G_DECLARE_FINAL_TYPE (CsArchiveBar, cs_archive_bar, CS, ARCHIVE_BAR, AdwBin)

GListModel *cs_archive_bar_filter (CsArchiveBar *self,
                                   GListModel   *conversations);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor.h"

G_BEGIN_DECLS

void     cs_anchor_folder_load_administrator (const char  *folder,
                                              GPtrArray   *anchors,
                                              GPtrArray   *bad_files);
void     cs_anchor_folder_load_imported      (const char  *folder,
                                              GPtrArray   *anchors,
                                              GPtrArray   *bad_files);
gboolean cs_anchor_folder_save               (const char  *folder,
                                              CsAnchor    *anchor,
                                              GError     **error);
gboolean cs_anchor_folder_delete             (const char  *folder,
                                              CsAnchor    *anchor,
                                              GError     **error);

G_END_DECLS

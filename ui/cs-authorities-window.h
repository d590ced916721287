/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A long list of authorities with a search. */
#define CS_TYPE_AUTHORITIES_WINDOW (cs_authorities_window_get_type ())
G_DECLARE_FINAL_TYPE (CsAuthoritiesWindow, cs_authorities_window, CS, AUTHORITIES_WINDOW, AdwWindow)

void cs_authorities_window_present (GtkWindow  *parent,
                                    GListModel *anchors);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A long text, whole. */
#define CS_TYPE_TEXT_WINDOW (cs_text_window_get_type ())
G_DECLARE_FINAL_TYPE (CsTextWindow, cs_text_window, CS, TEXT_WINDOW, AdwWindow)

void cs_text_window_present (GtkWindow  *parent,
                             const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Toasts in whatever overlay is around a widget. */
char     *cs_toast_embed             (const char *name);
AdwToast *cs_toast_new               (const char *text);
void      cs_toast_show              (GtkWidget  *widget,
                                      const char *text);
void      cs_toast_show_until_closed (GtkWidget  *widget,
                                      const char *text);
void      cs_toast_add               (GtkWidget  *widget,
                                      AdwToast   *toast);
void      cs_toast_let_escape_close  (GtkWindow  *dialog);

G_END_DECLS

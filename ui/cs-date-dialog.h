/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A calendar to choose a day from.
 * Signal: "chosen" (gint64, UTC microseconds: the beginning of the day here). */
#define CS_TYPE_DATE_DIALOG (cs_date_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsDateDialog, cs_date_dialog, CS, DATE_DIALOG, AdwWindow)

CsDateDialog *cs_date_dialog_present (GtkWindow *parent);

G_END_DECLS

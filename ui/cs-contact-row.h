/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-contact.h"

G_BEGIN_DECLS

/* Somebody in the list of contacts. */
#define CS_TYPE_CONTACT_ROW (cs_contact_row_get_type ())
G_DECLARE_FINAL_TYPE (CsContactRow, cs_contact_row, CS, CONTACT_ROW, AdwActionRow)

GtkWidget *cs_contact_row_new         (CsContact    *contact,
                                       CsAddress    *account,
                                       gboolean      several);
CsContact *cs_contact_row_get_contact (CsContactRow *self);

G_END_DECLS

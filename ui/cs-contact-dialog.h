/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Adds somebody to the contacts, or changes what is noted of them. */
#define CS_TYPE_CONTACT_DIALOG (cs_contact_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsContactDialog, cs_contact_dialog, CS, CONTACT_DIALOG, AdwWindow)

void cs_contact_dialog_present_new  (GtkWindow  *parent,
                                     CsProfile  *profile);
void cs_contact_dialog_present_edit (GtkWindow  *parent,
                                     CsContact  *contact,
                                     const char *name,
                                     const char *address,
                                     const char *warning);

G_END_DECLS

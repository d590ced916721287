/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* The contacts of all accounts. */
#define CS_TYPE_CONTACTS_WINDOW (cs_contacts_window_get_type ())
G_DECLARE_FINAL_TYPE (CsContactsWindow, cs_contacts_window, CS, CONTACTS_WINDOW, AdwWindow)

CsContactsWindow *cs_contacts_window_present (GtkWindow *parent,
                                              CsProfile *profile);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Contacts from the servers that keep some. */
void cs_contact_server_fill_menu (GMenu      *menu,
                                  CsProfile  *profile,
                                  const char *action);
void cs_contact_server_import    (GtkWidget  *widget,
                                  CsProfile  *profile,
                                  const char *account);

G_END_DECLS

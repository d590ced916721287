/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Contacts from files and into them. */
void cs_contact_files_import (GtkWidget *widget,
                              CsProfile *profile);
void cs_contact_files_export (GtkWidget *widget,
                              CsProfile *profile);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

void cs_contact_import_dialog_present (GtkWidget *widget,
                                       CsProfile *profile,
                                       CsSession *session,
                                       GPtrArray *cards,
                                       GPtrArray *left_out);

G_END_DECLS

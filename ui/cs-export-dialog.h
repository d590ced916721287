/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-export.h"

G_BEGIN_DECLS

/* Asks where to, and writes a conversation down there. */
void cs_export_dialog_run (GtkWidget      *widget,
                           CsConversation *conversation,
                           CsExportFormat  format);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* Who vouches for the server, and how the connection stands. */
#define CS_TYPE_CONNECTION_SHEET (cs_connection_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CsConnectionSheet, cs_connection_sheet, CS, CONNECTION_SHEET, AdwWindow)

void cs_connection_sheet_present (GtkWindow *parent,
                                  CsSession *session);

G_END_DECLS

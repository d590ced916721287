/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* The slim bar that says why an account is not online and what can be done. Online, there is no bar. */
#define CS_TYPE_CONNECTION_BAR (cs_connection_bar_get_type ())
G_DECLARE_FINAL_TYPE (CsConnectionBar, cs_connection_bar, CS, CONNECTION_BAR, AdwBin)

void cs_connection_bar_set_session (CsConnectionBar *self,
                                    CsSession       *session);

G_END_DECLS

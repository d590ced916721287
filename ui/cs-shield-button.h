/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* The shield in a header bar: its shape and words tell how the session's server stands; a click opens the connection sheet. */
#define CS_TYPE_SHIELD_BUTTON (cs_shield_button_get_type ())
G_DECLARE_FINAL_TYPE (CsShieldButton, cs_shield_button, CS, SHIELD_BUTTON, AdwBin)

void cs_shield_button_set_session (CsShieldButton *self,
                                   CsSession      *session);

G_END_DECLS

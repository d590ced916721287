/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* What others see of an account's own presence. A click lets the person choose it, with a note. */
#define CS_TYPE_PRESENCE_BUTTON (cs_presence_button_get_type ())
G_DECLARE_FINAL_TYPE (CsPresenceButton, cs_presence_button, CS, PRESENCE_BUTTON, AdwBin)

void cs_presence_button_set_session (CsPresenceButton *self,
                                     CsSession        *session);

G_END_DECLS

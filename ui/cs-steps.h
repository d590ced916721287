/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/cs-connection-state.h"

G_BEGIN_DECLS

/* The steps of signing in, filling in as the connection gets on. */
#define CS_TYPE_STEPS (cs_steps_get_type ())
G_DECLARE_FINAL_TYPE (CsSteps, cs_steps, CS, STEPS, GtkWidget)

void cs_steps_set_state (CsSteps           *self,
                         CsConnectionState  state);

G_END_DECLS

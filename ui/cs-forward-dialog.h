/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* To whom a message is passed on: a conversation out of a list, or a new one.
 * Signal: "chosen" (CsConversation). */
#define CS_TYPE_FORWARD_DIALOG (cs_forward_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsForwardDialog, cs_forward_dialog, CS, FORWARD_DIALOG, AdwWindow)

CsForwardDialog *cs_forward_dialog_present (GtkWindow *parent,
                                            CsProfile *profile);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "trust/cs-client-source.h"

G_BEGIN_DECLS

/* The certificates on the tokens that are plugged in, to choose one of.
 * Signal: "chosen" (CsClientSource). */
#define CS_TYPE_TOKEN_DIALOG (cs_token_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsTokenDialog, cs_token_dialog, CS, TOKEN_DIALOG, AdwWindow)

CsTokenDialog *cs_token_dialog_present (GtkWindow *parent);

G_END_DECLS

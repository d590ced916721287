/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/cs-secret.h"
#include "chat/cs-session.h"
#include "trust/cs-client-source.h"

G_BEGIN_DECLS

/* Asks for what unlocks a certificate: the passphrase of a file, the PIN of a token. Never within a handshake.
 * Signal: "entered" (CsSecret) when the person has typed it. */
#define CS_TYPE_PASSPHRASE_DIALOG (cs_passphrase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsPassphraseDialog, cs_passphrase_dialog, CS, PASSPHRASE_DIALOG, AdwMessageDialog)

CsPassphraseDialog *cs_passphrase_dialog_present (GtkWindow       *parent,
                                                  CsClientSource  *source,
                                                  const GError    *reason);
void                cs_passphrase_dialog_unlock  (GtkWindow       *parent,
                                                  CsSession       *session);

G_END_DECLS

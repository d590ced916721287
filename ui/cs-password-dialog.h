/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* Asks for the password of an account that has none, or a wrong one. */
#define CS_TYPE_PASSWORD_DIALOG (cs_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsPasswordDialog, cs_password_dialog, CS, PASSWORD_DIALOG, AdwMessageDialog)

GtkWidget *cs_password_dialog_present (GtkWindow *parent,
                                       CsSession *session);

G_END_DECLS

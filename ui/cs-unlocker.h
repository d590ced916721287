/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Asks the person for what unlocks the certificates of a profile's accounts, as soon as it is wanted, and says where it is not kept. */
#define CS_TYPE_UNLOCKER (cs_unlocker_get_type ())
G_DECLARE_FINAL_TYPE (CsUnlocker, cs_unlocker, CS, UNLOCKER, GObject)

CsUnlocker *cs_unlocker_new     (GtkWindow *window,
                                 CsProfile *profile);
void        cs_unlocker_sign_in (GtkWindow *window,
                                 CsSession *session);

G_END_DECLS

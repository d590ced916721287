/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Announces messages that come in while nobody looks, until they are read. A click activates "app.open-conversation" with the
 * account's id and the peer's URI. */
#define CS_TYPE_NOTIFIER (cs_notifier_get_type ())
G_DECLARE_FINAL_TYPE (CsNotifier, cs_notifier, CS, NOTIFIER, GObject)

CsNotifier *cs_notifier_new       (GApplication *application,
                                   CsProfile    *profile);
void        cs_notifier_set_quiet (CsNotifier   *self,
                                   gboolean      quiet);

G_END_DECLS

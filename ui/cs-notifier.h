/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-window.h"

G_BEGIN_DECLS

/* Announces messages that come in while nobody looks at their conversation, until they are read. A click activates
 * "app.open-conversation", another "app.mark-read", with the account's id and the peer's URI. */
#define CS_TYPE_NOTIFIER (cs_notifier_get_type ())
G_DECLARE_FINAL_TYPE (CsNotifier, cs_notifier, CS, NOTIFIER, GObject)

CsNotifier *cs_notifier_new (GApplication *application,
                             CsProfile    *profile,
                             CsWindow     *window);

G_END_DECLS

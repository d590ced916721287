/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-presence.h"

#include "cs-account.h"

G_BEGIN_DECLS

/* What others are to see of an account's own presence: what the person chose, but away while nobody is there.
 * Property: presence (CsPresence, nullable: nothing is shown). */
#define CS_TYPE_OWN_PRESENCE (cs_own_presence_get_type ())
G_DECLARE_FINAL_TYPE (CsOwnPresence, cs_own_presence, CS, OWN_PRESENCE, GObject)

CsOwnPresence *cs_own_presence_new      (CsAccount     *account);
CsPresence    *cs_own_presence_get      (CsOwnPresence *self);
void           cs_own_presence_set_idle (CsOwnPresence *self,
                                         gboolean       idle);

G_END_DECLS

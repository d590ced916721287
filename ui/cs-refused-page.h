/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* The full page for a server that could not prove who it is. There is no way around it.
 * Signals: "edit-account" () when the person wants to mend the server name or address; "imported" (CsAnchor): the session has
 * been told to try again. */
#define CS_TYPE_REFUSED_PAGE (cs_refused_page_get_type ())
G_DECLARE_FINAL_TYPE (CsRefusedPage, cs_refused_page, CS, REFUSED_PAGE, AdwBin)

void cs_refused_page_set_session (CsRefusedPage *self,
                                  CsProfile     *profile,
                                  CsSession     *session);

G_END_DECLS

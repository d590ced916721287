/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-profile.h"

#include "bare-client.h"

G_BEGIN_DECLS

/* A client of our engine without a window, for programs that run the main loop themselves. */
CsProfile      *engine_client_open       (const char        *folder,
                                          const BareAccount *account);
void            engine_client_close      (CsProfile         *profile);
CsSession      *engine_client_sign_in    (CsProfile         *profile,
                                          const BareAccount *account);
void            engine_client_sign_out   (CsSession         *session);
CsConversation *engine_client_talk_to    (CsSession         *session,
                                          const char        *user);

G_END_DECLS

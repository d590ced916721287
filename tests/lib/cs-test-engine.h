/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-profile.h"

#include "cs-test-login.h"

G_BEGIN_DECLS

/* A client of our engine without a window, for programs that run the main loop themselves. */
CsProfile      *cs_test_engine_open       (const char        *folder,
                                           const CsTestLogin *login);
void            cs_test_engine_close      (CsProfile         *profile);
CsSession      *cs_test_engine_try        (CsProfile         *profile,
                                           const CsTestLogin *login);
CsSession      *cs_test_engine_sign_in    (CsProfile         *profile,
                                           const CsTestLogin *login);
void            cs_test_engine_sign_out   (CsSession         *session);
CsConversation *cs_test_engine_talk_to    (CsSession         *session,
                                           const char        *user);

G_END_DECLS

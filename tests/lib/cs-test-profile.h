/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-profile.h"

#include "cs-test-store.h"

G_BEGIN_DECLS

/* Profiles whose server is a loopback port that nobody listens on. */
CsProfile      *cs_test_profile_open          (const char        *folder);
void            cs_test_profile_close         (CsProfile         *profile);
void            cs_test_profile_clean         (CsTestFile        *file);
void            cs_test_profile_write_account (CsTestFile        *file,
                                               const char        *address);
CsSession      *cs_test_profile_try           (CsProfile         *profile,
                                               const char        *address,
                                               const char        *password);
void            cs_test_wait_for_state        (CsSession         *session,
                                               CsConnectionState  state);
CsConversation *cs_test_session_open          (CsSession         *session,
                                               const char        *peer);
void            cs_test_session_write         (CsSession         *session,
                                               const char        *peer,
                                               const char        *text);

G_END_DECLS

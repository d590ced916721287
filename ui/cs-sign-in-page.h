/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* Signing in with a new account.
 * Signals: "refused" (CsSession) when the server could not prove who it is; "signed-in" (CsSession); "cancelled" () when the
 * page was left by its back button. */
#define CS_TYPE_SIGN_IN_PAGE (cs_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (CsSignInPage, cs_sign_in_page, CS, SIGN_IN_PAGE, AdwBin)

CsSignInPage *cs_sign_in_page_new        (CsProfile    *profile);
void          cs_sign_in_page_prefill    (CsSignInPage *self,
                                          const char   *address,
                                          const char   *server,
                                          const char   *password);
void          cs_sign_in_page_start_anew (CsSignInPage *self,
                                          gboolean      with_back);
void          cs_sign_in_page_edit       (CsSignInPage *self);
gboolean      cs_sign_in_page_is_busy    (CsSignInPage *self);
void          cs_sign_in_page_come_back  (CsSignInPage *self);

G_END_DECLS

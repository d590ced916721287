/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

#include "cs-own-certificate-row.h"

G_BEGIN_DECLS

/* What a person writes to sign in, each field judged beside itself. Enter in a field activates the action "sign-in.submit". */
#define CS_TYPE_SIGN_IN_FORM (cs_sign_in_form_get_type ())
G_DECLARE_FINAL_TYPE (CsSignInForm, cs_sign_in_form, CS, SIGN_IN_FORM, AdwBin)

void                 cs_sign_in_form_set_profile     (CsSignInForm  *self,
                                                      CsProfile     *profile);
void                 cs_sign_in_form_fill_in         (CsSignInForm  *self,
                                                      const char    *address,
                                                      const char    *server,
                                                      const char    *password);
void                 cs_sign_in_form_clear           (CsSignInForm  *self);
void                 cs_sign_in_form_focus_address   (CsSignInForm  *self);
void                 cs_sign_in_form_mend            (CsSignInForm  *self,
                                                      gboolean       refused);
gboolean             cs_sign_in_form_focus_empty     (CsSignInForm  *self);
CsAccount           *cs_sign_in_form_describe_server (CsSignInForm  *self);
CsAccount           *cs_sign_in_form_submit          (CsSignInForm  *self,
                                                      CsSecret     **password);
CsOwnCertificateRow *cs_sign_in_form_get_own         (CsSignInForm  *self);
void                 cs_sign_in_form_say             (CsSignInForm  *self,
                                                      const char    *words);
gboolean             cs_sign_in_form_show_failure    (CsSignInForm  *self,
                                                      const GError  *error,
                                                      CsHost        *domain);

G_END_DECLS

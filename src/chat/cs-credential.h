/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-secret.h"

#include "cs-account.h"
#include "cs-secrets.h"

G_BEGIN_DECLS

/* A secret of an account, its password or what unlocks its certificate: in memory and, where there is a secret service, kept by that.
 * Properties: wanted (gboolean: the person has to give one), kept (gboolean: the secret service holds it).
 * Signal: "ready" () when there is a password, or none to be had, after cs_credential_prepare(). */
#define CS_TYPE_CREDENTIAL (cs_credential_get_type ())
G_DECLARE_FINAL_TYPE (CsCredential, cs_credential, CS, CREDENTIAL, GObject)

CsCredential *cs_credential_new       (CsAccount    *account,
                                       CsSecretKind  kind,
                                       gboolean      use_secret_service);
void          cs_credential_prepare   (CsCredential *self);
void          cs_credential_set       (CsCredential *self,
                                       CsSecret     *password);
CsSecret     *cs_credential_get       (CsCredential *self);
void          cs_credential_reject    (CsCredential *self);
void          cs_credential_keep      (CsCredential *self);
gboolean      cs_credential_is_wanted (CsCredential *self);
gboolean      cs_credential_is_kept   (CsCredential *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-secret.h"

#include "cs-certificate.h"

G_BEGIN_DECLS

/* Who we are to a server that asks: a certificate, what leads up to its authority, and the private key. An immutable value. */
#define CS_TYPE_CLIENT_IDENTITY (cs_client_identity_get_type ())

typedef struct _CsClientIdentity CsClientIdentity;

GType             cs_client_identity_get_type        (void);
CsClientIdentity *cs_client_identity_new_from_pkcs12 (GBytes            *file,
                                                      CsSecret          *passphrase,
                                                      GError           **error);
CsClientIdentity *cs_client_identity_new_from_pem    (GBytes            *certificates,
                                                      GBytes            *key,
                                                      CsSecret          *passphrase,
                                                      GError           **error);
CsClientIdentity *cs_client_identity_new_from_token  (const char        *uri,
                                                      CsSecret          *pin,
                                                      GError           **error);
CsClientIdentity *cs_client_identity_ref             (CsClientIdentity  *self);
void              cs_client_identity_unref           (CsClientIdentity  *self);
CsCertificate    *cs_client_identity_get_certificate (CsClientIdentity  *self);
GPtrArray        *cs_client_identity_get_chain       (CsClientIdentity  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsClientIdentity, cs_client_identity_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gnutls/abstract.h>

#include "cs-client-identity.h"

G_BEGIN_DECLS

CsClientIdentity *cs_client_identity_new               (GPtrArray          *certificates,
                                                        gnutls_privkey_t    key,
                                                        GError            **error);
void              cs_client_identity_keep              (CsClientIdentity   *self,
                                                        gpointer            data,
                                                        GDestroyNotify      free);
void              cs_client_identity_take_certificates (GPtrArray          *certificates,
                                                        gnutls_x509_crt_t  *handles,
                                                        guint               n_handles);

G_END_DECLS

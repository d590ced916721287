/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gnutls/abstract.h>

#include "cs-client-identity.h"

G_BEGIN_DECLS

/* Whether an identity is one that a server asks for. */
typedef enum {
  CS_CLIENT_FITS,
  CS_CLIENT_EXPIRED,
  CS_CLIENT_NOT_YET_VALID,
  CS_CLIENT_OTHER_AUTHORITY,
  CS_CLIENT_OTHER_KEY,
} CsClientFit;

/* What a server says of the certificates that it takes; of an empty list it takes any. */
typedef struct {
  const gnutls_datum_t        *authorities;
  guint                        n_authorities;
  const gnutls_pk_algorithm_t *keys;
  guint                        n_keys;
} CsClientWish;

CsClientFit       cs_client_identity_check            (CsClientIdentity   *self,
                                                       const CsClientWish *wish,
                                                       gint64              now);
gnutls_pcert_st  *cs_client_identity_get_certificates (CsClientIdentity   *self,
                                                       guint              *n_certificates);
gnutls_privkey_t  cs_client_identity_get_key          (CsClientIdentity   *self);
gboolean          cs_client_identity_signs_slowly     (CsClientIdentity   *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-connection-facts.h"
#include "trust/cs-client-identity-use.h"

G_BEGIN_DECLS

/* Our side of mutual authentication: whether the server asked for a certificate, and what it gets. */
typedef struct {
  CsClientIdentity *identity;  /* NULL: none is set */
  gboolean          is_asked;
  CsClientFit       fit;       /* what became of the last question */
} CsTlsClient;

void              cs_tls_client_clear         (CsTlsClient         *self);
gboolean          cs_tls_client_answer        (CsTlsClient         *self,
                                               const CsClientWish  *wish,
                                               gint64               now);
CsClientIdentity *cs_tls_client_get_sent      (CsTlsClient         *self);
CsClientAnswer    cs_tls_client_get_answer    (CsTlsClient         *self);
GError           *cs_tls_client_explain       (CsTlsClient         *self,
                                               int                  alert);
GError           *cs_tls_client_explain_token (int                  code);

G_END_DECLS

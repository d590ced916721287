/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

#include "base/cs-connection-facts.h"
#include "base/cs-policy.h"
#include "trust/cs-client-identity.h"
#include "trust/cs-reference-identity.h"

G_BEGIN_DECLS

/* A GnuTLS client session over a connection, and all that both need to live. */
typedef struct _CsTlsSession CsTlsSession;

CsTlsSession      *cs_tls_session_new             (GIOStream            *connection,
                                                   CsReferenceIdentity  *identity,
                                                   CsMinimumTls          minimum,
                                                   CsClientIdentity     *client,
                                                   GError              **error);
void               cs_tls_session_free            (CsTlsSession         *self);
gnutls_session_t   cs_tls_session_get_gnutls      (CsTlsSession         *self);
GSource           *cs_tls_session_create_source   (CsTlsSession         *self,
                                                   gboolean              to_write,
                                                   GCancellable         *cancellable);
GError            *cs_tls_session_make_error      (CsTlsSession         *self,
                                                   int                   code);
CsConnectionFacts *cs_tls_session_add_facts       (CsTlsSession         *self,
                                                   CsConnectionFacts    *facts);
void               cs_tls_session_linger          (CsTlsSession         *self);
void               cs_tls_session_say_goodbye     (CsTlsSession         *self);
const char        *cs_tls_session_get_server_name (CsReferenceIdentity  *identity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTlsSession, cs_tls_session_free)

G_END_DECLS

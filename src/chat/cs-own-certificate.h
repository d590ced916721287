/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-secret.h"
#include "trust/cs-client-identity.h"

#include "cs-account.h"

G_BEGIN_DECLS

/* The certificate that an account shows to a server that asks for one, and what unlocks it. Loaded before a connection is begun: nobody
 * is asked for a PIN within a handshake.
 * Properties: certificate (CsCertificate, nullable: of what is loaded), error (GError, nullable: why it cannot be used), secret-wanted
 * (gboolean: the person has to give a passphrase or PIN), secret-kept (gboolean: the secret service holds it).
 * Signals: "ready" () when there is nothing more to load; "failed" () when it cannot be loaded, or not without the person. */
#define CS_TYPE_OWN_CERTIFICATE (cs_own_certificate_get_type ())
G_DECLARE_FINAL_TYPE (CsOwnCertificate, cs_own_certificate, CS, OWN_CERTIFICATE, GObject)

CsOwnCertificate *cs_own_certificate_new              (CsAccount         *account,
                                                       gboolean           use_secret_service);
gboolean          cs_own_certificate_is_ready         (CsOwnCertificate  *self);
void              cs_own_certificate_prepare          (CsOwnCertificate  *self);
void              cs_own_certificate_take             (CsOwnCertificate  *self,
                                                       CsClientIdentity  *identity,
                                                       CsSecret          *secret);
void              cs_own_certificate_set_secret       (CsOwnCertificate  *self,
                                                       CsSecret          *secret);
void              cs_own_certificate_keep_secret      (CsOwnCertificate  *self);
void              cs_own_certificate_unload           (CsOwnCertificate  *self);
CsClientSource   *cs_own_certificate_get_source       (CsOwnCertificate  *self);
CsClientIdentity *cs_own_certificate_get_identity     (CsOwnCertificate  *self);
CsCertificate    *cs_own_certificate_get_certificate  (CsOwnCertificate  *self);
const GError     *cs_own_certificate_get_error        (CsOwnCertificate  *self);
gboolean          cs_own_certificate_concerns         (const GError      *error);
gboolean          cs_own_certificate_has_secret       (CsOwnCertificate  *self);
gboolean          cs_own_certificate_is_secret_wanted (CsOwnCertificate  *self);
gboolean          cs_own_certificate_is_secret_kept   (CsOwnCertificate  *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/cs-secret.h"
#include "trust/cs-client-source.h"

G_BEGIN_DECLS

/* The certificate that an account shows to a server that asks for one: chosen from a file or a token, and opened at once, so that a
 * wrong passphrase is said here and now.
 * Signal: "changed" () when the person chose another one, or none. */
#define CS_TYPE_OWN_CERTIFICATE_ROW (cs_own_certificate_row_get_type ())
G_DECLARE_FINAL_TYPE (CsOwnCertificateRow, cs_own_certificate_row, CS, OWN_CERTIFICATE_ROW, AdwActionRow)

void              cs_own_certificate_row_show         (CsOwnCertificateRow *self,
                                                       CsClientSource      *source,
                                                       CsCertificate       *certificate);
void              cs_own_certificate_row_set_error    (CsOwnCertificateRow *self,
                                                       const char          *words);
gboolean          cs_own_certificate_row_has_error    (CsOwnCertificateRow *self);
void              cs_own_certificate_row_choose       (CsOwnCertificateRow *self);
CsClientSource   *cs_own_certificate_row_get_source   (CsOwnCertificateRow *self);
CsClientIdentity *cs_own_certificate_row_get_identity (CsOwnCertificateRow *self);
CsSecret         *cs_own_certificate_row_get_secret   (CsOwnCertificateRow *self);

G_END_DECLS

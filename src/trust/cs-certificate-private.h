/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gnutls/x509.h>

#include "cs-alt-names.h"
#include "cs-certificate.h"
#include "cs-name-constraints.h"

G_BEGIN_DECLS

gnutls_x509_crt_t  cs_certificate_get_handle       (CsCertificate *self);
void               cs_certificate_forget_handle    (CsCertificate *self);
GPtrArray         *cs_certificate_get_alt_names    (CsCertificate *self);
const char        *cs_certificate_get_malformed    (CsCertificate *self);
GBytes            *cs_certificate_get_raw_subject  (CsCertificate *self);
GBytes            *cs_certificate_get_raw_issuer   (CsCertificate *self);
const char        *cs_certificate_get_subject_key  (CsCertificate *self);
const char        *cs_certificate_get_issuer_key   (CsCertificate *self);
CsNameConstraints *cs_certificate_get_constraints  (CsCertificate *self);

char              *cs_certificate_dup_subject_part (CsCertificate *self,
                                                    const char    *oid,
                                                    guint          index);
GListModel        *cs_certificate_facts_list       (CsCertificate *self);

/* Byte for byte. */
static inline gboolean
cs_certificate_names_issuer (CsCertificate *self,
                             CsCertificate *issuer)
{
  return g_bytes_equal (cs_certificate_get_raw_issuer (self), cs_certificate_get_raw_subject (issuer));
}

G_END_DECLS

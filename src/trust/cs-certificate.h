/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_TYPE_CERTIFICATE (cs_certificate_get_type ())
G_DECLARE_FINAL_TYPE (CsCertificate, cs_certificate, CS, CERTIFICATE, GObject)

CsCertificate      *cs_certificate_new_from_der        (GBytes         *der,
                                                        GError        **error);
GBytes             *cs_certificate_get_der             (CsCertificate  *self);
char               *cs_certificate_to_pem              (CsCertificate  *self);
const char         *cs_certificate_get_sha256          (CsCertificate  *self);
const char         *cs_certificate_get_title           (CsCertificate  *self);
const char         *cs_certificate_get_issuer_title    (CsCertificate  *self);
const char         *cs_certificate_get_organization    (CsCertificate  *self);
const char         *cs_certificate_get_subject         (CsCertificate  *self);
const char         *cs_certificate_get_issuer          (CsCertificate  *self);
const char         *cs_certificate_get_serial          (CsCertificate  *self);
gint64              cs_certificate_get_not_before      (CsCertificate  *self);
gint64              cs_certificate_get_not_after       (CsCertificate  *self);
const char         *cs_certificate_get_key_description (CsCertificate  *self);
const char         *cs_certificate_get_signature_name  (CsCertificate  *self);
gboolean            cs_certificate_is_authority        (CsCertificate  *self);
gboolean            cs_certificate_is_self_issued      (CsCertificate  *self);
const char * const *cs_certificate_get_dns_names       (CsCertificate  *self);
const char * const *cs_certificate_get_uris            (CsCertificate  *self);
const char * const *cs_certificate_get_ip_addresses    (CsCertificate  *self);
GListModel         *cs_certificate_list_facts          (CsCertificate  *self);
gboolean            cs_certificate_equal               (CsCertificate  *a,
                                                        CsCertificate  *b);

G_END_DECLS

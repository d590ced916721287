/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/* GnuTLS has a function each for the subject and for the issuer. */
typedef int (*CsX509GetDnPart) (gnutls_x509_crt_t  handle,
                                const char        *oid,
                                unsigned           index,
                                unsigned           raw,
                                void              *buffer,
                                size_t            *size);

typedef int (*CsX509GetDn) (gnutls_x509_crt_t  handle,
                            gnutls_datum_t    *dn,
                            unsigned           flags);

typedef int (*CsX509GetRawDn) (gnutls_x509_crt_t  handle,
                               gnutls_datum_t    *dn);

char   *cs_x509_text_hex       (const guint8      *data,
                                gsize              size);
char   *cs_x509_text_dn_part   (gnutls_x509_crt_t  handle,
                                CsX509GetDnPart    get,
                                const char        *oid,
                                guint              index);
char   *cs_x509_text_dn        (gnutls_x509_crt_t  handle,
                                CsX509GetDn        get);
GBytes *cs_x509_text_raw_dn    (gnutls_x509_crt_t  handle,
                                CsX509GetRawDn     get);
char   *cs_x509_text_name_key  (const guint8      *data,
                                gsize              size);
char   *cs_x509_text_key       (gnutls_x509_crt_t  handle);
char   *cs_x509_text_signature (gnutls_x509_crt_t  handle);

G_END_DECLS

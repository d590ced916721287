/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gnutls/x509.h>

#include "cs-name-constraints.h"

G_BEGIN_DECLS

/* What is read of a certificate when it is made. */
typedef struct {
  char              *sha256;
  char              *title;
  char              *issuer_title;
  char              *common_name;
  char              *organization;
  char              *subject;
  char              *issuer;
  GBytes            *raw_subject;
  GBytes            *raw_issuer;
  char              *subject_key;
  char              *issuer_key;
  char              *serial;
  gint64             not_before;
  gint64             not_after;
  char              *key_description;
  char              *signature_name;
  gboolean           authority;
  GPtrArray         *alt_names;
  CsNameConstraints *constraints;
  const char        *malformed;   /* the part that breaks RFC 5280, or NULL */
  GStrv              dns_names;
  GStrv              uris;
  GStrv              ip_addresses;
} CsCertificateParts;

void cs_certificate_parts_read  (CsCertificateParts *self,
                                 GBytes             *der,
                                 gnutls_x509_crt_t   handle);
void cs_certificate_parts_clear (CsCertificateParts *self);

G_END_DECLS

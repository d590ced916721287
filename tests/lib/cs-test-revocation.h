/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "trust/cs-revocation.h"

#include "cs-test-authority.h"

G_BEGIN_DECLS

/* A revocation list to make. What is left out gets a sound default: from an hour ago for a day. */
typedef struct {
  CsTestCertificate *signer;       /* NULL: the issuer */
  CsTestCertificate *revoked;
  CsTestCertificate *also_revoked;
  guint              n_strangers;  /* so many serial numbers more, of certificates that nobody has */
  gint64             said;
  gint64             next;         /* -1: not given */
  guint              reason;       /* of the first entry; 0: not given */
  const char        *point;        /* the address in the issuing distribution point */
  gboolean           only_users;
  gboolean           only_authorities;
  gboolean           indirect;
  gboolean           partial;
  gboolean           delta;
  gboolean           critical;     /* has an unknown extension that is critical */
  gboolean           critical_entry;
  gsize              padding;      /* bytes in an extension that nobody knows */
} CsTestCrl;

/* An OCSP response to make. What is left out gets a sound default: good, from an hour ago for a day, signed by the issuer. */
typedef struct {
  CsTestCertificate *signer;       /* NULL: the issuer */
  gboolean           send_signer;
  gboolean           by_key;
  gboolean           sha256;       /* the hash by which the issuer is named */
  CsRevocationState  state;
  CsRevocationState  again;        /* a second one for the same certificate, or CS_REVOCATION_NOT_CHECKED */
  gint64             produced;
  gint64             said;
  gint64             next;         /* -1: not given */
  GBytes            *nonce;
  gboolean           critical;
  gboolean           critical_single;
  gboolean           bad_signature;
  gboolean           failure;
} CsTestOcsp;

/* A fixture for g_test_add(): an authority, a certificate that it issued fifty days ago, another one, and what is asked of them now. */
typedef struct {
  CsTestCertificate *root;
  CsTestCertificate *leaf;
  CsTestCertificate *other;
  GPtrArray         *issuers;
  GPtrArray         *lists;
  gint64             now;
} CsTestRevocation;

void    cs_test_revocation_set_up     (CsTestRevocation  *self,
                                       gconstpointer      data);
void    cs_test_revocation_tear_down  (CsTestRevocation  *self,
                                       gconstpointer      data);
CsRevocationQuestion
        cs_test_revocation_ask        (CsTestRevocation  *self,
                                       CsTestCertificate *certificate);
GBytes *cs_test_revocation_make_crl   (CsTestCertificate *issuer,
                                       const CsTestCrl   *spec);
GBytes *cs_test_revocation_make_ocsp  (CsTestCertificate *issuer,
                                       CsTestCertificate *certificate,
                                       const CsTestOcsp  *spec);
GBytes *cs_test_revocation_find_nonce (GBytes            *request);

G_END_DECLS

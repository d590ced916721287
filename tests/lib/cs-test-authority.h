/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "trust/cs-certificate.h"

G_BEGIN_DECLS

#define CS_TEST_PURPOSE_SERVER "1.3.6.1.5.5.7.3.1"
#define CS_TEST_PURPOSE_CLIENT "1.3.6.1.5.5.7.3.2"
#define CS_TEST_PURPOSE_SIP_DOMAIN "1.3.6.1.5.5.7.3.20"
#define CS_TEST_PURPOSE_ANY "2.5.29.37.0"

/* Lists in a CsTestSpec: .dns_names = CS_TEST_NAMES ("a.test", "b.test") */
#define CS_TEST_NAMES(...) ((const char * const []) { __VA_ARGS__, NULL })
#define CS_TEST_NO_NAMES ((const char * const []) { NULL })

typedef enum {
  CS_TEST_KEY_P256,
  CS_TEST_KEY_P384,
  CS_TEST_KEY_ED25519,
  CS_TEST_KEY_RSA_1024,
  CS_TEST_KEY_RSA_2048,
  CS_TEST_KEY_DSA_2048,
} CsTestKey;

typedef enum {
  CS_TEST_DIGEST_SHA256,
  CS_TEST_DIGEST_SHA384,
  CS_TEST_DIGEST_SHA1,
  CS_TEST_DIGEST_MD5,
} CsTestDigest;

typedef struct _CsTestCertificate CsTestCertificate;

/* What to make; what is left out gets a sound default: a P-256 key, SHA-256, valid from an hour ago for thirty days, the usual key usage,
 * serverAuth for what is no authority. */
typedef struct {
  gboolean            authority;
  const char         *name;
  gboolean            utf8_name; /* where a simpler type of string would do */
  const char         *organization;
  CsTestKey           key;
  CsTestDigest        digest;
  gint64              not_before;
  gint64              not_after;
  const char * const *dns_names;
  const char * const *uris;
  const char * const *ip_addresses;
  GBytes             *raw_san;
  const char * const *purposes;
  gboolean            limited;
  int                 path_length;
  guint               key_usage;
  const char * const *permitted_dns;
  const char * const *excluded_dns;
  GBytes             *raw_name_constraints;
  const char         *critical_extension;
  const char         *ocsp_address;
  const char         *crl_address;
  gboolean            must_staple;
  gboolean            no_check;  /* of who signs OCSP responses */
  gboolean            no_basic_constraints;
  gboolean            no_key_ids;
  gboolean            version_1;
  gboolean            bad_signature;
  gsize               padding;
  CsTestCertificate  *same_key_as;
} CsTestSpec;

/* A certificate with its private key, and all forms of the two. */
struct _CsTestCertificate {
  CsCertificate *certificate;
  GBytes        *der;
  char          *pem;
  char          *key_pem;
  char          *name;
  gpointer       key;
  gpointer       handle;
};

/* A name for a subjectAltName extension made by hand: the tag of GeneralName and any bytes. */
typedef struct {
  guint       tag;
  const char *data;
  gssize      size;
} CsTestName;

CsTestCertificate *cs_test_authority_new_root (const char              *name);
CsTestCertificate *cs_test_authority_new_leaf (CsTestCertificate       *issuer,
                                               const char              *dns_name);
CsTestCertificate *cs_test_authority_make     (CsTestCertificate       *issuer,
                                               const CsTestSpec        *spec);
void               cs_test_certificate_free   (CsTestCertificate       *self);
GBytes            *cs_test_authority_make_san (const CsTestName        *names,
                                               gsize                    n_names);
GBytes            *cs_test_authority_make_crl (CsTestCertificate       *issuer,
                                               gint64                   this_update,
                                               gint64                   next_update,
                                               CsTestCertificate       *revoked);
GBytes            *cs_test_authority_make_pkcs7 (CsTestCertificate * const *certificates,
                                                 gsize                      n_certificates);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTestCertificate, cs_test_certificate_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-revocation.h"

#include <string.h>

#include <gnutls/abstract.h>
#include <gnutls/ocsp.h>

#include "trust/cs-signed.h"

#define HOUR 3600
#define DAY (24 * HOUR)

#define ECDSA_SHA256 "\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"
#define RSA_SHA256 "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00"
#define SHA1 "\x30\x07\x06\x05\x2b\x0e\x03\x02\x1a"
#define SHA256 "\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"
#define BASIC "\x06\x09\x2b\x06\x01\x05\x05\x07\x30\x01\x01"
#define NONCE "\x2b\x06\x01\x05\x05\x07\x30\x01\x02"
#define UNKNOWN "\x2b\x06\x01\x04\x01\x83\xb2\x03\x02"

void
cs_test_revocation_set_up (CsTestRevocation *self,
                           gconstpointer     data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const CsTestSpec spec = {
    .name = "example.test", .dns_names = CS_TEST_NAMES ("example.test"), .crl_address = "http://crl.test/a.crl", .not_before = now - 50 * DAY,
  };

  self->now = now;
  self->root = cs_test_authority_new_root ("Root");
  self->leaf = cs_test_authority_make (self->root, &spec);
  self->other = cs_test_authority_new_leaf (self->root, "other.test");
  self->issuers = g_ptr_array_new ();
  g_ptr_array_add (self->issuers, self->root->certificate);
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
}

void
cs_test_revocation_tear_down (CsTestRevocation *self,
                              gconstpointer     data)
{
  g_ptr_array_unref (self->issuers);
  g_ptr_array_unref (self->lists);
  cs_test_certificate_free (self->root);
  cs_test_certificate_free (self->leaf);
  cs_test_certificate_free (self->other);
}

/* What is to be asked of a certificate of the root's. */
CsRevocationQuestion
cs_test_revocation_ask (CsTestRevocation  *self,
                        CsTestCertificate *certificate)
{
  return (CsRevocationQuestion) { certificate->certificate, self->issuers, self->now, 0, self->lists };
}

/* Pieces of DER grow from the inside out; each call takes what it is given. */
static GByteArray *
raw (gconstpointer data,
     gsize         size)
{
  return g_byte_array_append (g_byte_array_new (), data, size);
}

#define RAW(text) raw (text, sizeof text - 1)

static GByteArray *
join (GByteArray *a,
      GByteArray *b)
{
  if (b) {
    g_byte_array_append (a, b->data, b->len);
    g_byte_array_unref (b);
  }

  return a;
}

static GByteArray *
wrap (guint8      tag,
      GByteArray *inner)
{
  GByteArray *out = raw (&tag, 1);
  guint8 length[5] = { 0x84, inner->len >> 24, inner->len >> 16, inner->len >> 8, inner->len };
  guint skip = inner->len < 0x80 ? 4 : inner->len < 0x100 ? 3 : inner->len < 0x10000 ? 2 : inner->len < 0x1000000 ? 1 : 0;

  if (inner->len < 0x80)
    length[4] = inner->len;
  else
    length[skip] = 0x80 | (4 - skip);
  g_byte_array_append (out, length + skip, 5 - skip);

  return join (out, inner);
}

static GByteArray *
number (guint8 tag,
        guint8 value)
{
  return wrap (tag, raw (&value, 1));
}

static GByteArray *
moment (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = g_date_time_format (date, "%Y%m%d%H%M%SZ");

  return wrap (CS_DER_TIME, raw (text, strlen (text)));
}

static GByteArray *
extension (const char *oid,
           gsize       oid_size,
           gboolean    critical,
           GByteArray *value)
{
  GByteArray *inner = wrap (CS_DER_OID, raw (oid, oid_size));

  if (critical)
    inner = join (inner, RAW ("\x01\x01\xff"));

  return wrap (CS_DER_SEQUENCE, join (inner, wrap (CS_DER_OCTET_STRING, value)));
}

static GByteArray *
unknown_extension (gboolean critical,
                   gsize    size)
{
  GByteArray *value = g_byte_array_new ();

  g_byte_array_set_size (value, size);
  if (size > 0)
    memset (value->data, 0, size);

  return extension (UNKNOWN, sizeof UNKNOWN - 1, critical, value);
}

static GByteArray *
serial_of (CsTestCertificate *certificate)
{
  CsDer serial, key;

  g_assert_true (cs_signed_find_key (certificate->certificate, &serial, &key));

  return wrap (CS_DER_INTEGER, raw (serial.data, serial.size));
}

static GByteArray *
subject_of (CsTestCertificate *certificate)
{
  gnutls_datum_t name = { NULL, 0 };
  GByteArray *bytes;

  g_assert_cmpint (gnutls_x509_crt_get_raw_dn (certificate->handle, &name), >=, 0);
  bytes = raw (name.data, name.size);
  gnutls_free (name.data);

  return bytes;
}

static GByteArray *
algorithm_of (CsTestCertificate *signer)
{
  return gnutls_x509_privkey_get_pk_algorithm (signer->key) == GNUTLS_PK_RSA ? RAW (RSA_SHA256) : RAW (ECDSA_SHA256);
}

/* Content, algorithm, signature. */
static GByteArray *
sign (CsTestCertificate *signer,
      GByteArray        *content)
{
  const gnutls_datum_t data = { content->data, content->len };
  gnutls_datum_t signature = { NULL, 0 };
  gnutls_privkey_t key;
  GByteArray *bits = raw ("\0", 1);

  g_assert_cmpint (gnutls_privkey_init (&key), >=, 0);
  g_assert_cmpint (gnutls_privkey_import_x509 (key, signer->key, 0), >=, 0);
  g_assert_cmpint (gnutls_privkey_sign_data (key, GNUTLS_DIG_SHA256, 0, &data, &signature), >=, 0);
  g_byte_array_append (bits, signature.data, signature.size);
  gnutls_free (signature.data);
  gnutls_privkey_deinit (key);

  return join (join (content, algorithm_of (signer)), wrap (CS_DER_BIT_STRING, bits));
}

static GByteArray *
issuing_point (const CsTestCrl *spec)
{
  GByteArray *inner = g_byte_array_new ();

  if (spec->point)
    inner = join (inner, wrap (0xa0, wrap (0xa0, wrap (0x86, raw (spec->point, strlen (spec->point))))));
  if (spec->only_users)
    inner = join (inner, RAW ("\x81\x01\xff"));
  if (spec->only_authorities)
    inner = join (inner, RAW ("\x82\x01\xff"));
  if (spec->partial)
    inner = join (inner, RAW ("\x83\x02\x06\x40"));
  if (spec->indirect)
    inner = join (inner, RAW ("\x84\x01\xff"));
  if (inner->len == 0) {
    g_byte_array_unref (inner);
    return NULL;
  }

  return extension ("\x55\x1d\x1c", 3, TRUE, wrap (CS_DER_SEQUENCE, inner));
}

static GByteArray *
entry (CsTestCertificate *revoked,
       gint64             said,
       const CsTestCrl   *spec)
{
  GByteArray *extensions = g_byte_array_new ();
  GByteArray *inner = join (serial_of (revoked), moment (said));

  if (spec && spec->reason)
    extensions = join (extensions, extension ("\x55\x1d\x15", 3, FALSE, number (CS_DER_ENUMERATED, spec->reason)));
  if (spec && spec->critical_entry)
    extensions = join (extensions, unknown_extension (TRUE, 2));
  if (extensions->len > 0)
    return wrap (CS_DER_SEQUENCE, join (inner, wrap (CS_DER_SEQUENCE, extensions)));
  g_byte_array_unref (extensions);

  return wrap (CS_DER_SEQUENCE, inner);
}

/* Of sixteen bytes, as those of large authorities are. */
static GByteArray *
strange_entry (guint  number,
               gint64 said)
{
  guint8 serial[16] = { 0x40, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, number >> 24, number >> 16, number >> 8, number };

  return wrap (CS_DER_SEQUENCE, join (wrap (CS_DER_INTEGER, raw (serial, sizeof serial)), moment (said)));
}

static GByteArray *
list_entries (const CsTestCrl *spec,
              gint64           said)
{
  GByteArray *entries = g_byte_array_new ();

  for (guint i = 0; i < spec->n_strangers; i++)
    entries = join (entries, strange_entry (i, said));
  if (spec->revoked)
    entries = join (entries, entry (spec->revoked, said, spec));
  if (spec->also_revoked)
    entries = join (entries, entry (spec->also_revoked, said, NULL));

  return entries;
}

/**
 * cs_test_revocation_make_crl:
 * @issuer: whose list it is
 * @spec: what is in it
 *
 * Returns: (transfer full): a revocation list in DER
 */
GBytes *
cs_test_revocation_make_crl (CsTestCertificate *issuer,
                             const CsTestCrl   *spec)
{
  CsTestCertificate *signer = spec->signer ? spec->signer : issuer;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 said = spec->said ? spec->said : now - HOUR;
  GByteArray *content = join (join (number (CS_DER_INTEGER, 1), algorithm_of (signer)), join (subject_of (issuer), moment (said)));
  GByteArray *extensions = extension ("\x55\x1d\x14", 3, FALSE, number (CS_DER_INTEGER, 1));

  if (spec->next != -1)
    content = join (content, moment (spec->next ? spec->next : said + DAY));
  if (spec->revoked || spec->n_strangers > 0)
    content = join (content, wrap (CS_DER_SEQUENCE, list_entries (spec, said)));
  extensions = join (extensions, issuing_point (spec));
  if (spec->delta)
    extensions = join (extensions, extension ("\x55\x1d\x1b", 3, TRUE, number (CS_DER_INTEGER, 1)));
  if (spec->critical || spec->padding)
    extensions = join (extensions, unknown_extension (spec->critical, spec->padding));
  content = join (content, wrap (0xa0, wrap (CS_DER_SEQUENCE, extensions)));

  return g_byte_array_free_to_bytes (wrap (CS_DER_SEQUENCE, sign (signer, wrap (CS_DER_SEQUENCE, content))));
}

static GByteArray *
hash (GChecksumType type,
      const guint8 *data,
      gsize         size)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (type);
  guint8 digest[64];
  gsize length = sizeof digest;

  g_checksum_update (checksum, data, size);
  g_checksum_get_digest (checksum, digest, &length);

  return wrap (CS_DER_OCTET_STRING, raw (digest, length));
}

static GByteArray *
hash_key (GChecksumType      type,
          CsTestCertificate *certificate)
{
  CsDer serial, key;

  g_assert_true (cs_signed_find_key (certificate->certificate, &serial, &key));

  return hash (type, key.data, key.size);
}

static GByteArray *
certificate_id (CsTestCertificate *issuer,
                CsTestCertificate *certificate,
                gboolean           sha256)
{
  GChecksumType type = sha256 ? G_CHECKSUM_SHA256 : G_CHECKSUM_SHA1;
  g_autoptr (GByteArray) name = subject_of (issuer);
  GByteArray *inner = sha256 ? RAW (SHA256) : RAW (SHA1);

  inner = join (inner, hash (type, name->data, name->len));
  inner = join (inner, hash_key (type, issuer));

  return wrap (CS_DER_SEQUENCE, join (inner, serial_of (certificate)));
}

static GByteArray *
state_of (CsRevocationState state,
          gint64            said)
{
  switch (state) {
  case CS_REVOCATION_REVOKED:
    return wrap (0xa1, moment (said));
  case CS_REVOCATION_UNKNOWN:
    return RAW ("\x82\x00");
  case CS_REVOCATION_GOOD:
  case CS_REVOCATION_NOT_CHECKED:
  default:
    return RAW ("\x80\x00");
  }
}

static GByteArray *
single (CsTestCertificate *issuer,
        CsTestCertificate *certificate,
        CsRevocationState  state,
        const CsTestOcsp  *spec)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 said = spec->said ? spec->said : now - HOUR;
  GByteArray *inner = certificate_id (issuer, certificate, spec->sha256);

  inner = join (join (inner, state_of (state, said)), moment (said));
  if (spec->next != -1)
    inner = join (inner, wrap (0xa0, moment (spec->next ? spec->next : said + DAY)));
  if (spec->critical_single)
    inner = join (inner, wrap (0xa1, wrap (CS_DER_SEQUENCE, unknown_extension (TRUE, 2))));

  return wrap (CS_DER_SEQUENCE, inner);
}

static GByteArray *
response_extensions (const CsTestOcsp *spec)
{
  GByteArray *list = g_byte_array_new ();

  if (spec->nonce) {
    GByteArray *value = raw (g_bytes_get_data (spec->nonce, NULL), g_bytes_get_size (spec->nonce));

    list = join (list, extension (NONCE, sizeof NONCE - 1, FALSE, wrap (CS_DER_OCTET_STRING, value)));
  }
  if (spec->critical)
    list = join (list, unknown_extension (TRUE, 2));
  if (list->len > 0)
    return wrap (0xa1, wrap (CS_DER_SEQUENCE, list));
  g_byte_array_unref (list);

  return NULL;
}

/**
 * cs_test_revocation_make_ocsp:
 * @issuer: who issued @certificate
 * @certificate: what it speaks of
 * @spec: what is in it
 *
 * Returns: (transfer full): an OCSP response in DER
 */
GBytes *
cs_test_revocation_make_ocsp (CsTestCertificate *issuer,
                              CsTestCertificate *certificate,
                              const CsTestOcsp  *spec)
{
  CsTestCertificate *signer = spec->signer ? spec->signer : issuer;
  GByteArray *content = spec->by_key ? wrap (0xa2, hash_key (G_CHECKSUM_SHA1, signer)) : wrap (0xa1, subject_of (signer));
  GByteArray *singles = single (issuer, certificate, spec->state, spec);
  GByteArray *basic;

  if (spec->failure) {
    g_byte_array_unref (content);
    g_byte_array_unref (singles);
    return g_bytes_new_static ("\x30\x03\x0a\x01\x06", 5);
  }

  content = join (content, moment (spec->produced ? spec->produced : g_get_real_time () / G_USEC_PER_SEC - 1));
  if (spec->again != CS_REVOCATION_NOT_CHECKED)
    singles = join (singles, single (issuer, certificate, spec->again, spec));
  content = join (join (content, wrap (CS_DER_SEQUENCE, singles)), response_extensions (spec));

  basic = sign (signer, wrap (CS_DER_SEQUENCE, content));
  if (spec->bad_signature)
    basic->data[basic->len - 1] ^= 1;
  if (spec->send_signer) {
    GByteArray *der = raw (g_bytes_get_data (signer->der, NULL), g_bytes_get_size (signer->der));

    basic = join (basic, wrap (0xa0, wrap (CS_DER_SEQUENCE, der)));
  }
  basic = wrap (CS_DER_OCTET_STRING, wrap (CS_DER_SEQUENCE, basic));
  basic = wrap (0xa0, wrap (CS_DER_SEQUENCE, join (RAW (BASIC), basic)));

  return g_byte_array_free_to_bytes (wrap (CS_DER_SEQUENCE, join (RAW ("\x0a\x01\x00"), basic)));
}

/**
 * cs_test_revocation_find_nonce:
 * @request: an OCSP request in DER
 *
 * Returns: (transfer full) (nullable): its nonce; %NULL for what is no request, or has none
 */
GBytes *
cs_test_revocation_find_nonce (GBytes *request)
{
  gsize size;
  const gnutls_datum_t data = { (unsigned char *) g_bytes_get_data (request, &size), g_bytes_get_size (request) };
  gnutls_datum_t nonce = { NULL, 0 };
  gnutls_ocsp_req_t handle;
  GBytes *bytes = NULL;

  g_assert_cmpint (gnutls_ocsp_req_init (&handle), >=, 0);
  if (gnutls_ocsp_req_import (handle, &data) >= 0 && gnutls_ocsp_req_get_nonce (handle, NULL, &nonce) >= 0)
    bytes = g_bytes_new (nonce.data, nonce.size);
  gnutls_free (nonce.data);
  gnutls_ocsp_req_deinit (handle);

  return bytes;
}

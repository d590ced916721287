/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-authority.h"

#include <string.h>

#include <gio/gio.h>
#include <gnutls/abstract.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

#include "cs-test-keys.h"

#define HOUR 3600
#define DAY (24 * HOUR)

static void
check (int         result,
       const char *what)
{
  if (result < 0)
    g_error ("%s: %s", what, gnutls_strerror (result));
}

static gnutls_x509_privkey_t
generate_key (CsTestKey kind)
{
  static const struct {
    gnutls_pk_algorithm_t algorithm;
    guint bits;
  } kinds[] = {
    [CS_TEST_KEY_P256] = { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1) },
    [CS_TEST_KEY_P384] = { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1) },
    [CS_TEST_KEY_ED25519] = { GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED25519) },
  };
  gnutls_x509_privkey_t key;

  check (gnutls_x509_privkey_init (&key), "gnutls_x509_privkey_init");
  check (gnutls_x509_privkey_generate (key, kinds[kind].algorithm, kinds[kind].bits, 0), "gnutls_x509_privkey_generate");

  return key;
}

static gnutls_x509_privkey_t
read_key (const char *pem)
{
  gnutls_datum_t data = { (unsigned char *) pem, strlen (pem) };
  gnutls_x509_privkey_t key;

  check (gnutls_x509_privkey_init (&key), "gnutls_x509_privkey_init");
  check (gnutls_x509_privkey_import (key, &data, GNUTLS_X509_FMT_PEM), "gnutls_x509_privkey_import");

  return key;
}

static gnutls_x509_privkey_t
dup_key (gnutls_x509_privkey_t original)
{
  gnutls_x509_privkey_t key;

  check (gnutls_x509_privkey_init (&key), "gnutls_x509_privkey_init");
  check (gnutls_x509_privkey_cpy (key, original), "gnutls_x509_privkey_cpy");

  return key;
}

static gnutls_x509_privkey_t
make_key (const CsTestSpec *spec)
{
  if (spec->same_key_as)
    return dup_key (spec->same_key_as->key);
  if (spec->key < G_N_ELEMENTS (slow_keys) && slow_keys[spec->key])
    return read_key (slow_keys[spec->key]);

  return generate_key (spec->key);
}

static void
append_der (GByteArray   *out,
            guint8        tag,
            const guint8 *data,
            gsize         size)
{
  guint8 head[4] = { tag, 0x82, size >> 8, size & 0xff };

  g_assert_cmpuint (size, <, 65536);
  if (size < 128) {
    head[1] = size;
    g_byte_array_append (out, head, 2);
  } else if (size < 256) {
    head[1] = 0x81;
    head[2] = size;
    g_byte_array_append (out, head, 3);
  } else {
    g_byte_array_append (out, head, 4);
  }
  g_byte_array_append (out, data, size);
}

/* The names that come in words, as GeneralNames: written by hand, since GnuTLS would mend or refuse some of what tests need. */
static GBytes *
make_san (const CsTestSpec *spec)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (CsTestName));
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);

  if (spec->raw_san)
    return g_bytes_ref (spec->raw_san);

  for (guint i = 0; spec->uris && spec->uris[i]; i++) {
    CsTestName name = { 6, spec->uris[i], -1 };

    g_array_append_val (names, name);
  }
  for (guint i = 0; spec->dns_names && spec->dns_names[i]; i++) {
    CsTestName name = { 2, spec->dns_names[i], -1 };

    g_array_append_val (names, name);
  }
  for (guint i = 0; spec->ip_addresses && spec->ip_addresses[i]; i++) {
    GInetAddress *address = g_inet_address_new_from_string (spec->ip_addresses[i]);
    CsTestName name = { 7, (const char *) g_inet_address_to_bytes (address), g_inet_address_get_native_size (address) };

    g_ptr_array_add (addresses, address);
    g_array_append_val (names, name);
  }

  if (names->len == 0)
    return NULL;

  return cs_test_authority_make_san ((const CsTestName *) (gpointer) names->data, names->len);
}

static void
set_purposes (gnutls_x509_crt_t  crt,
              const CsTestSpec  *spec)
{
  static const char * const server[] = { CS_TEST_PURPOSE_SERVER, NULL };
  const char * const *purposes = spec->purposes;

  if (!purposes && !spec->authority)
    purposes = server;
  for (guint i = 0; purposes && purposes[i]; i++)
    check (gnutls_x509_crt_set_key_purpose_oid (crt, purposes[i], 0), "gnutls_x509_crt_set_key_purpose_oid");
}

static void
set_name_constraints (gnutls_x509_crt_t  crt,
                      const CsTestSpec  *spec)
{
  gnutls_x509_name_constraints_t constraints;

  if (!spec->permitted_dns && !spec->excluded_dns)
    return;

  check (gnutls_x509_name_constraints_init (&constraints), "gnutls_x509_name_constraints_init");
  for (guint i = 0; spec->permitted_dns && spec->permitted_dns[i]; i++) {
    gnutls_datum_t name = { (unsigned char *) spec->permitted_dns[i], strlen (spec->permitted_dns[i]) };

    check (gnutls_x509_name_constraints_add_permitted (constraints, GNUTLS_SAN_DNSNAME, &name), "permitted");
  }
  for (guint i = 0; spec->excluded_dns && spec->excluded_dns[i]; i++) {
    gnutls_datum_t name = { (unsigned char *) spec->excluded_dns[i], strlen (spec->excluded_dns[i]) };

    check (gnutls_x509_name_constraints_add_excluded (constraints, GNUTLS_SAN_DNSNAME, &name), "excluded");
  }
  check (gnutls_x509_crt_set_name_constraints (crt, constraints, 1), "gnutls_x509_crt_set_name_constraints");
  gnutls_x509_name_constraints_deinit (constraints);
}

static void
set_addresses (gnutls_x509_crt_t  crt,
               const CsTestSpec  *spec)
{
  gnutls_x509_tlsfeatures_t features;

  if (spec->ocsp_address) {
    gnutls_datum_t address = { (unsigned char *) spec->ocsp_address, strlen (spec->ocsp_address) };

    check (gnutls_x509_crt_set_authority_info_access (crt, GNUTLS_IA_OCSP_URI, &address), "gnutls_x509_crt_set_authority_info_access");
  }
  if (spec->crl_address)
    check (gnutls_x509_crt_set_crl_dist_points (crt, GNUTLS_SAN_URI, spec->crl_address, 0), "gnutls_x509_crt_set_crl_dist_points");
  if (spec->must_staple) {
    check (gnutls_x509_tlsfeatures_init (&features), "gnutls_x509_tlsfeatures_init");
    check (gnutls_x509_tlsfeatures_add (features, 5), "gnutls_x509_tlsfeatures_add");
    check (gnutls_x509_crt_set_tlsfeatures (crt, features), "gnutls_x509_crt_set_tlsfeatures");
    gnutls_x509_tlsfeatures_deinit (features);
  }
}

static void
set_key_ids (gnutls_x509_crt_t  crt,
             CsTestCertificate *issuer)
{
  guint8 id[64];
  size_t size = sizeof id;

  check (gnutls_x509_crt_get_key_id (crt, 0, id, &size), "gnutls_x509_crt_get_key_id");
  check (gnutls_x509_crt_set_subject_key_id (crt, id, size), "gnutls_x509_crt_set_subject_key_id");
  size = sizeof id;
  if (issuer && gnutls_x509_crt_get_subject_key_id (issuer->handle, id, &size, NULL) >= 0)
    check (gnutls_x509_crt_set_authority_key_id (crt, id, size), "gnutls_x509_crt_set_authority_key_id");
}

static void
set_raw (gnutls_x509_crt_t  crt,
         const char        *oid,
         GBytes            *value,
         gboolean           critical)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (value, &size);

  check (gnutls_x509_crt_set_extension_by_oid (crt, oid, data, size, critical), oid);
}

static void
set_extensions (gnutls_x509_crt_t  crt,
                CsTestCertificate *issuer,
                const CsTestSpec  *spec)
{
  g_autoptr (GBytes) san = make_san (spec);
  guint usage = spec->key_usage;
  static const guint8 null[] = { 0x05, 0x00 };

  if (!spec->no_basic_constraints) {
    check (gnutls_x509_crt_set_basic_constraints (crt, spec->authority, spec->authority && spec->limited ? spec->path_length : -1),
           "gnutls_x509_crt_set_basic_constraints");
  }
  if (usage == 0)
    usage = spec->authority ? GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN : GNUTLS_KEY_DIGITAL_SIGNATURE;
  check (gnutls_x509_crt_set_key_usage (crt, usage), "gnutls_x509_crt_set_key_usage");
  set_purposes (crt, spec);
  set_name_constraints (crt, spec);
  set_addresses (crt, spec);
  if (spec->critical_extension)
    check (gnutls_x509_crt_set_extension_by_oid (crt, spec->critical_extension, null, sizeof null, 1), "critical extension");
  if (spec->no_check)
    check (gnutls_x509_crt_set_extension_by_oid (crt, "1.3.6.1.5.5.7.48.1.5", null, sizeof null, 0), "nocheck");
  if (spec->padding > 0) {
    g_autofree guint8 *zeros = g_malloc0 (spec->padding);

    check (gnutls_x509_crt_set_extension_by_oid (crt, "1.3.6.1.4.1.55555.1", zeros, spec->padding, 0), "padding");
  }
  if (!spec->no_key_ids)
    set_key_ids (crt, issuer);
  /* Last: GnuTLS reads what is there before it adds to it. */
  if (san)
    set_raw (crt, GNUTLS_X509EXT_OID_SAN, san, FALSE);
  if (spec->raw_name_constraints)
    set_raw (crt, "2.5.29.30", spec->raw_name_constraints, TRUE);
}

static void
sign (gnutls_x509_crt_t  crt,
      CsTestCertificate *issuer,
      CsTestCertificate *self,
      CsTestDigest       digest)
{
  static const gnutls_digest_algorithm_t digests[] = {
    [CS_TEST_DIGEST_SHA256] = GNUTLS_DIG_SHA256,
    [CS_TEST_DIGEST_SHA384] = GNUTLS_DIG_SHA384,
    [CS_TEST_DIGEST_SHA1] = GNUTLS_DIG_SHA1,
    [CS_TEST_DIGEST_MD5] = GNUTLS_DIG_MD5,
  };
  gnutls_x509_privkey_t key = issuer ? issuer->key : self->key;
  gnutls_digest_algorithm_t algorithm = digests[digest];

  if (gnutls_x509_privkey_get_pk_algorithm (key) == GNUTLS_PK_EDDSA_ED25519)
    algorithm = GNUTLS_DIG_SHA512;
  check (gnutls_x509_crt_sign2 (crt, issuer ? issuer->handle : crt, key, algorithm, 0),
         "gnutls_x509_crt_sign2");
}

static void
export (CsTestCertificate *self,
        gboolean           bad_signature)
{
  gnutls_datum_t data = { NULL, 0 };
  g_autoptr (GError) error = NULL;

  check (gnutls_x509_crt_export2 (self->handle, GNUTLS_X509_FMT_DER, &data), "gnutls_x509_crt_export2");
  if (bad_signature)
    data.data[data.size - 1] ^= 1;
  self->der = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);
  check (gnutls_x509_privkey_export2_pkcs8 (self->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &data), "export key");
  self->key_pem = g_strndup ((const char *) data.data, data.size);
  gnutls_free (data.data);

  /* What is too large for us stays without a value of ours. */
  self->certificate = cs_certificate_new_from_der (self->der, &error);
  if (self->certificate) {
    self->pem = cs_certificate_to_pem (self->certificate);
  } else {
    check (gnutls_x509_crt_export2 (self->handle, GNUTLS_X509_FMT_PEM, &data), "gnutls_x509_crt_export2");
    self->pem = g_strndup ((const char *) data.data, data.size);
    gnutls_free (data.data);
  }
}

static void
set_name (gnutls_x509_crt_t  crt,
          const CsTestSpec  *spec)
{
  g_autoptr (GByteArray) utf8 = g_byte_array_new ();

  if (!spec->name)
    return;

  if (spec->utf8_name) {
    append_der (utf8, 0x0c, (const guint8 *) spec->name, strlen (spec->name));
    check (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 1, utf8->data, utf8->len), "name");
  } else {
    check (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, spec->name, strlen (spec->name)), "name");
  }
}

/**
 * cs_test_authority_make:
 * @issuer: (nullable): who signs; %NULL for a self-signed certificate
 * @spec: what to make
 *
 * Returns: (transfer full): a certificate with its key; any failure ends the test
 */
CsTestCertificate *
cs_test_authority_make (CsTestCertificate *issuer,
                        const CsTestSpec  *spec)
{
  static guint serial = 1;
  CsTestCertificate *self = g_new0 (CsTestCertificate, 1);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint8 number[5] = { 1, serial >> 24, serial >> 16, serial >> 8, serial };
  gnutls_x509_crt_t crt;

  serial++;
  self->key = make_key (spec);
  self->name = g_strdup (spec->name);
  check (gnutls_x509_crt_init (&crt), "gnutls_x509_crt_init");
  self->handle = crt;
  check (gnutls_x509_crt_set_version (crt, spec->version_1 ? 1 : 3), "gnutls_x509_crt_set_version");
  check (gnutls_x509_crt_set_serial (crt, number, sizeof number), "gnutls_x509_crt_set_serial");
  gnutls_x509_crt_set_activation_time (crt, spec->not_before ? spec->not_before : now - HOUR);
  gnutls_x509_crt_set_expiration_time (crt, spec->not_after ? spec->not_after : now + 30 * DAY);
  if (spec->organization) {
    check (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, spec->organization, strlen (spec->organization)),
           "organization");
  }
  set_name (crt, spec);
  check (gnutls_x509_crt_set_key (crt, self->key), "gnutls_x509_crt_set_key");
  if (!spec->version_1)
    set_extensions (crt, issuer, spec);
  sign (crt, issuer, self, spec->digest);
  export (self, spec->bad_signature);

  return self;
}

/**
 * cs_test_authority_new_root:
 * @name: its common name
 *
 * Returns: (transfer full): a self-signed authority without limits
 */
CsTestCertificate *
cs_test_authority_new_root (const char *name)
{
  const CsTestSpec spec = { .authority = TRUE, .name = name };

  return cs_test_authority_make (NULL, &spec);
}

/**
 * cs_test_authority_new_leaf:
 * @issuer: who signs
 * @dns_name: the name it proves
 *
 * Returns: (transfer full): a sound server certificate
 */
CsTestCertificate *
cs_test_authority_new_leaf (CsTestCertificate *issuer,
                            const char        *dns_name)
{
  const CsTestSpec spec = { .name = dns_name, .dns_names = CS_TEST_NAMES (dns_name) };

  return cs_test_authority_make (issuer, &spec);
}

/**
 * cs_test_certificate_free:
 * @self: a certificate with its key
 */
void
cs_test_certificate_free (CsTestCertificate *self)
{
  g_clear_object (&self->certificate);
  g_bytes_unref (self->der);
  g_free (self->pem);
  g_free (self->key_pem);
  g_free (self->name);
  gnutls_x509_privkey_deinit (self->key);
  gnutls_x509_crt_deinit (self->handle);
  g_free (self);
}

/**
 * cs_test_authority_make_san:
 * @names: (array length=n_names): the names, well formed or not; a size of -1 stands for a C string
 * @n_names: how many
 *
 * Returns: (transfer full): the DER of GeneralNames (RFC 5280 4.2.1.6)
 */
GBytes *
cs_test_authority_make_san (const CsTestName *names,
                            gsize             n_names)
{
  g_autoptr (GByteArray) inner = g_byte_array_new ();
  GByteArray *outer = g_byte_array_new ();

  for (gsize i = 0; i < n_names; i++) {
    gsize size = names[i].size < 0 ? strlen (names[i].data) : (gsize) names[i].size;

    append_der (inner, 0x80 | names[i].tag, (const guint8 *) names[i].data, size);
  }
  append_der (outer, 0x30, inner->data, inner->len);

  return g_byte_array_free_to_bytes (outer);
}

/**
 * cs_test_authority_make_crl:
 * @issuer: the authority
 * @this_update: a Unix time
 * @next_update: a Unix time
 * @revoked: (nullable): what it lists
 *
 * Returns: (transfer full): a revocation list in DER
 */
GBytes *
cs_test_authority_make_crl (CsTestCertificate *issuer,
                            gint64             this_update,
                            gint64             next_update,
                            CsTestCertificate *revoked)
{
  gnutls_x509_crl_t crl;
  gnutls_datum_t data = { NULL, 0 };
  static const guint8 number[] = { 1 };
  GBytes *bytes;

  check (gnutls_x509_crl_init (&crl), "gnutls_x509_crl_init");
  check (gnutls_x509_crl_set_version (crl, 2), "gnutls_x509_crl_set_version");
  check (gnutls_x509_crl_set_this_update (crl, this_update), "gnutls_x509_crl_set_this_update");
  check (gnutls_x509_crl_set_next_update (crl, next_update), "gnutls_x509_crl_set_next_update");
  check (gnutls_x509_crl_set_number (crl, number, sizeof number), "gnutls_x509_crl_set_number");
  if (revoked)
    check (gnutls_x509_crl_set_crt (crl, revoked->handle, this_update), "gnutls_x509_crl_set_crt");
  check (gnutls_x509_crl_sign2 (crl, issuer->handle, issuer->key, GNUTLS_DIG_SHA256, 0), "gnutls_x509_crl_sign2");
  check (gnutls_x509_crl_export2 (crl, GNUTLS_X509_FMT_DER, &data), "gnutls_x509_crl_export2");
  bytes = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);
  gnutls_x509_crl_deinit (crl);

  return bytes;
}

/**
 * cs_test_authority_make_pkcs7:
 * @certificates: (array length=n_certificates): certificates
 * @n_certificates: how many
 *
 * Returns: (transfer full): a bundle of them that nobody signed, in DER
 */
GBytes *
cs_test_authority_make_pkcs7 (CsTestCertificate * const *certificates,
                              gsize                      n_certificates)
{
  gnutls_datum_t data = { NULL, 0 };
  gnutls_pkcs7_t pkcs7;
  GBytes *bytes;

  check (gnutls_pkcs7_init (&pkcs7), "gnutls_pkcs7_init");
  for (gsize i = 0; i < n_certificates; i++)
    check (gnutls_pkcs7_set_crt (pkcs7, certificates[i]->handle), "gnutls_pkcs7_set_crt");
  check (gnutls_pkcs7_export2 (pkcs7, GNUTLS_X509_FMT_DER, &data), "gnutls_pkcs7_export2");
  bytes = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);
  gnutls_pkcs7_deinit (pkcs7);

  return bytes;
}

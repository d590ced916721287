/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-certificate-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "cs-certificate-parts.h"
#include "cs-x509-text.h"

#define MAX_DER (64 * 1024)

/**
 * CsCertificate:
 *
 * An X.509 certificate: immutable, and read in full when it is made.
 *
 * All text comes out as valid UTF-8, whatever the certificate holds. It is foreign text: never markup.
 */
struct _CsCertificate
{
  GObject parent_instance;

  GBytes *der;
  gnutls_x509_crt_t handle;
  CsCertificateParts parts;
};

G_DEFINE_FINAL_TYPE (CsCertificate, cs_certificate, G_TYPE_OBJECT)

static gnutls_x509_crt_t
import (GBytes *der)
{
  gsize size;
  gnutls_datum_t datum = { (unsigned char *) g_bytes_get_data (der, &size), 0 };
  gnutls_x509_crt_t handle = NULL;

  datum.size = size;
  if (size == 0 || gnutls_x509_crt_init (&handle) < 0)
    return NULL;
  if (gnutls_x509_crt_import (handle, &datum, GNUTLS_X509_FMT_DER) < 0)
    g_clear_pointer (&handle, gnutls_x509_crt_deinit);

  return handle;
}

static void
cs_certificate_finalize (GObject *object)
{
  CsCertificate *self = CS_CERTIFICATE (object);

  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_pointer (&self->handle, gnutls_x509_crt_deinit);
  cs_certificate_parts_clear (&self->parts);

  G_OBJECT_CLASS (cs_certificate_parent_class)->finalize (object);
}

static void
cs_certificate_class_init (CsCertificateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cs_certificate_finalize;
}

static void
cs_certificate_init (CsCertificate *self)
{
}

/**
 * cs_certificate_new_from_der:
 * @der: one certificate in DER, and nothing after it
 * @error: return location for an error
 *
 * Reads a certificate.
 *
 * Fails with %CS_ERROR_TOO_LARGE over 64 KiB and with %CS_ERROR_NOT_A_CERTIFICATE for what is none. A certificate that can be read but
 * breaks a rule of RFC 5280 (a bad name, an extension that comes twice) is made, so that it can be shown; the verifier refuses it.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
CsCertificate *
cs_certificate_new_from_der (GBytes  *der,
                             GError **error)
{
  g_autoptr (CsCertificate) self = NULL;

  if (g_bytes_get_size (der) > MAX_DER) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("The certificate is too large"));
    return NULL;
  }

  self = g_object_new (CS_TYPE_CERTIFICATE, NULL);
  self->handle = import (der);
  if (!self->handle) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE, _("This is not a certificate"));
    return NULL;
  }

  self->der = g_bytes_ref (der);
  cs_certificate_parts_read (&self->parts, self->der, self->handle);

  return g_steal_pointer (&self);
}

/**
 * cs_certificate_get_der:
 * @self: a certificate
 *
 * Returns: (transfer none): the certificate in DER
 */
GBytes *
cs_certificate_get_der (CsCertificate *self)
{
  return self->der;
}

/**
 * cs_certificate_to_pem:
 * @self: a certificate
 *
 * Returns: (transfer full): the certificate in PEM
 */
char *
cs_certificate_to_pem (CsCertificate *self)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->der, &size);
  g_autofree char *base64 = g_base64_encode (data, size);
  GString *pem = g_string_new ("-----BEGIN CERTIFICATE-----\n");

  for (const char *line = base64; *line != '\0'; line += MIN (64, strlen (line)))
    g_string_append_printf (pem, "%.64s\n", line);
  g_string_append (pem, "-----END CERTIFICATE-----\n");

  return g_string_free (pem, FALSE);
}

/**
 * cs_certificate_get_sha256:
 * @self: a certificate
 *
 * Returns: the SHA-256 of the DER: 64 lower-case hexadecimal digits
 */
const char *
cs_certificate_get_sha256 (CsCertificate *self)
{
  return self->parts.sha256;
}

/**
 * cs_certificate_get_title:
 * @self: a certificate
 *
 * Returns: a short name for the subject: its common name, organisation, first alternative name or whole name. A claim, not a proof.
 */
const char *
cs_certificate_get_title (CsCertificate *self)
{
  return self->parts.title;
}

/**
 * cs_certificate_get_issuer_title:
 * @self: a certificate
 *
 * Returns: a short name for the issuer, as the certificate claims it
 */
const char *
cs_certificate_get_issuer_title (CsCertificate *self)
{
  return self->parts.issuer_title;
}

/**
 * cs_certificate_get_organization:
 * @self: a certificate
 *
 * Returns: (nullable): the subject's first organisation
 */
const char *
cs_certificate_get_organization (CsCertificate *self)
{
  return self->parts.organization;
}

/**
 * cs_certificate_get_subject:
 * @self: a certificate
 *
 * Returns: the whole name of the subject (RFC 4514); empty when there is none
 */
const char *
cs_certificate_get_subject (CsCertificate *self)
{
  return self->parts.subject;
}

/**
 * cs_certificate_get_issuer:
 * @self: a certificate
 *
 * Returns: the whole name of the issuer (RFC 4514)
 */
const char *
cs_certificate_get_issuer (CsCertificate *self)
{
  return self->parts.issuer;
}

/**
 * cs_certificate_get_serial:
 * @self: a certificate
 *
 * Returns: the serial number in lower-case hexadecimal digits
 */
const char *
cs_certificate_get_serial (CsCertificate *self)
{
  return self->parts.serial;
}

/**
 * cs_certificate_get_not_before:
 * @self: a certificate
 *
 * Returns: the first second of validity, in Unix time
 */
gint64
cs_certificate_get_not_before (CsCertificate *self)
{
  return self->parts.not_before;
}

/**
 * cs_certificate_get_not_after:
 * @self: a certificate
 *
 * Returns: the last second of validity, in Unix time
 */
gint64
cs_certificate_get_not_after (CsCertificate *self)
{
  return self->parts.not_after;
}

/**
 * cs_certificate_get_key_description:
 * @self: a certificate
 *
 * Returns: the public key's algorithm with its size in bits or its curve
 */
const char *
cs_certificate_get_key_description (CsCertificate *self)
{
  return self->parts.key_description;
}

/**
 * cs_certificate_get_signature_name:
 * @self: a certificate
 *
 * Returns: the algorithm that the issuer signed with
 */
const char *
cs_certificate_get_signature_name (CsCertificate *self)
{
  return self->parts.signature_name;
}

/**
 * cs_certificate_is_authority:
 * @self: a certificate
 *
 * Returns: whether basic constraints make it a certificate authority (RFC 5280 4.2.1.9)
 */
gboolean
cs_certificate_is_authority (CsCertificate *self)
{
  return self->parts.authority;
}

/**
 * cs_certificate_is_self_issued:
 * @self: a certificate
 *
 * Returns: whether subject and issuer are the same name (RFC 5280 3.2); whether the signature fits is another question
 */
gboolean
cs_certificate_is_self_issued (CsCertificate *self)
{
  return g_bytes_equal (self->parts.raw_subject, self->parts.raw_issuer);
}

/**
 * cs_certificate_get_dns_names:
 * @self: a certificate
 *
 * Returns: (transfer none): the DNS names among the alternative names
 */
const char * const *
cs_certificate_get_dns_names (CsCertificate *self)
{
  return (const char * const *) self->parts.dns_names;
}

/**
 * cs_certificate_get_uris:
 * @self: a certificate
 *
 * Returns: (transfer none): the URIs among the alternative names
 */
const char * const *
cs_certificate_get_uris (CsCertificate *self)
{
  return (const char * const *) self->parts.uris;
}

/**
 * cs_certificate_get_ip_addresses:
 * @self: a certificate
 *
 * Returns: (transfer none): the IP addresses among the alternative names
 */
const char * const *
cs_certificate_get_ip_addresses (CsCertificate *self)
{
  return (const char * const *) self->parts.ip_addresses;
}

/**
 * cs_certificate_list_facts:
 * @self: a certificate
 *
 * Returns: (transfer full): everything that a person may want to know, as [class@Fact] in the order of [enum@FactGroup]
 */
GListModel *
cs_certificate_list_facts (CsCertificate *self)
{
  return cs_certificate_facts_list (self);
}

/**
 * cs_certificate_equal:
 * @a: a certificate
 * @b: another
 *
 * Returns: whether the two are the same, byte for byte
 */
gboolean
cs_certificate_equal (CsCertificate *a,
                      CsCertificate *b)
{
  return a == b || g_bytes_equal (a->der, b->der);
}

/* For this room alone, from here on. What a getter returns belongs to @self. */

char *
cs_certificate_dup_subject_part (CsCertificate *self,
                                 const char    *oid,
                                 guint          index)
{
  return cs_x509_text_dn_part (cs_certificate_get_handle (self), gnutls_x509_crt_get_dn_by_oid, oid, index);
}

gnutls_x509_crt_t
cs_certificate_get_handle (CsCertificate *self)
{
  gnutls_x509_crt_t handle = g_atomic_pointer_get (&self->handle);

  if (handle)
    return handle;

  handle = import (self->der);
  g_assert (handle); /* It could be read before. */
  if (!g_atomic_pointer_compare_and_exchange (&self->handle, NULL, handle)) {
    gnutls_x509_crt_deinit (handle);
    handle = g_atomic_pointer_get (&self->handle);
  }

  return handle;
}

/* Lets go of what can be made again from the DER, some 25 kB. Only for whoever has the certificate alone. */
void
cs_certificate_forget_handle (CsCertificate *self)
{
  g_clear_pointer (&self->handle, gnutls_x509_crt_deinit);
}

GPtrArray *
cs_certificate_get_alt_names (CsCertificate *self)
{
  return self->parts.alt_names;
}

/* The part that breaks RFC 5280, or NULL. */
const char *
cs_certificate_get_malformed (CsCertificate *self)
{
  return self->parts.malformed;
}

GBytes *
cs_certificate_get_raw_subject (CsCertificate *self)
{
  return self->parts.raw_subject;
}

GBytes *
cs_certificate_get_raw_issuer (CsCertificate *self)
{
  return self->parts.raw_issuer;
}

/* The two names as they are compared (RFC 5280 7.1). */

const char *
cs_certificate_get_subject_key (CsCertificate *self)
{
  return self->parts.subject_key;
}

const char *
cs_certificate_get_issuer_key (CsCertificate *self)
{
  return self->parts.issuer_key;
}

/* NULL when it has none. */
CsNameConstraints *
cs_certificate_get_constraints (CsCertificate *self)
{
  return self->parts.constraints;
}

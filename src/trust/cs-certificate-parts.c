/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-certificate-parts.h"

#include "cs-alt-names.h"
#include "cs-name-text.h"
#include "cs-x509-extensions.h"
#include "cs-x509-text.h"

static const char *
read_constraints (CsCertificateParts *self,
                  gnutls_x509_crt_t   handle)
{
  guint critical;
  guint authority = 0;
  guint usage;
  int path_length;
  int result = gnutls_x509_crt_get_basic_constraints (handle, &critical, &authority, &path_length);

  if (result < 0 && result != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return "basicConstraints";
  self->authority = result >= 0 && authority;

  if (!cs_name_constraints_read (handle, &self->constraints))
    return "nameConstraints";

  result = gnutls_x509_crt_get_key_usage (handle, &usage, &critical);
  if (result < 0 && result != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return "keyUsage";

  return NULL;
}

static GStrv
collect_names (CsCertificateParts *self,
               CsAltNameKind       kind)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->alt_names->len; i++) {
    const CsAltName *name = g_ptr_array_index (self->alt_names, i);

    if (name->kind == kind)
      g_strv_builder_add (builder, name->text);
  }

  return g_strv_builder_end (builder);
}

static void
read_names (CsCertificateParts *self,
            gnutls_x509_crt_t   handle)
{
  const char *found;

  self->common_name = cs_x509_text_dn_part (handle, gnutls_x509_crt_get_dn_by_oid, GNUTLS_OID_X520_COMMON_NAME, 0);
  self->organization = cs_x509_text_dn_part (handle, gnutls_x509_crt_get_dn_by_oid, GNUTLS_OID_X520_ORGANIZATION_NAME, 0);
  self->subject = cs_x509_text_dn (handle, gnutls_x509_crt_get_dn3);
  self->issuer = cs_x509_text_dn (handle, gnutls_x509_crt_get_issuer_dn3);
  self->raw_subject = cs_x509_text_raw_dn (handle, gnutls_x509_crt_get_raw_dn);
  self->raw_issuer = cs_x509_text_raw_dn (handle, gnutls_x509_crt_get_raw_issuer_dn);
  self->subject_key = cs_name_text_normalize (self->subject);
  self->issuer_key = cs_name_text_normalize (self->issuer);
  self->dns_names = collect_names (self, CS_ALT_NAME_DNS);
  self->uris = collect_names (self, CS_ALT_NAME_URI);
  self->ip_addresses = collect_names (self, CS_ALT_NAME_IP);

  found = self->common_name ? self->common_name : self->organization;
  if (!found && self->alt_names->len > 0)
    found = ((const CsAltName *) g_ptr_array_index (self->alt_names, 0))->text;
  self->title = g_strdup (found ? found : self->subject);

  self->issuer_title = cs_x509_text_dn_part (handle, gnutls_x509_crt_get_issuer_dn_by_oid, GNUTLS_OID_X520_COMMON_NAME, 0);
  if (!self->issuer_title)
    self->issuer_title = cs_x509_text_dn_part (handle, gnutls_x509_crt_get_issuer_dn_by_oid, GNUTLS_OID_X520_ORGANIZATION_NAME, 0);
  if (!self->issuer_title)
    self->issuer_title = g_strdup (self->issuer);
}

/*
 * cs_certificate_parts_read:
 * @self: parts that are all empty
 * @der: a certificate in DER
 * @handle: the same certificate
 *
 * Reads what is asked of a certificate again and again. One that breaks a rule of RFC 5280 is read as far as it goes.
 */
void
cs_certificate_parts_read (CsCertificateParts *self,
                           GBytes             *der,
                           gnutls_x509_crt_t   handle)
{
  guint8 serial[64];
  size_t size = sizeof serial;
  gboolean well_formed;
  const char *malformed;

  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  self->not_before = gnutls_x509_crt_get_activation_time (handle);
  self->not_after = gnutls_x509_crt_get_expiration_time (handle);
  self->key_description = cs_x509_text_key (handle);
  self->signature_name = cs_x509_text_signature (handle);

  self->alt_names = cs_alt_names_read (handle, &well_formed);
  if (!well_formed)
    self->malformed = "subjectAltName";
  else if (!cs_x509_extensions_are_sound (handle))
    self->malformed = "extensions";
  if (gnutls_x509_crt_get_serial (handle, serial, &size) < 0) {
    size = 0;
    self->malformed = "serialNumber";
  }
  self->serial = cs_x509_text_hex (serial, size);
  if (self->not_before < 0 || self->not_after < 0)
    self->malformed = "validity";

  malformed = read_constraints (self, handle);
  if (malformed)
    self->malformed = malformed;

  read_names (self, handle);
  /* RFC 5280 4.1.2.4: the issuer is never empty. */
  if (g_bytes_get_size (self->raw_issuer) <= 2)
    self->malformed = "issuer";
}

/*
 * cs_certificate_parts_clear:
 * @self: parts, empty or read
 *
 * Frees what is in them.
 */
void
cs_certificate_parts_clear (CsCertificateParts *self)
{
  g_free (self->sha256);
  g_free (self->title);
  g_free (self->issuer_title);
  g_free (self->common_name);
  g_free (self->organization);
  g_free (self->subject);
  g_free (self->issuer);
  g_clear_pointer (&self->raw_subject, g_bytes_unref);
  g_clear_pointer (&self->raw_issuer, g_bytes_unref);
  g_free (self->subject_key);
  g_free (self->issuer_key);
  g_free (self->serial);
  g_free (self->key_description);
  g_free (self->signature_name);
  g_clear_pointer (&self->alt_names, g_ptr_array_unref);
  g_clear_pointer (&self->constraints, cs_name_constraints_free);
  g_strfreev (self->dns_names);
  g_strfreev (self->uris);
  g_strfreev (self->ip_addresses);
}

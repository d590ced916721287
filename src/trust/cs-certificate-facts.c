/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-certificate-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <gnutls/abstract.h>
#include <gnutls/x509-ext.h>

#include "cs-fact.h"

/* Nobody reads more of one kind, and a hostile certificate could hold thousands. */
#define MAX_OF_A_KIND 200

typedef struct {
  GListStore *store;
  CsCertificate *certificate;
  gnutls_x509_crt_t handle;
} Facts;

static void
add (Facts       *facts,
     CsFactGroup  group,
     CsFactKind   kind,
     CsFactForm   form,
     const char  *value)
{
  g_autoptr (CsFact) fact = NULL;

  if (!value || value[0] == '\0')
    return;

  fact = cs_fact_new (group, kind, form, value);
  g_list_store_append (facts->store, fact);
}

static void
add_text (Facts       *facts,
          CsFactGroup  group,
          CsFactKind   kind,
          const char  *value)
{
  add (facts, group, kind, CS_FACT_FORM_TEXT, value);
}

static void
add_hex (Facts        *facts,
         CsFactGroup   group,
         CsFactKind    kind,
         const guint8 *data,
         gsize         size)
{
  g_autoptr (GString) hex = g_string_sized_new (2 * size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  add (facts, group, kind, CS_FACT_FORM_HEX, hex->str);
}

static void
add_bytes (Facts                *facts,
           CsFactGroup           group,
           CsFactKind            kind,
           const gnutls_datum_t *data)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data->data, data->size);

  add (facts, group, kind, CS_FACT_FORM_CODE, text);
}

static void
add_subject_parts (Facts *facts)
{
  static const struct {
    const char *oid;
    CsFactKind kind;
  } parts[] = {
    { GNUTLS_OID_X520_COMMON_NAME, CS_FACT_COMMON_NAME },
    { GNUTLS_OID_X520_ORGANIZATION_NAME, CS_FACT_ORGANIZATION },
    { GNUTLS_OID_X520_ORGANIZATIONAL_UNIT_NAME, CS_FACT_ORGANIZATIONAL_UNIT },
    { GNUTLS_OID_X520_LOCALITY_NAME, CS_FACT_LOCALITY },
    { GNUTLS_OID_X520_STATE_OR_PROVINCE_NAME, CS_FACT_STATE },
    { GNUTLS_OID_X520_COUNTRY_NAME, CS_FACT_COUNTRY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    for (guint index = 0; index < MAX_OF_A_KIND; index++) {
      g_autofree char *text = cs_certificate_dup_subject_part (facts->certificate, parts[i].oid, index);

      if (!text)
        break;
      add_text (facts, CS_FACT_GROUP_IDENTITY, parts[i].kind, text);
    }
  }
}

static void
add_alt_names (Facts *facts)
{
  GPtrArray *names = cs_certificate_get_alt_names (facts->certificate);

  for (guint i = 0; i < MIN (names->len, MAX_OF_A_KIND); i++) {
    const CsAltName *name = g_ptr_array_index (names, i);
    CsFactKind kind = CS_FACT_OTHER_NAME;

    switch (name->kind) {
    case CS_ALT_NAME_DNS:
      kind = CS_FACT_DNS_NAME;
      break;
    case CS_ALT_NAME_URI:
      kind = name->sip_domain ? CS_FACT_SIP_DOMAIN : CS_FACT_URI;
      break;
    case CS_ALT_NAME_IP:
      kind = CS_FACT_IP_ADDRESS;
      break;
    case CS_ALT_NAME_EMAIL:
      kind = CS_FACT_EMAIL_ADDRESS;
      break;
    case CS_ALT_NAME_DIRECTORY:
    case CS_ALT_NAME_OTHER:
      break;
    }
    add_text (facts, CS_FACT_GROUP_IDENTITY, kind, name->text);
  }
}

static void
add_key (Facts *facts)
{
  guint8 id[32];
  size_t size = sizeof id;

  add_text (facts, CS_FACT_GROUP_KEY, CS_FACT_KEY, cs_certificate_get_key_description (facts->certificate));
  add (facts, CS_FACT_GROUP_KEY, CS_FACT_SHA256, CS_FACT_FORM_HEX, cs_certificate_get_sha256 (facts->certificate));
  if (gnutls_x509_crt_get_key_id (facts->handle, GNUTLS_KEYID_USE_SHA256, id, &size) >= 0)
    add_hex (facts, CS_FACT_GROUP_KEY, CS_FACT_KEY_SHA256, id, size);
}

static void
add_key_usage (Facts *facts)
{
  static const struct {
    guint bit;
    const char *text;
  } usages[] = {
    { GNUTLS_KEY_DIGITAL_SIGNATURE, N_("Digital signature") },
    { GNUTLS_KEY_NON_REPUDIATION, N_("Non-repudiation") },
    { GNUTLS_KEY_KEY_ENCIPHERMENT, N_("Key encipherment") },
    { GNUTLS_KEY_DATA_ENCIPHERMENT, N_("Data encipherment") },
    { GNUTLS_KEY_KEY_AGREEMENT, N_("Key agreement") },
    { GNUTLS_KEY_KEY_CERT_SIGN, N_("Signing certificates") },
    { GNUTLS_KEY_CRL_SIGN, N_("Signing revocation lists") },
    { GNUTLS_KEY_ENCIPHER_ONLY, N_("Enciphering only") },
    { GNUTLS_KEY_DECIPHER_ONLY, N_("Deciphering only") },
  };
  guint critical;
  guint usage = 0;

  if (gnutls_x509_crt_get_key_usage (facts->handle, &usage, &critical) < 0)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (usages); i++) {
    if (usage & usages[i].bit)
      add_text (facts, CS_FACT_GROUP_PURPOSES, CS_FACT_KEY_USAGE, _(usages[i].text));
  }
}

static void
add_purposes (Facts *facts)
{
  static const struct {
    const char *oid;
    const char *text;
  } purposes[] = {
    { GNUTLS_KP_TLS_WWW_SERVER, N_("TLS server") },
    { GNUTLS_KP_TLS_WWW_CLIENT, N_("TLS client") },
    { "1.3.6.1.5.5.7.3.20", N_("SIP domain") },
    { GNUTLS_KP_CODE_SIGNING, N_("Signing programs") },
    { GNUTLS_KP_EMAIL_PROTECTION, N_("E-mail") },
    { GNUTLS_KP_TIME_STAMPING, N_("Time stamps") },
    { GNUTLS_KP_OCSP_SIGNING, N_("Signing OCSP answers") },
    { GNUTLS_KP_ANY, N_("Any purpose") },
  };

  for (guint i = 0; i < MAX_OF_A_KIND; i++) {
    char oid[128] = "";
    size_t size = sizeof oid;
    const char *text = oid;

    if (gnutls_x509_crt_get_key_purpose_oid (facts->handle, i, oid, &size, NULL) < 0)
      return;
    for (guint j = 0; j < G_N_ELEMENTS (purposes); j++) {
      if (strcmp (oid, purposes[j].oid) == 0)
        text = _(purposes[j].text);
    }
    add_text (facts, CS_FACT_GROUP_PURPOSES, CS_FACT_PURPOSE, text);
  }
}

static void
add_authority (Facts *facts)
{
  guint critical;
  guint authority = 0;
  int path_length = -1;
  g_autofree char *length = NULL;

  if (gnutls_x509_crt_get_basic_constraints (facts->handle, &critical, &authority, &path_length) < 0)
    return;

  add_text (facts, CS_FACT_GROUP_LIMITS, CS_FACT_AUTHORITY, authority ? _("Yes") : _("No"));
  if (path_length >= 0) {
    length = g_strdup_printf ("%d", path_length);
    add_text (facts, CS_FACT_GROUP_LIMITS, CS_FACT_PATH_LENGTH, length);
  }
}

static void
add_constraint (Facts                *facts,
                CsFactKind            kind,
                guint                 type,
                const gnutls_datum_t *name)
{
  g_autofree char *ip = type == GNUTLS_SAN_IPADDRESS ? cs_alt_name_ip_text (name->data, name->size) : NULL;

  if (ip)
    add (facts, CS_FACT_GROUP_LIMITS, kind, CS_FACT_FORM_CODE, ip);
  else if (name->size == 0)
    add_text (facts, CS_FACT_GROUP_LIMITS, kind, _("Any name"));
  else
    add_bytes (facts, CS_FACT_GROUP_LIMITS, kind, name);
}

static void
add_constraints (Facts *facts)
{
  gnutls_x509_name_constraints_t constraints;
  gnutls_datum_t name;
  guint critical;
  guint type;

  if (gnutls_x509_name_constraints_init (&constraints) < 0)
    return;

  if (gnutls_x509_crt_get_name_constraints (facts->handle, constraints, 0, &critical) >= 0) {
    for (guint i = 0; i < MAX_OF_A_KIND && gnutls_x509_name_constraints_get_permitted (constraints, i, &type, &name) >= 0; i++)
      add_constraint (facts, CS_FACT_PERMITTED_NAME, type, &name);
    for (guint i = 0; i < MAX_OF_A_KIND && gnutls_x509_name_constraints_get_excluded (constraints, i, &type, &name) >= 0; i++)
      add_constraint (facts, CS_FACT_EXCLUDED_NAME, type, &name);
  }
  gnutls_x509_name_constraints_deinit (constraints);
}

static void
add_access (Facts      *facts,
            int         what,
            CsFactKind  kind)
{
  for (guint i = 0; i < MAX_OF_A_KIND; i++) {
    gnutls_datum_t address = { NULL, 0 };
    int result = gnutls_x509_crt_get_authority_info_access (facts->handle, i, what, &address, NULL);

    if (result == GNUTLS_E_UNKNOWN_ALGORITHM)
      continue;
    if (result < 0)
      return;
    add_bytes (facts, CS_FACT_GROUP_REVOCATION, kind, &address);
    gnutls_free (address.data);
  }
}

static void
add_revocation (Facts *facts)
{
  gnutls_x509_tlsfeatures_t features;

  add_access (facts, GNUTLS_IA_OCSP_URI, CS_FACT_OCSP_ADDRESS);

  for (guint i = 0; i < MAX_OF_A_KIND; i++) {
    char address[4096];
    size_t size = sizeof address;
    guint reasons;
    guint critical;
    int result = gnutls_x509_crt_get_crl_dist_points (facts->handle, i, address, &size, &reasons, &critical);

    if (result < 0)
      break;
    if (result == GNUTLS_SAN_URI) {
      const gnutls_datum_t data = { (unsigned char *) address, strnlen (address, size) };

      add_bytes (facts, CS_FACT_GROUP_REVOCATION, CS_FACT_CRL_ADDRESS, &data);
    }
  }

  add_access (facts, GNUTLS_IA_CAISSUERS_URI, CS_FACT_ISSUER_ADDRESS);

  /* RFC 7633: feature 5 is status_request, better known as "must staple". */
  if (gnutls_x509_tlsfeatures_init (&features) < 0)
    return;
  if (gnutls_x509_crt_get_tlsfeatures (facts->handle, features, 0, NULL) >= 0) {
    guint feature;

    for (guint i = 0; gnutls_x509_tlsfeatures_get (features, i, &feature) >= 0; i++) {
      if (feature == 5)
        add_text (facts, CS_FACT_GROUP_REVOCATION, CS_FACT_MUST_STAPLE, _("Yes"));
    }
  }
  gnutls_x509_tlsfeatures_deinit (features);
}

static void
add_extensions (Facts *facts)
{
  for (guint i = 0; i < MAX_OF_A_KIND; i++) {
    char oid[128] = "";
    size_t size = sizeof oid;
    guint critical = 0;
    g_autofree char *text = NULL;

    if (gnutls_x509_crt_get_extension_info (facts->handle, i, oid, &size, &critical) < 0)
      return;
    /* Translators: %s is the number of a certificate extension, like 2.5.29.17 */
    text = critical ? g_strdup_printf (_("%s (critical)"), oid) : g_strdup (oid);
    add (facts, CS_FACT_GROUP_REST, CS_FACT_EXTENSION, CS_FACT_FORM_CODE, text);
  }
}

static void
add_rest (Facts *facts)
{
  g_autofree char *version = g_strdup_printf ("%d", gnutls_x509_crt_get_version (facts->handle));
  guint8 id[128];
  size_t size = sizeof id;

  add_text (facts, CS_FACT_GROUP_REST, CS_FACT_VERSION, version);
  add (facts, CS_FACT_GROUP_REST, CS_FACT_SERIAL, CS_FACT_FORM_HEX, cs_certificate_get_serial (facts->certificate));
  add_text (facts, CS_FACT_GROUP_REST, CS_FACT_SIGNATURE_ALGORITHM, cs_certificate_get_signature_name (facts->certificate));
  add_text (facts, CS_FACT_GROUP_REST, CS_FACT_SUBJECT, cs_certificate_get_subject (facts->certificate));
  if (gnutls_x509_crt_get_subject_key_id (facts->handle, id, &size, NULL) >= 0)
    add_hex (facts, CS_FACT_GROUP_REST, CS_FACT_SUBJECT_KEY_ID, id, size);
  size = sizeof id;
  if (gnutls_x509_crt_get_authority_key_id (facts->handle, id, &size, NULL) >= 0)
    add_hex (facts, CS_FACT_GROUP_REST, CS_FACT_AUTHORITY_KEY_ID, id, size);
  add_extensions (facts);
}

/*
 * cs_certificate_facts_list:
 * @self: a certificate
 *
 * Returns: (transfer full): a list of #CsFact in the order of #CsFactGroup
 */
GListModel *
cs_certificate_facts_list (CsCertificate *self)
{
  GListStore *store = g_list_store_new (CS_TYPE_FACT);
  Facts facts = { store, self, cs_certificate_get_handle (self) };
  g_autoptr (CsFact) not_before = NULL;
  g_autoptr (CsFact) not_after = NULL;

  add_subject_parts (&facts);
  add_alt_names (&facts);

  add_text (&facts, CS_FACT_GROUP_ISSUER, CS_FACT_ISSUER, cs_certificate_get_issuer (self));

  not_before = cs_fact_new_time (CS_FACT_GROUP_VALIDITY, CS_FACT_NOT_BEFORE, cs_certificate_get_not_before (self));
  g_list_store_append (store, not_before);
  not_after = cs_fact_new_time (CS_FACT_GROUP_VALIDITY, CS_FACT_NOT_AFTER, cs_certificate_get_not_after (self));
  g_list_store_append (store, not_after);

  add_key (&facts);
  add_key_usage (&facts);
  add_purposes (&facts);
  add_authority (&facts);
  add_constraints (&facts);
  add_revocation (&facts);
  add_rest (&facts);

  return G_LIST_MODEL (store);
}

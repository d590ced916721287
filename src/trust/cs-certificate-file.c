/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-certificate-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <gnutls/x509.h>

#include "base/cs-error.h"
#include "cs-pkcs7.h"

#define MAX_CERTIFICATES 1000

static gboolean
is_blank (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  }

  return TRUE;
}

/* Any label of PEM that ends in "PRIVATE KEY": PKCS #8, encrypted or not, and the older ones that name the algorithm. */
static gboolean
has_private_key (const char *text,
                 gsize       length)
{
  const char *end = text + length;
  const char *begin;

  while ((begin = g_strstr_len (text, end - text, "-----BEGIN "))) {
    const char *label = begin + strlen ("-----BEGIN ");
    const char *dashes = g_strstr_len (label, end - label, "-----");
    const char *line = memchr (label, '\n', end - label);

    if (dashes && (!line || dashes < line) && g_strstr_len (label, dashes - label, "PRIVATE KEY"))
      return TRUE;
    text = label;
  }

  return FALSE;
}

static gboolean
is_private_key_der (const char *data,
                    gsize       length)
{
  const gnutls_datum_t der = { (unsigned char *) data, length };
  gnutls_x509_privkey_t key;
  int result;

  if (gnutls_x509_privkey_init (&key) < 0)
    return FALSE;

  result = gnutls_x509_privkey_import (key, &der, GNUTLS_X509_FMT_DER);
  if (result < 0)
    result = gnutls_x509_privkey_import_pkcs8 (key, &der, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN);
  gnutls_x509_privkey_deinit (key);

  return result >= 0;
}

typedef enum {
  BLOCK_CERTIFICATE,
  BLOCK_PKCS7,
} BlockKind;

/* RFC 7468 4 and 8, and the older labels for the same. */
static const struct {
  const char *label;
  BlockKind   kind;
} labels[] = {
  { "CERTIFICATE-----", BLOCK_CERTIFICATE },
  { "X509 CERTIFICATE-----", BLOCK_CERTIFICATE },
  { "PKCS7-----", BLOCK_PKCS7 },
  { "PKCS #7 SIGNED DATA-----", BLOCK_PKCS7 },
  { "CMS-----", BLOCK_PKCS7 },
};

static gboolean
add_certificate (GPtrArray  *certificates,
                 GBytes     *der,
                 GError    **error)
{
  g_autoptr (CsCertificate) certificate = NULL;

  if (certificates->len == MAX_CERTIFICATES) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("The file holds too many certificates"));
    return FALSE;
  }

  certificate = cs_certificate_new_from_der (der, error);
  if (!certificate)
    return FALSE;
  for (guint i = 0; i < certificates->len; i++) {
    if (cs_certificate_equal (g_ptr_array_index (certificates, i), certificate))
      return TRUE;
  }
  g_ptr_array_add (certificates, g_steal_pointer (&certificate));

  return TRUE;
}

static gboolean
add_bundle (GPtrArray  *certificates,
            GBytes     *der,
            GError    **error)
{
  g_autoptr (GPtrArray) bundle = cs_pkcs7_read (der, MAX_CERTIFICATES);

  if (!bundle) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE, _("The bundle of certificates is damaged"));
    return FALSE;
  }

  for (guint i = 0; i < bundle->len; i++) {
    if (!add_certificate (certificates, g_ptr_array_index (bundle, i), error))
      return FALSE;
  }

  return TRUE;
}

/* One base64 body between its BEGIN and END lines. Headers and foreign characters make it no certificate: g_base64_decode() would skip them. */
static GBytes *
read_block (const char  *body,
            gsize        length,
            GError     **error)
{
  g_autoptr (GString) base64 = g_string_sized_new (length);
  guchar *data;
  gsize size;

  for (gsize i = 0; i < length; i++) {
    if (g_ascii_isspace (body[i]))
      continue;
    if (!g_ascii_isalnum (body[i]) && (body[i] == '\0' || !strchr ("+/=", body[i]))) {
      g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE, _("The certificate in the file is damaged"));
      return NULL;
    }
    g_string_append_c (base64, body[i]);
  }

  data = g_base64_decode (base64->str, &size);

  return g_bytes_new_take (data, size);
}

static gboolean
next_block (const char **text,
            const char  *end,
            const char **body,
            gsize       *length,
            BlockKind   *kind)
{
  const char *begin;

  while ((begin = g_strstr_len (*text, end - *text, "-----BEGIN "))) {
    const char *label = begin + strlen ("-----BEGIN ");

    *text = label;
    for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
      if ((gsize) (end - label) < strlen (labels[i].label) || strncmp (label, labels[i].label, strlen (labels[i].label)) != 0)
        continue;
      *kind = labels[i].kind;
      *body = label + strlen (labels[i].label);
      *text = g_strstr_len (*body, end - *body, "-----END ");
      *length = (*text ? *text : end) - *body;
      if (!*text)
        *text = end;
      return TRUE;
    }
  }

  return FALSE;
}

/* PEM, with whatever text stands around it; an empty array when there is none in it. */
static GPtrArray *
parse_pem (const char  *text,
           gsize        length,
           GError     **error)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  const char *end = text + length;
  const char *body;
  BlockKind kind;
  gsize size;

  for (guint n = 0; next_block (&text, end, &body, &size, &kind); n++) {
    g_autoptr (GBytes) der = NULL;

    if (n == MAX_CERTIFICATES) {
      g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("The file holds too many certificates"));
      return NULL;
    }
    der = read_block (body, size, error);
    if (!der)
      return NULL;
    if (kind == BLOCK_PKCS7 ? !add_bundle (certificates, der, error) : !add_certificate (certificates, der, error))
      return NULL;
  }

  return g_steal_pointer (&certificates);
}

/* A single certificate, or a bundle. */
static GPtrArray *
parse_der (GBytes  *contents,
           GError **error)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) bundle = NULL;

  if (add_certificate (certificates, contents, NULL))
    return g_steal_pointer (&certificates);

  bundle = cs_pkcs7_read (contents, MAX_CERTIFICATES);
  if (bundle && bundle->len > 0)
    return add_bundle (certificates, contents, error) ? g_steal_pointer (&certificates) : NULL;

  return g_steal_pointer (&certificates);
}

/**
 * cs_certificate_file_parse:
 * @contents: what a file holds
 * @error: return location for an error
 *
 * Reads certificates: any number in PEM (RFC 7468), with or without text around them, a single one in DER, or bundles (PKCS #7, RFC 2315)
 * in either form. The order stays; one that comes twice is kept once.
 *
 * Fails with %CS_ERROR_EMPTY, with %CS_ERROR_TOO_LARGE over 1 MiB (or when a certificate is over 64 KiB), with %CS_ERROR_PRIVATE_KEY when a
 * private key is in it too, and with %CS_ERROR_NOT_A_CERTIFICATE when there is none or one cannot be read.
 *
 * Returns: (transfer full) (nullable) (element-type CsCertificate): at least one certificate
 */
GPtrArray *
cs_certificate_file_parse (GBytes  *contents,
                           GError **error)
{
  g_autoptr (GPtrArray) certificates = NULL;
  gsize length;
  const char *text = g_bytes_get_data (contents, &length);

  if (length > CS_CERTIFICATE_FILE_MAX) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("The file is too large for a certificate"));
    return NULL;
  }
  if (is_blank (text, length)) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_EMPTY, _("The file is empty"));
    return NULL;
  }
  if (has_private_key (text, length) || is_private_key_der (text, length)) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_PRIVATE_KEY,
                         _("The file holds a private key. Keep it secret, and ask for the certificate alone"));
    return NULL;
  }

  certificates = parse_pem (text, length, error);
  if (certificates && certificates->len == 0) {
    g_ptr_array_unref (certificates);
    certificates = parse_der (contents, error);
  }
  if (!certificates)
    return NULL;

  if (certificates->len == 0) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_A_CERTIFICATE, _("There is no certificate in the file"));
    return NULL;
  }

  return g_steal_pointer (&certificates);
}
